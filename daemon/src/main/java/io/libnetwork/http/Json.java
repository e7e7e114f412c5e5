package io.libnetwork.http;

import com.fasterxml.jackson.annotation.Nulls;
import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/// Reads and writes the bodies of requests and answers.
///
/// Names in a request are taken in any case, and those that are not known are passed over, as
/// Docker's Engine does; what has the wrong type, is cut short or has something behind it is
/// refused. What is read strictly has no names but those that are known.
public final class Json {

  private static final int DEEPEST = 64;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              texts ->
                  texts
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  /// As our own API has it.
  private static final JsonMapper STRICT =
      MAPPER
          .rebuild()
          .disable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .withCoercionConfig(LogicalType.Textual, Json::textsOnly)
          .build();

  private Json() {}

  private static void textsOnly(MutableCoercionConfig coercions) {
    coercions
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  /// Gets ready what the first call otherwise has to wait for.
  public static void prepare() {
    var _ = read("{}", Map.class);
    var _ = write(Map.of("", List.of()));
  }

  /// A value as UTF-8.
  public static byte[] write(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /// A call's body as a value.
  ///
  /// @throws NetworkException.InvalidParameter if its type is not `application/json`, or it is no
  ///   such value
  public static <T> T read(Call call, Class<T> type) throws IOException {
    requireJson(call);
    byte[] body = call.body().read();
    if (body.length == 0) {
      throw new NetworkException.InvalidParameter(
          "invalid JSON: got EOF while reading request body");
    }
    return read(body, type);
  }

  /// A call's body as a value, whose names are written as they are, once each, and of which none is
  /// unknown.
  ///
  /// @throws NetworkException.InvalidParameter if its type is not `application/json`, or it is no
  ///   such value; the message says where, and names what is unknown
  public static <T> T readStrict(Call call, Class<T> type) throws IOException {
    requireJson(call);
    byte[] body = call.body().read();
    try {
      T value = STRICT.readValue(body, type);
      if (value == null) {
        throw new NetworkException.InvalidParameter("invalid JSON: null in place of an object");
      }
      return value;
    } catch (JacksonException wrong) {
      throw new NetworkException.InvalidParameter("invalid JSON: " + JsonMistake.of(wrong), wrong);
    }
  }

  /// A text as a value.
  ///
  /// @throws NetworkException.InvalidParameter if it is no such value
  public static <T> T read(byte[] body, Class<T> type) {
    try {
      T value = MAPPER.readValue(body, type);
      if (value == null) {
        throw new NetworkException.InvalidParameter("invalid JSON: null in place of an object");
      }
      return value;
    } catch (JacksonException wrong) {
      throw new NetworkException.InvalidParameter("invalid JSON: " + said(wrong), wrong);
    }
  }

  /// As [#read(byte[], Class)].
  public static <T> T read(String text, Class<T> type) {
    return read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  private static void requireJson(Call call) {
    String type = call.header("content-type").orElse("");
    int end = type.indexOf(';');
    String bare = (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    if (!bare.equals("application/json")) {
      throw new NetworkException.InvalidParameter(
          bare.isEmpty()
              ? "no Content-Type: expected application/json"
              : "unsupported Content-Type '%s': expected application/json".formatted(bare));
    }
  }

  /// What is wrong, and where, without the reader's own words about itself.
  private static String said(JacksonException wrong) {
    var place = wrong.getLocation();
    String where =
        place == null || place.getLineNr() < 0
            ? ""
            : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr());
    return wrong.getOriginalMessage() + where;
  }
}
