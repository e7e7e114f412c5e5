package io.libnetwork.bench.chart;

/// How a chart looks, by light and in the dark. The classes that elements of it have.
final class Look {

  static final String PAPER = "paper";
  static final String TITLE = "title";
  static final String FACT = "fact";
  static final String NAME = "name";
  static final String LABEL = "label";

  /// A label that ends where it is placed.
  static final String ENDING = "label end";

  static final String OURS = "ours";
  static final String OTHER = "other";

  /// What is drawn over bars.
  static final String MARK = "mark";

  /// What parts groups.
  static final String RULE = "rule";

  /// Sizes of the fonts, in pixels.
  static final double TITLE_SIZE = 20;

  static final double NAME_SIZE = 13;
  static final double SIZE = 12;

  /// Colours of text have a contrast of 4.5 and more, those of bars 3 and more.
  static final String STYLE =
      """
      text { font-family: system-ui, sans-serif; font-size: 12px; }
      .paper { fill: #ffffff; }
      .title { font-size: 20px; font-weight: 600; fill: #1f2328; }
      .name { font-size: 13px; font-weight: 600; fill: #1f2328; }
      .fact { fill: #59636e; }
      .label { fill: #1f2328; }
      .end { text-anchor: end; }
      .ours { fill: #0969da; }
      .other { fill: #818b98; }
      .mark { stroke: #1f2328; stroke-width: 1.5; }
      .rule { stroke: #d1d9e0; }
      @media (prefers-color-scheme: dark) {
        .paper { fill: #0d1117; }
        .title, .name, .label { fill: #f0f6fc; }
        .fact { fill: #9198a1; }
        .ours { fill: #4493f8; }
        .other { fill: #7d8590; }
        .mark { stroke: #f0f6fc; }
        .rule { stroke: #3d444d; }
      }
      """;

  private Look() {}
}
