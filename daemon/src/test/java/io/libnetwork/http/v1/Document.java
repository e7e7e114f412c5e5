package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The document that says what our API is, asked what it says. Used by one thread.
final class Document {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String JSON = "application/json";

  private final JsonNode root;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private final Map<String, Schema> schemas = new HashMap<>();

  Document() {
    try (InputStream in = OwnApi.class.getResourceAsStream("openapi.json")) {
      this.root = MAPPER.readTree(Objects.requireNonNull(in, "openapi.json"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  JsonNode root() {
    return root;
  }

  /// As in `GET /v1/networks`.
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
      }
    }
    return operations;
  }

  JsonNode operation(String method, String pattern) {
    return root.get("paths").get(pattern).get(method.toLowerCase(java.util.Locale.ROOT));
  }

  /// Names of the parameters of an operation that stand in a place.
  Set<String> parameters(String method, String pattern, String in) {
    Set<String> names = new TreeSet<>();
    for (JsonNode parameter : operation(method, pattern).path("parameters")) {
      JsonNode told = resolved(parameter);
      if (told.get("in").asString().equals(in)) {
        names.add(told.get("name").asString());
      }
    }
    return names;
  }

  /// Requires that an answer is one that the document tells of.
  void requireTold(String method, String pattern, int status, String type, String body) {
    String operation = method + " " + pattern;
    JsonNode response = operation(method, pattern).get("responses").get(Integer.toString(status));
    assertThat(response).as("%s answered %d: %s", operation, status, body).isNotNull();
    JsonNode content = resolved(response).path("content").path(bare(type));
    if (bare(type).equals(JSON)) {
      requireFitting(operation + " " + status, content.get("schema"), body);
    } else if (type.isEmpty()) {
      assertThat(resolved(response).has("content")).as("%s has a body", operation).isFalse();
    } else {
      assertThat(content.isMissingNode()).as("%s answered %s", operation, type).isFalse();
    }
  }

  /// Requires that a body is one that the document takes.
  void requireTaken(String method, String pattern, String body) {
    JsonNode content = operation(method, pattern).path("requestBody").path("content").path(JSON);
    assertThat(content.isMissingNode()).as("%s %s takes JSON", method, pattern).isFalse();
    requireFitting("request " + method + " " + pattern, content.get("schema"), body);
  }

  /// Requires that a text is one of a schema's.
  void requireFitting(String schema, String body) {
    requireFitting(schema, root.get("components").get("schemas").get(schema), body);
  }

  private void requireFitting(String what, JsonNode schema, String body) {
    List<Error> errors =
        schemas
            .computeIfAbsent(schema.toString(), _ -> compiled(schema))
            .validate(
                MAPPER.readTree(body),
                context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)));
    assertThat(errors).as("%s: %s", what, body).isEmpty();
  }

  /// A schema with everything that it can refer to, at the place where schemas have that.
  private Schema compiled(JsonNode schema) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("$defs", root.get("components").get("schemas"));
    return registry.getSchema(
        MAPPER.readTree(whole.toString().replace("#/components/schemas/", "#/$defs/")));
  }

  /// What is named by `$ref`.
  JsonNode resolved(JsonNode node) {
    JsonNode reference = node.get("$ref");
    return reference == null ? node : root.at(reference.asString().substring(1));
  }

  private static String bare(String type) {
    int end = type.indexOf(';');
    return end < 0 ? type : type.substring(0, end);
  }
}
