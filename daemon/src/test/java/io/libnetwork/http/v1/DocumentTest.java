package io.libnetwork.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The document says of our API what is so.
class DocumentTest {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  @TempDir private Path state;
  private ApiHost api;
  private Document document;

  @BeforeEach
  void open() {
    api = ApiHost.open(state);
    document = api.document();
  }

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
    }
  }

  @Test
  void namesExactlyTheRoutesThereAre() {
    assertThat(new TreeSet<>(api.router().routes())).isEqualTo(document.operations());
    assertThat(api.router().routes()).hasSizeGreaterThan(40).doesNotHaveDuplicates();
  }

  @Test
  void namesExactlyTheParametersThatAreTaken() {
    for (Operation operation : api.operations()) {
      String what = operation.method() + " " + operation.pattern();
      assertThat(document.parameters(operation.method(), operation.pattern(), "query"))
          .as(what)
          .isEqualTo(new TreeSet<>(operation.parameters()));
      Set<String> places = new TreeSet<>();
      PLACE.matcher(operation.pattern()).results().forEach(found -> places.add(found.group(1)));
      assertThat(document.parameters(operation.method(), operation.pattern(), "path"))
          .as(what)
          .isEqualTo(places);
    }
  }

  @Test
  void hasEveryChangeAskedWhatItWouldDo() {
    for (Operation operation : api.operations()) {
      boolean changes =
          !operation.method().equals("GET") && !operation.pattern().equals("/v1/explain");
      assertThat(operation.parameters().contains("dryRun"))
          .as(operation.toString())
          .isEqualTo(changes);
    }
  }

  @Test
  void refersToNothingThatIsNotThere() {
    List<String> references = new ArrayList<>();
    collect(document.root(), references);
    assertThat(references).hasSizeGreaterThan(100);
    assertThat(references)
        .allSatisfy(reference ->
            assertThat(document.root().at(reference.substring(1)).isMissingNode()).isFalse());
    Set<String> used = new HashSet<>(references);
    document
        .root()
        .get("components")
        .get("schemas")
        .propertyNames()
        .forEach(name -> assertThat(used).contains("#/components/schemas/" + name));
  }

  private static void collect(JsonNode node, List<String> references) {
    JsonNode reference = node.get("$ref");
    if (reference != null) {
      references.add(reference.asString());
    }
    node.forEach(child -> collect(child, references));
  }

  @Test
  void namesEveryKindOfEvent() {
    List<String> named = new ArrayList<>();
    document
        .root()
        .at("/components/schemas/Event/properties/kind/enum")
        .forEach(kind -> named.add(kind.asString()));
    assertThat(named).containsExactlyInAnyOrderElementsOf(EventResources.kinds());
  }

  @Test
  void isServedAsItIs() {
    assertThat(api.get("/v1/openapi.json").json()).isEqualTo(document.root());
  }

  @Test
  void saysWhatAnswers() {
    ApiHost.Said said = api.get("/v1/version");
    assertThat(said.at("/version")).isEqualTo(ApiHost.VERSION);
    assertThat(said.at("/api")).isEqualTo(document.root().at("/info/version").asString());
    assertThat(said.at("/epoch")).isEqualTo(api.log().epoch());
  }
}
