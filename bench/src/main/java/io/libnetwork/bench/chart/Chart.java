package io.libnetwork.bench.chart;

import io.libnetwork.bench.Machine;
import io.libnetwork.bench.Results;
import io.libnetwork.bench.Run;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Results as a chart of horizontal bars, one group for each row: ours, and what it was measured
/// against.
///
/// Every bar begins at 0 and is as long as its value says, on a scale of the group's own: units and
/// sizes of rows differ, and no other scale would leave the lengths of two bars as their ratio is.
public final class Chart {

  static final double WIDTH = 860;

  private static final double MARGIN = 24;
  private static final double RIGHT = WIDTH - MARGIN;
  private static final double TITLE_LINE = 38;
  private static final double FACTS_LINE = 62;
  private static final double LINE = 17;
  private static final double LEGEND_HEIGHT = 30;
  private static final double SWATCH = 11;
  private static final double GAP = 8;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Results results;
  private final List<Group> groups;
  private final List<String> facts;

  private Chart(Results results) {
    this.results = results;
    this.groups = Group.of(results.rows());
    this.facts = facts(results.run());
  }

  /// The chart, as a document of SVG 1.1 in UTF-8.
  ///
  /// @throws IllegalArgumentException when there are no rows
  public static String svg(Results results) {
    if (results.rows().isEmpty()) {
      throw new IllegalArgumentException("nothing was measured, so there is nothing to draw");
    }
    return new Chart(results).draw();
  }

  private static List<String> facts(Optional<Run> run) {
    List<String> facts = new ArrayList<>();
    run.ifPresentOrElse(
        known -> {
          facts.add(
              "Measured by libnetwork bench %s on %s"
                  .formatted(known.bench(), TIME.format(known.began())));
          facts.add(text(known.machine()));
        },
        () -> facts.add("When and on which machine it was measured is not known."));
    facts.add("Bars are medians (p50) and begin at 0. What is compared has one scale;");
    facts.add("what is compared with nothing has the scale of all such of its unit.");
    return facts;
  }

  private static String text(Machine machine) {
    return "%s, %d %s, %s, %s"
        .formatted(
            machine.cpu(),
            machine.cores(),
            machine.cores() == 1 ? "core" : "cores",
            machine.kernel(),
            machine.jdk());
  }

  private String title() {
    return "libnetwork bench" + results.run().map(run -> " " + run.bench()).orElse("");
  }

  private String draw() {
    double top = FACTS_LINE + facts.size() * LINE + LEGEND_HEIGHT;
    double height = top + groups.stream().mapToDouble(GroupDrawing::height).sum() + MARGIN;
    Svg svg = Svg.begin(WIDTH, height, title(), description(), Look.STYLE);
    svg.rectangle(Look.PAPER, 0, 0, WIDTH, height);
    head(svg);
    for (Group group : groups) {
      new GroupDrawing(svg, group, MARGIN, RIGHT, top).draw();
      top += GroupDrawing.height(group);
    }
    svg.close();
    return svg.end();
  }

  private String description() {
    StringBuilder text = new StringBuilder(String.join("\n", facts));
    groups.forEach(group -> text.append('\n').append(Telling.of(group)));
    return text.toString();
  }

  private void head(Svg svg) {
    double room = RIGHT - MARGIN;
    svg.text(Look.TITLE, MARGIN, TITLE_LINE, TextWidth.cut(title(), Look.TITLE_SIZE, room));
    double line = FACTS_LINE;
    for (String fact : facts) {
      svg.text(Look.FACT, MARGIN, line, TextWidth.cut(fact, Look.SIZE, room));
      line += LINE;
    }
    legend(svg, line + GAP);
  }

  private static void legend(Svg svg, double line) {
    double x = MARGIN;
    x = swatch(svg, Look.OURS, x, line, "ours");
    x = swatch(svg, Look.OTHER, x, line, "what it is against, in the same run");
    svg.line(Look.MARK, x, line - SWATCH, x, line);
    svg.text(Look.LABEL, x + GAP, line, "p95: 95 in 100 are not above it, of a rate not below it");
  }

  private static double swatch(Svg svg, String look, double x, double line, String name) {
    svg.rectangle(look, x, line - SWATCH + 1, SWATCH, SWATCH);
    double text = x + SWATCH + GAP;
    svg.text(Look.LABEL, text, line, name);
    return text + TextWidth.of(name, Look.SIZE) + GAP;
  }
}
