package io.libnetwork.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Makes values of what the streaming parser finds.
final class JsonReader {

  private static final int DEEPEST = 200;
  private static final int LONGEST_TEXT = 64 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private final JsonParser parser;

  private JsonReader(JsonParser parser) {
    this.parser = parser;
  }

  static JsonValue read(byte[] text) {
    try (JsonParser parser =
        FACTORY.createParser(ObjectReadContext.empty(), text, 0, text.length)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new StreamReadException(parser, "nothing there");
      }
      JsonValue value = new JsonReader(parser).value(first);
      if (parser.nextToken() != null) {
        throw new StreamReadException(parser, "something behind the value");
      }
      return value;
    } catch (JacksonException wrong) {
      throw new MalformedJsonException("no JSON: " + said(wrong), wrong);
    }
  }

  private JsonValue value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> new JsonValue.Text(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue.Number(parser.getString());
      case VALUE_TRUE -> JsonValue.Truth.TRUE;
      case VALUE_FALSE -> JsonValue.Truth.FALSE;
      case VALUE_NULL -> JsonValue.Null.NULL;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new StreamReadException(parser, "unexpected " + token);
    };
  }

  private JsonObject object() {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      members.put(name, value(parser.nextToken()));
    }
    return new JsonObject(members);
  }

  private JsonArray array() {
    List<JsonValue> items = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      items.add(value(token));
    }
    return new JsonArray(items);
  }

  private static String said(JacksonException wrong) {
    var place = wrong.getLocation();
    return place == null || place.getLineNr() < 0
        ? wrong.getOriginalMessage()
        : wrong.getOriginalMessage()
            + " (line "
            + place.getLineNr()
            + ", column "
            + place.getColumnNr()
            + ")";
  }
}
