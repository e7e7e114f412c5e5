package io.libnetwork.cli.demo;

import io.libnetwork.PortBinding;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.cli.terminal.Palette;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A demonstration as a table for people: a line a step as it ends, then the containers.
public final class TextReport implements Presentation {

  private final PrintWriter out;
  private final Palette palette;
  private int nameWidth;

  /// A table to be written.
  ///
  /// @param out where to
  /// @param palette in which colours
  public TextReport(PrintWriter out, Palette palette) {
    this.out = out;
    this.palette = palette;
  }

  @Override
  public void begin(List<String> steps) {
    nameWidth = steps.stream().mapToInt(String::length).max().orElse(0);
    out.println();
    out.flush();
  }

  @Override
  public void show(StepResult step) {
    String state = step.ok() ? palette.good("ok    ") : palette.bad("FAILED");
    String time = palette.faint(String.format(Locale.ROOT, "%8.1f ms", step.millis()));
    String name = palette.bold(padded(step.name(), nameWidth));
    out.println("  " + state + time + "  " + name + "  " + step.detail());
    out.flush();
  }

  @Override
  public void end(Report report) {
    out.println();
    report.containers().forEach(this::container);
    if (!report.containers().isEmpty()) {
      out.println();
    }
    out.println("  " + sum(report));
    out.println();
    out.flush();
  }

  private void container(ContainerFacts facts) {
    String addresses =
        facts.addresses().stream()
            .map(InterfaceAddress::toString)
            .collect(Collectors.joining("  "));
    String ports =
        facts.ports().stream().map(TextReport::port).distinct().collect(Collectors.joining(", "));
    out.println(
        "  "
            + palette.bold(padded(facts.endpoint(), 10))
            + padded(facts.network(), 6)
            + facts.macAddress().map(MacAddress::toString).orElse("")
            + "  "
            + Stream.of(addresses, ports)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("  ")));
  }

  private static String port(PortBinding binding) {
    return "port " + binding.hostPorts() + " of the host leads to " + binding.containerPorts();
  }

  private String sum(Report report) {
    double millis = report.steps().stream().mapToDouble(StepResult::millis).sum();
    long failed = report.steps().stream().filter(step -> !step.ok()).count();
    String time = String.format(Locale.ROOT, " in %.0f ms", millis);
    return report.ok()
        ? palette.good(report.steps().size() + " steps ok" + time + ", nothing left behind.")
        : palette.bad(failed + " of " + report.steps().size() + " steps failed" + time + ".");
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
