package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Whether DESIGN.md tells the truth: what it names is there, and a join goes the way it says.
class DesignDocumentTest {

  /// `Type`, `Type.Nested`, `Type.method` or `Type#method`, alone in backticks.
  private static final Pattern NAMED =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:[.#][A-Za-z]\\w*)*)(?:\\(\\))?`");

  private static final Pattern CALL = Pattern.compile("`([A-Z]\\w*)\\.([a-z]\\w*)`");
  private static final Pattern STEP = Pattern.compile("(?m)^\\d+\\. .*$");
  private static final String JOIN = "## The life of one join";

  /// What a step begins with whose calls are made beside those of the other steps.
  private static final Pattern BESIDE = Pattern.compile("\\d+\\. Meanwhile .*");

  /// Types of Java's own that the document names.
  private static final Set<String> JAVAS = Set.of("AutoCloseable", "Thread");

  /// Whom nobody who explains a join can leave out.
  private static final Set<String> PART_OF_A_JOIN =
      Set.of(
          "Joining",
          "Operation",
          "Locks",
          "GatewayElection",
          "Gateways",
          "BridgeEndpoint",
          "Firewall",
          "VethPair",
          "NetlinkBatch",
          "NamespacePlumbing",
          "Readiness",
          "EventStream");

  private static String document;
  private static JavaClasses types;

  /// A step's calls, in its order.
  ///
  /// @param beside whether they are made on another thread, so that their order is not known
  private record Step(boolean beside, List<Call> calls) {}

  /// A method of a class of ours, by its full name.
  private record Call(String type, String method) {

    @Override
    public String toString() {
      return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
  }

  @BeforeAll
  static void readsTheDocumentAndEveryClass() {
    document = Checkout.read(Checkout.root().resolve("DESIGN.md"));
    List<Path> compiled =
        Checkout.modules().stream()
            .map(module -> Checkout.root().resolve(module).resolve("target"))
            .flatMap(target -> Stream.of(target.resolve("classes"), target.resolve("test-classes")))
            .filter(Files::isDirectory)
            .toList();
    types = new ClassFileImporter().importPaths(compiled);
  }

  @Test
  void everythingItNamesIsThere() {
    Set<String> missing = new TreeSet<>();
    List<String> named = NAMED.matcher(document).results().map(m -> m.group(1)).toList();
    named.stream().filter(name -> !exists(name)).forEach(missing::add);
    assertThat(named).hasSizeGreaterThan(50);
    assertThat(missing).as("named by DESIGN.md, and nowhere in the classes").isEmpty();
  }

  @Test
  void itTellsAllOfAJoin() {
    assertThat(steps().stream().flatMap(step -> step.calls().stream()))
        .extracting(call -> call.type().substring(call.type().lastIndexOf('.') + 1))
        .containsAll(PART_OF_A_JOIN);
  }

  /// The calls named are found in a recorded join, each after the one named before it.
  @Test
  void aJoinGoesTheWayItSays() throws Exception {
    List<Step> steps = steps();
    List<Call> named = steps.stream().flatMap(step -> step.calls().stream()).toList();
    List<Call> recorded =
        JoinRecording.calls(named.stream().map(Call::type).collect(Collectors.toSet())).stream()
            .map(call -> new Call(call.type(), call.method()))
            .toList();
    assertThat(recorded).as("calls recorded at all").containsAll(named);
    List<Call> inOrder =
        steps.stream().filter(step -> !step.beside()).flatMap(s -> s.calls().stream()).toList();
    int at = 0;
    for (Call call : inOrder) {
      List<Call> rest = recorded.subList(at, recorded.size());
      assertThat(rest)
          .as("the calls of a join after those that DESIGN.md names before %s", call)
          .contains(call);
      at += rest.indexOf(call) + 1;
    }
  }

  private static List<Step> steps() {
    int begin = document.indexOf(JOIN);
    assertThat(begin).as("where \"%s\" begins", JOIN).isNotNegative();
    int end = document.indexOf("\n## ", begin);
    List<Step> steps = new ArrayList<>();
    STEP.matcher(document.substring(begin, end))
        .results()
        .map(line -> line.group())
        .forEach(line -> steps.add(new Step(BESIDE.matcher(line).matches(), calls(line))));
    assertThat(steps).hasSizeGreaterThan(10);
    return steps;
  }

  private static List<Call> calls(String line) {
    return CALL.matcher(line).results().map(call -> call(call.group(1), call.group(2))).toList();
  }

  /// Two rooms may call a type alike; the method says which is meant.
  private static Call call(String simpleName, String method) {
    List<JavaClass> found =
        named(simpleName).stream().filter(type -> methods(type).contains(method)).toList();
    assertThat(found).as("types %s with a method %s", simpleName, method).hasSize(1);
    return new Call(found.getFirst().getName(), method);
  }

  private static List<JavaClass> named(String simpleName) {
    return types.stream()
        .filter(type -> type.getSimpleName().equals(simpleName) && type.isTopLevelClass())
        .toList();
  }

  private static boolean exists(String name) {
    String[] parts = name.split("[.#]", -1);
    if (JAVAS.contains(parts[0])) {
      return true;
    }
    List<JavaClass> found = named(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      if (Character.isLowerCase(part.charAt(0))) {
        return found.stream().anyMatch(type -> methods(type).contains(part));
      }
      Set<String> nested = new LinkedHashSet<>();
      found.forEach(type -> nested.add(type.getName() + "$" + part));
      found = types.stream().filter(type -> nested.contains(type.getName())).toList();
    }
    return !found.isEmpty();
  }

  private static Set<String> methods(JavaClass type) {
    return type.getAllMethods().stream().map(JavaCodeUnit::getName).collect(Collectors.toSet());
  }
}
