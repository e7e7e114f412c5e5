package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the schema for editors says is what the reader does.
class LabSchemaTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNode DOCUMENT = document();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012()).getSchema(DOCUMENT);

  private static JsonNode document() {
    try (InputStream in = LabFile.class.getResourceAsStream("lab.schema.json")) {
      return MAPPER.readTree(Objects.requireNonNull(in, "lab.schema.json"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<Error> errors(String yaml) {
    LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
    JsonNode tree = MAPPER.valueToTree(new Load(settings).loadFromString(yaml));
    return SCHEMA.validate(tree);
  }

  private static JsonNode object(Keys keys) {
    return keys == Keys.LAB ? DOCUMENT : DOCUMENT.get("$defs").get(name(keys));
  }

  /// As in `extraHost`.
  private static String name(Keys keys) {
    String lower = keys.name().toLowerCase(Locale.ROOT);
    int gap = lower.indexOf('_');
    return gap < 0
        ? lower
        : lower.substring(0, gap)
            + lower.substring(gap + 1, gap + 2).toUpperCase(Locale.ROOT)
            + lower.substring(gap + 2);
  }

  @ParameterizedTest
  @EnumSource(Keys.class)
  void hasTheKeysThatAreRead(Keys keys) {
    JsonNode object = object(keys);

    assertThat(object).as(name(keys)).isNotNull();
    assertThat(new TreeSet<>(object.get("properties").propertyNames()))
        .isEqualTo(new TreeSet<>(keys.names()));
    assertThat(object.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void hasNoOtherObjectsOfKnownKeys() {
    Set<String> read = new TreeSet<>();
    for (Keys keys : Keys.values()) {
      read.add(name(keys));
    }
    Set<String> said = new TreeSet<>(Set.of("lab"));
    for (Map.Entry<String, JsonNode> each : DOCUMENT.get("$defs").properties()) {
      if (each.getValue().has("properties")) {
        said.add(each.getKey());
      }
    }

    assertThat(said).isEqualTo(read);
  }

  @Test
  void describesEveryKey() {
    List<String> bare = new ArrayList<>();
    for (Keys keys : Keys.values()) {
      for (Map.Entry<String, JsonNode> each : object(keys).get("properties").properties()) {
        JsonNode property = each.getValue();
        if (!property.has("description") && !property.has("$ref")) {
          bare.add(name(keys) + "." + each.getKey());
        }
      }
    }

    assertThat(bare).isEmpty();
  }

  static List<Path> examples() {
    return Examples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void takesTheExamples(Path file) throws IOException {
    assertThat(errors(Files.readString(file))).isEmpty();
  }

  @Test
  void takesWhatIsWritten() {
    RandomLabs labs = new RandomLabs(7);
    for (int i = 0; i < 200; i++) {
      String text = LabFile.write(labs.next());
      assertThat(errors(text)).as(text).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netwrks: {}",
        "lab: Shop",
        "networks: []",
        "networks: {n: {drivr: bridge}}",
        "networks: {n: {ipv6: 'true'}}",
        "networks: {'-n': {}}",
        "networks: {n: {pools: [{range: 10.1.0.0/24}]}}",
        "sandboxes: {s: {command: {a: b}}}",
        "sandboxes: {s: {command: x, restart: sometimes}}",
        "sandboxes: {s: {networks: {n: {mtu: 67}}}}",
        "sandboxes: {s: {networks: {n: {routes: [{via: 10.1.0.1}]}}}}",
        "sandboxes: {s: {networks: {n: {limits: {egress: {burst: 70000}}}}}}",
        "services: {a: {check: {path: /}}}",
        "services: {a: {backends: [{sandbox: s, weight: 0}]}}",
        "services: {a: {balance: fair}}"
      })
  void refusesWhatTheReaderRefuses(String yaml) {
    assertThat(errors(yaml)).isNotEmpty();
    assertThat(MistakesTest.mistakes(yaml)).isNotEmpty();
  }
}
