package io.libnetwork.store.mvstore;

import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateValue;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Records as JSON (RFC 8259), in the store's file and in its text alike:
/// `{"version":7,"schema":1,"content":{"name":"web"}}`.
///
/// Reading is strict: what is not said exactly so is a [StreamReadException] that knows where.
final class RecordText {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private static final int USUAL_SIZE = 512;

  private RecordText() {}

  /// A record without its key, in UTF-8.
  static byte[] write(StateRecord stored) {
    return written(json -> properties(json, stored));
  }

  /// A record with its key, in UTF-8, on one line.
  static byte[] line(StateRecord stored) {
    return written(json -> {
      json.writeStringProperty("kind", stored.key().kind());
      json.writeStringProperty("id", stored.key().id());
      properties(json, stored);
    });
  }

  private static byte[] written(Consumer<JsonGenerator> properties) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      properties.accept(json);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void properties(JsonGenerator json, StateRecord stored) {
    json.writeNumberProperty("version", stored.version());
    json.writeNumberProperty("schema", stored.schema());
    json.writeName("content");
    write(json, stored.content());
  }

  /// Reads records that [#write(StateRecord)] wrote one after the other, which takes half the time
  /// of reading each by itself.
  ///
  /// @param texts as many as there are keys, one behind the other
  static List<StateRecord> read(List<RecordKey> keys, byte[] texts) {
    List<StateRecord> records = new ArrayList<>(keys.size());
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), texts)) {
      for (RecordKey key : keys) {
        expect(json, JsonToken.START_OBJECT, "a record");
        records.add(new StateRecord(key, number(json, "version"), schema(json), content(json)));
        expect(json, JsonToken.END_OBJECT, "the end of the record");
      }
    }
    return records;
  }

  /// Writes a value.
  static void write(JsonGenerator json, StateValue value) {
    switch (value) {
      case StateValue.Text(String text) -> json.writeString(text);
      case StateValue.Whole(long number) -> json.writeNumber(number);
      case StateValue.Flag(boolean flag) -> json.writeBoolean(flag);
      case StateValue.Items(List<StateValue> items) -> {
        json.writeStartArray();
        items.forEach(item -> write(json, item));
        json.writeEndArray();
      }
      case Fields fields -> {
        json.writeStartObject();
        fields
            .values()
            .forEach((name, each) -> {
              json.writeName(name);
              write(json, each);
            });
        json.writeEndObject();
      }
    }
  }

  /// Reads the property `content`.
  static Fields content(JsonParser json) {
    name(json, "content");
    expect(json, JsonToken.START_OBJECT, "fields");
    return fields(json, 1);
  }

  /// Reads a property that is a whole number.
  static long number(JsonParser json, String name) {
    name(json, name);
    expect(json, JsonToken.VALUE_NUMBER_INT, "a whole number for " + name);
    return json.getLongValue();
  }

  /// Reads the property `schema`.
  static int schema(JsonParser json) {
    long schema = number(json, "schema");
    if (schema < 1 || schema > Integer.MAX_VALUE) {
      throw new StreamReadException(
          json, "schema %d is not a number from 1 to %d".formatted(schema, Integer.MAX_VALUE));
    }
    return (int) schema;
  }

  /// Reads a property that is a text.
  static String text(JsonParser json, String name) {
    name(json, name);
    expect(json, JsonToken.VALUE_STRING, "a text for " + name);
    return json.getString();
  }

  /// Reads a property's name.
  static void name(JsonParser json, String name) {
    JsonToken token = json.nextToken();
    if (token != JsonToken.PROPERTY_NAME || !json.currentName().equals(name)) {
      throw new StreamReadException(
          json, "expected the property '%s', found %s".formatted(name, found(json, token)));
    }
  }

  /// Reads a token of this kind.
  static void expect(JsonParser json, JsonToken expected, String what) {
    JsonToken token = json.nextToken();
    if (token != expected) {
      throw new StreamReadException(
          json, "expected %s, found %s".formatted(what, found(json, token)));
    }
  }

  private static String found(JsonParser json, @org.jspecify.annotations.Nullable JsonToken token) {
    return token == null ? "the end" : "'" + json.getString() + "'";
  }

  /// Before the stack is used up by a text that only opens brackets.
  private static void requireShallow(JsonParser json, int depth) {
    if (depth > StateValue.MAX_DEPTH) {
      throw new StreamReadException(
          json, "values are nested more than %d deep".formatted(StateValue.MAX_DEPTH));
    }
  }

  /// @param depth of these fields: 1 for a record's content
  private static Fields fields(JsonParser json, int depth) {
    requireShallow(json, depth);
    Fields.Builder fields = Fields.builder();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      json.nextToken();
      fields.value(name, value(json, depth + 1));
    }
    return fields.build();
  }

  /// Reads the value that begins with the current token.
  ///
  /// @param depth of the value, if it holds others
  private static StateValue value(JsonParser json, int depth) {
    return switch (json.currentToken()) {
      case VALUE_STRING -> new StateValue.Text(json.getString());
      case VALUE_NUMBER_INT -> new StateValue.Whole(json.getLongValue());
      case VALUE_TRUE -> new StateValue.Flag(true);
      case VALUE_FALSE -> new StateValue.Flag(false);
      case START_OBJECT -> fields(json, depth);
      case START_ARRAY -> items(json, depth);
      case null, default ->
          throw new StreamReadException(
              json,
              "expected a text, a whole number, true, false, a list or fields, found %s"
                  .formatted(found(json, json.currentToken())));
    };
  }

  private static StateValue items(JsonParser json, int depth) {
    requireShallow(json, depth);
    List<StateValue> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(json, depth + 1));
    }
    return new StateValue.Items(items);
  }
}
