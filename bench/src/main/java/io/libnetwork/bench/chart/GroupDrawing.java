package io.libnetwork.bench.chart;

/// A group being drawn: a line that says what it is, and its bars, each with who it is on its left
/// and its values on its right.
final class GroupDrawing {

  private static final double HEAD = 30;
  private static final double BAR_LINE = 19;
  private static final double BAR_HEIGHT = 13;

  /// How far a mark of p95 goes beyond its bar.
  private static final double MARK_OVERHANG = 2;

  private static final double FOOT = 8;
  private static final double WHO_ROOM = 190;
  private static final double VALUES_ROOM = 160;
  private static final double GAP = 8;

  /// What is there is seen.
  private static final double SHORTEST = 1;

  private final Svg svg;
  private final Group group;
  private final double left;
  private final double right;
  private final double top;
  private final double zero;
  private final double end;

  /// @param left where it begins, in pixels
  /// @param right where it ends
  /// @param top where its head begins
  GroupDrawing(Svg svg, Group group, double left, double right, double top) {
    this.svg = svg;
    this.group = group;
    this.left = left;
    this.right = right;
    this.top = top;
    this.zero = left + WHO_ROOM + GAP;
    this.end = right - VALUES_ROOM - GAP;
  }

  /// How much room a group takes.
  static double height(Group group) {
    return HEAD + group.bars().size() * BAR_LINE + FOOT;
  }

  void draw() {
    svg.open(Telling.of(group));
    svg.line(Look.RULE, left, top, right, top);
    head();
    double line = top + HEAD;
    for (Bar bar : group.bars()) {
      draw(bar, line);
      line += BAR_LINE;
    }
    svg.close();
  }

  private void head() {
    double line = top + Look.SIZE + GAP;
    String count = "n " + Figures.count(group.n());
    String direction = Telling.direction(group);
    double rest = right - left - TextWidth.of(count, Look.SIZE) - GAP;
    String name = TextWidth.cut(group.name(), Look.NAME_SIZE, rest / 2);
    double after = TextWidth.of(name, Look.NAME_SIZE) + GAP;
    svg.text(Look.NAME, left, line, name);
    svg.text(Look.FACT, left + after, line, TextWidth.cut(direction, Look.SIZE, rest - after));
    svg.text(Look.FACT + " end", right, line, count);
  }

  private void draw(Bar bar, double line) {
    svg.open(Telling.of(bar));
    double middle = line + BAR_LINE / 2;
    double text = middle + Look.SIZE / 3;
    svg.text(Look.ENDING, zero - GAP, text, TextWidth.cut(bar.who(), Look.SIZE, WHO_ROOM));
    svg.rectangle(
        bar.ours() ? Look.OURS : Look.OTHER,
        zero,
        middle - BAR_HEIGHT / 2,
        length(bar.p50()),
        BAR_HEIGHT);
    bar.spread().ifPresent(p95 -> mark(bar.p50(), p95, middle));
    svg.text(Look.LABEL, end + GAP, text, TextWidth.cut(values(bar), Look.SIZE, VALUES_ROOM));
    svg.close();
  }

  /// A line at p95, and from the bar's end to it where it is beyond.
  private void mark(double p50, double p95, double middle) {
    double place = zero + (end - zero) * group.place(p95);
    double half = BAR_HEIGHT / 2 + MARK_OVERHANG;
    svg.line(Look.MARK, place, middle - half, place, middle + half);
    if (p95 > p50) {
      svg.line(Look.MARK, zero + length(p50), middle, place, middle);
    }
  }

  private double length(double value) {
    double length = (end - zero) * group.place(value);
    return value > 0 ? Math.max(SHORTEST, length) : 0;
  }

  private String values(Bar bar) {
    String beside =
        group
            .ratio(bar)
            .map(ratio -> " (ours " + Figures.ratio(ratio) + " ×)")
            .or(() -> bar.spread().map(p95 -> " (p95 " + Figures.shown(p95) + ")"))
            .orElse("");
    return Figures.shown(bar.p50()) + beside;
  }
}
