package io.libnetwork.bench;

import java.io.PrintStream;
import java.io.StringWriter;
import java.util.Locale;
import java.util.StringJoiner;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// How rows are printed.
public final class Report {

  private static final JsonFactory JSON = new JsonFactory();

  private final PrintStream out;
  private final boolean json;
  private boolean headed;

  /// @param json one JSON object a line, in place of a table
  public Report(PrintStream out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /// Prints which run the rows are of, before the first of them, where they are printed as JSON.
  public void begin(Run run) {
    if (json) {
      out.println(json(run));
      out.flush();
    }
  }

  /// Prints a row at once.
  public void print(Row row) {
    if (json) {
      out.println(json(row));
    } else {
      printHead();
      out.println(text(row));
    }
    out.flush();
  }

  private void printHead() {
    if (!headed) {
      headed = true;
      out.printf(
          Locale.ROOT,
          "%-24s %6s %6s %14s %14s  %s%n",
          "what",
          "unit",
          "n",
          "p50",
          "p95",
          "against (p50, ratio)");
    }
  }

  private static String text(Row row) {
    String against =
        row.against()
            .map(other ->
                String.format(
                    Locale.ROOT,
                    "%s %.3f, × %.2f",
                    other.name(),
                    other.p50(),
                    row.ratio().orElseThrow()))
            .orElse("");
    String title = row.name() + row.server().map(server -> " " + server).orElse("");
    return String.format(
        Locale.ROOT,
        "%-24s %6s %6d %14.3f %14.3f  %s%s",
        title,
        row.unit(),
        row.n(),
        row.p50(),
        row.p95(),
        against,
        more(row));
  }

  private static String more(Row row) {
    StringJoiner texts = new StringJoiner(", ");
    row.more()
        .forEach((name, value) -> texts.add(String.format(Locale.ROOT, "%s %.3f", name, value)));
    return texts.toString();
  }

  private static String json(Run run) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("bench", run.bench());
      json.writeStringProperty("began", run.began().toString());
      json.writeStringProperty("cpu", run.machine().cpu());
      json.writeNumberProperty("cores", run.machine().cores());
      json.writeStringProperty("kernel", run.machine().kernel());
      json.writeStringProperty("jdk", run.machine().jdk());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static String json(Row row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("name", row.name());
      row.server().ifPresent(server -> json.writeStringProperty("server", server));
      json.writeStringProperty("unit", row.unit());
      json.writeNumberProperty("n", row.n());
      json.writeNumberProperty("p50", rounded(row.p50()));
      json.writeNumberProperty("p95", rounded(row.p95()));
      row.against()
          .ifPresent(other -> {
            json.writeStringProperty("against", other.name());
            json.writeNumberProperty("against_p50", rounded(other.p50()));
            json.writeNumberProperty("ratio", rounded(row.ratio().orElseThrow()));
          });
      row.more().forEach((name, value) -> json.writeNumberProperty(name, rounded(value)));
      json.writeEndObject();
    }
    return text.toString();
  }

  /// Four digits behind the point are more than any clock here tells.
  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
