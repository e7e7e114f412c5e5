package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.cli.demo.Demonstration;
import io.libnetwork.cli.demo.Script;
import io.libnetwork.cli.demo.Step;
import io.libnetwork.cli.demo.UnexpectedException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void needsRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "the demo needs root");
  }

  @Test
  void printsOneJsonObjectAndNothingElse() {
    assertThat(run(new DemoCommand(), "--json")).as("%s%s", err, out).isZero();
    Map<String, Object> report = Json.object(out.toString());
    assertThat(report).containsOnlyKeys("ok", "steps", "sandboxes", "endpoints", "leaks");
    assertThat(report).containsEntry("ok", true).containsEntry("leaks", List.of());
    assertThat(steps(report))
        .hasSameSizeAs(Script.steps())
        .allSatisfy(step -> {
          assertThat(step).containsEntry("ok", true);
          assertThat((Double) step.get("ms")).isPositive();
        });
    assertThat(objects(report, "sandboxes"))
        .hasSize(3)
        .allSatisfy(sandbox -> {
          assertThat((String) sandbox.get("id")).matches("[0-9a-f]{64}");
          assertThat(Path.of((String) sandbox.get("key"))).isAbsolute().doesNotExist();
        });
    assertEndpoints(objects(report, "endpoints"));
  }

  private static void assertEndpoints(List<Map<String, Object>> endpoints) {
    assertThat(endpoints)
        .extracting(endpoint -> endpoint.get("name"))
        .containsExactly("web", "visitor", "stranger");
    assertThat(endpoints)
        .allSatisfy(endpoint -> {
          assertThat((String) endpoint.get("macAddress")).matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
          assertThat((List<?>) endpoint.get("addresses")).hasSize(2);
          assertThat((String) endpoint.get("gateway")).contains(".");
          assertThat((String) endpoint.get("gatewayIpv6")).contains(":");
        });
    List<Map<String, Object>> published = objects(endpoints.getFirst(), "ports");
    assertThat(published)
        .isNotEmpty()
        .allSatisfy(port ->
            assertThat(port).containsEntry("hostPort", 8080.0).containsEntry("protocol", "tcp"));
  }

  @Test
  void printsPlainTextWithoutATerminal() {
    assertThat(run(new DemoCommand())).as("%s%s", err, out).isZero();
    assertThat(out.toString()).doesNotContain("\u001b").contains("nothing left behind.");
    Script.steps().forEach(step -> assertThat(out.toString()).contains(step.name()));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aQuestionWithTheWrongAnswerFailsAndEverythingIsRemoved() {
    List<Step> steps = new ArrayList<>(Script.steps());
    steps.add(
        5,
        Step.ask(
            "see pigs fly",
            _ -> {
              throw new UnexpectedException("they walk");
            }));
    assertThat(run(new DemoCommand(new Demonstration(steps)), "--json")).isEqualTo(1);
    Map<String, Object> report = Json.object(out.toString());
    assertThat(report).containsEntry("ok", false).containsEntry("leaks", List.of());
    assertThat(steps(report))
        .hasSameSizeAs(steps)
        .filteredOn(step -> Boolean.FALSE.equals(step.get("ok")))
        .singleElement()
        .satisfies(step ->
            assertThat(step)
                .containsEntry("name", "see pigs fly")
                .containsEntry("detail", "they walk"));
    assertThat(err.toString())
        .isEqualToNormalizingNewlines("libnetwork: the demo failed to see pigs fly: they walk\n");
  }

  @Test
  void whatCannotBeBuiltIsRemovedWithoutAskingAnything() {
    List<Step> steps = new ArrayList<>(Script.steps());
    steps.add(
        2,
        new Step(
            "build a castle in the air",
            Step.Part.BUILD,
            _ -> {
              throw new UnexpectedException("it falls");
            }));
    assertThat(run(new DemoCommand(new Demonstration(steps)), "--json")).isEqualTo(1);
    Map<String, Object> report = Json.object(out.toString());
    assertThat(report).containsEntry("leaks", List.of());
    assertThat(steps(report))
        .extracting(step -> step.get("name"))
        .containsExactly(
            "make a host of its own",
            "make two networks",
            "build a castle in the air",
            "remove everything",
            "find nothing left behind");
  }

  private int run(DemoCommand command, String... args) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private static List<Map<String, Object>> steps(Map<String, Object> report) {
    return objects(report, "steps");
  }

  private static List<Map<String, Object>> objects(Map<String, Object> in, String name) {
    assertThat(in).containsKey(name);
    return Json.objects(Objects.requireNonNull(in.get(name)));
  }
}
