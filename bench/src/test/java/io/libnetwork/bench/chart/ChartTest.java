package io.libnetwork.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.libnetwork.bench.Machine;
import io.libnetwork.bench.Results;
import io.libnetwork.bench.Row;
import io.libnetwork.bench.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartTest {

  private static final Run RUN =
      new Run(
          "api",
          Instant.parse("2026-11-22T18:36:00Z"),
          new Machine("AMD EPYC", 2, "Linux 6.18.44", "Temurin-25.0.3+9"));

  /// Half a pixel of what is rounded.
  private static final double ROUNDED = 0.006;

  private static Row alone(String name, String unit, double p50, double p95) {
    return new Row(name, unit, 200, p50, p95, Optional.empty(), Optional.empty(), Map.of());
  }

  private static Row compared(String name, String unit, double p50, double p95, double theirs) {
    return new Row(
        name,
        unit,
        200,
        p50,
        p95,
        Optional.of(new Row.Against("dockerd", theirs)),
        Optional.empty(),
        Map.of());
  }

  private static Row served(String server, double p50, double qps) {
    return new Row(
        "dns-local-1",
        "us",
        50,
        p50,
        p50 * 2,
        Optional.empty(),
        Optional.of(server),
        Map.of("qps", qps));
  }

  private static Drawing drawing(Row... rows) {
    return Drawing.of(new Results(Optional.of(RUN), List.of(rows)));
  }

  private static final Row[] ALL = {
    alone("rss-idle", "MB", 94.9944, 94.9944),
    compared("create", "ms", 3.8607, 8.4952, 80.1247),
    compared("list", "ms", 2.6131, 7.6156, 2.95),
    compared("tcp", "Mbit/s", 20800, 19500, 17300),
    alone("rss-1000", "MB", 236.63, 236.63),
    served("ours", 10, 90_000),
    served("unbound", 12, 80_000),
    served("dockerd", 80, 12_000)
  };

  @Test
  void isAPictureWithANameAndADescription() {
    Drawing drawing = drawing(ALL);
    Element root = drawing.root();

    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("version")).isEqualTo("1.1");
    assertThat(root.getAttribute("width")).isEqualTo("860");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 860 " + root.getAttribute("height"));
    assertThat(root.getAttribute("role")).isEqualTo("img");
    assertThat(root.getAttribute("aria-labelledby")).isEqualTo("title desc");
    assertThat(drawing.all("title").getFirst().getAttribute("id")).isEqualTo("title");
    assertThat(drawing.all("desc").getFirst().getAttribute("id")).isEqualTo("desc");
  }

  @Test
  void saysWhatWasMeasuredWhenAndWhere() {
    Drawing drawing = drawing(ALL);

    assertThat(drawing.contents("title")).containsExactly("libnetwork bench api");
    assertThat(drawing.contents("fact"))
        .contains(
            "Measured by libnetwork bench api on 2026-11-22 18:36 UTC",
            "AMD EPYC, 2 cores, Linux 6.18.44, Temurin-25.0.3+9");
  }

  @Test
  void saysThatItDoesNotKnowWhenAndWhere() {
    Drawing drawing = Drawing.of(new Results(Optional.empty(), List.of(ALL)));

    assertThat(drawing.contents("title")).containsExactly("libnetwork bench");
    assertThat(drawing.contents("fact"))
        .contains("When and on which machine it was measured is not known.");
  }

  @Test
  void hasEveryRowAndEveryValue() {
    Drawing drawing = drawing(ALL);

    assertThat(drawing.contents("name"))
        .containsExactly("rss-idle", "create", "list", "tcp", "rss-1000", "dns-local-1");
    assertThat(drawing.contents("label"))
        .containsSequence("95.0", "3.86 (p95 8.50)", "80.1 (ours 0.048 ×)")
        .containsSequence("20,800 (p95 19,500)", "17,300 (ours 1.20 ×)", "237")
        .containsSequence("10.0 (p95 20.0)", "12.0 (ours 0.83 ×)", "80.0 (ours 0.13 ×)");
    assertThat(drawing.contents("label end"))
        .containsExactly(
            "ours", "ours", "dockerd", "ours", "dockerd", "ours", "dockerd", "ours", "ours",
            "unbound", "dockerd");
    assertThat(drawing.lengths("ours")).hasSize(6);
    assertThat(drawing.lengths("other")).hasSize(5);
  }

  @Test
  void tellsAllDigitsToThoseWhoDoNotSeeIt() {
    assertThat(drawing(ALL).all("desc").getFirst().getTextContent())
        .contains(
            "create, ms, less is better, of 200: ours p50 3.8607, p95 8.4952;"
                + " dockerd p50 80.1247, ours 0.048 of it.",
            "unbound p50 12, p95 24, qps 80000, ours 0.83 of it");
  }

  @Test
  void saysOfHowManyValuesItIs() {
    Row one = new Row("one", "MB", 1, 2, 2, Optional.empty(), Optional.empty(), Map.of());

    assertThat(drawing(one, ALL[1]).contents("fact end")).containsExactly("n 1", "n 200");
  }

  @Test
  void saysWhichWayIsGood() {
    assertThat(drawing(ALL).contents("fact"))
        .containsSequence("MB, less is better")
        .contains("Mbit/s, more is better", "us, less is better");
  }

  @Nested
  class Lengths {

    @Test
    void areAsTheValuesAreOfWhatIsCompared() {
      Drawing drawing = drawing(compared("create", "ms", 4, 8, 80));

      assertThat(drawing.lengths("ours").getFirst() / drawing.lengths("other").getFirst())
          .isEqualTo(4.0 / 80, within(0.001));
    }

    @Test
    void leaveRoomForTheMarkOfP95() {
      Drawing drawing = drawing(compared("list", "ms", 2.5, 10, 5));
      double full = drawing(compared("list", "ms", 10, 10, 5)).lengths("ours").getFirst();
      Element bar = drawing.all("rect", "ours").getLast();
      Element mark = drawing.all("line", "mark").get(1);

      assertThat(drawing.lengths("ours")).containsExactly(full / 4);
      assertThat(drawing.lengths("other")).containsExactly(full / 2);
      assertThat(Drawing.number(mark, "x1"))
          .isEqualTo(Drawing.number(bar, "x") + full, within(ROUNDED));
    }

    @Test
    void ofRatesHaveTheMarkInTheBar() {
      Drawing drawing = drawing(compared("tcp", "Mbit/s", 100, 50, 80));
      Element bar = drawing.all("rect", "ours").getLast();
      List<Element> marks = drawing.all("line", "mark");

      assertThat(marks).as("the legend's and one").hasSize(2);
      assertThat(Drawing.number(marks.getLast(), "x1"))
          .isEqualTo(Drawing.number(bar, "x") + Drawing.number(bar, "width") / 2, within(ROUNDED));
    }

    @Test
    void areOfOneScaleWhereNothingIsCompared() {
      List<Double> lengths =
          drawing(
                  alone("idle", "MB", 50, 50),
                  alone("rate", "ops/s", 7, 7),
                  alone("full", "MB", 200, 200))
              .lengths("ours");

      assertThat(lengths.getFirst() / lengths.getLast()).isEqualTo(0.25, within(0.001));
      assertThat(lengths.get(1)).isEqualTo(lengths.getLast());
    }

    @Test
    void areSeenWhereThereIsSomething() {
      Drawing drawing = drawing(compared("tiny", "ms", 0.0001, 0.0001, 1000));

      assertThat(drawing.lengths("ours")).containsExactly(1.0);
    }

    @Test
    void areNoneWhereEverythingIsZero() {
      Drawing drawing = drawing(compared("nothing", "ms", 0, 0, 0));

      assertThat(drawing.lengths("ours")).containsExactly(0.0);
      assertThat(drawing.contents("label")).contains("0").noneMatch(text -> text.contains("×"));
    }
  }

  @Nested
  class Texts {

    private static final String LONG =
        "WWW a name that is far longer than any chart has room for, ".repeat(5);

    @Test
    void areWhatTheyWereWhateverTheyMeanInXml() {
      String name = "<img src=x onerror=\"alert(1)\"> & ]]>";
      Drawing drawing = drawing(compared(name, "<ms>&\"", 1, 2, 3));

      assertThat(drawing.contents("name")).containsExactly(name);
      assertThat(drawing.all("img")).isEmpty();
      assertThat(drawing.contents("fact")).contains("<ms>&\", less is better");
    }

    @Test
    void haveNothingThatXmlCannotSay() {
      Drawing drawing = drawing(alone("a\u0000b\u001b\u202e\ud800\uffffc", "ms", 1, 1));

      assertThat(drawing.contents("name")).containsExactly("a\ufffdb\ufffd\ufffd\ufffd\ufffdc");
    }

    @Test
    void doNotOverlap() {
      assertApart(drawing(ALL));
    }

    @Test
    void doNotOverlapHoweverLongTheyAre() {
      Row longest =
          new Row(
              LONG,
              LONG,
              Integer.MAX_VALUE,
              123_456_789_012.0,
              1e15,
              Optional.of(new Row.Against(LONG, 0.0001)),
              Optional.empty(),
              Map.of());
      Machine machine = new Machine(LONG, 1024, LONG, LONG);
      Run run = new Run(LONG, RUN.began(), machine);

      assertApart(Drawing.of(new Results(Optional.of(run), List.of(longest, longest))));
    }

    private void assertApart(Drawing drawing) {
      List<Drawing.Text> texts = drawing.texts();
      double height = Drawing.number(drawing.root(), "height");
      for (int one = 0; one < texts.size(); one++) {
        Drawing.Text text = texts.get(one);
        assertThat(text.left()).as(text.content()).isNotNegative();
        assertThat(text.right()).as(text.content()).isLessThanOrEqualTo(860);
        assertThat(text.bottom()).as(text.content()).isLessThan(height);
        for (Drawing.Text other : texts.subList(one + 1, texts.size())) {
          assertThat(text.overlaps(other)).as("%s over %s", text, other).isFalse();
        }
      }
    }

    @Test
    void areNotInTheBars() {
      Drawing drawing = drawing(ALL);
      double end =
          drawing.all("rect").stream()
              .filter(bar -> !bar.getAttribute("class").equals("paper"))
              .mapToDouble(bar -> Drawing.number(bar, "x") + Drawing.number(bar, "width"))
              .max()
              .orElseThrow();

      assertThat(drawing.texts())
          .filteredOn(text -> text.content().contains("×"))
          .isNotEmpty()
          .allMatch(text -> text.left() > end);
    }
  }

  @Test
  void looksOtherwiseInTheDark() {
    assertThat(drawing(ALL).all("style").getFirst().getTextContent())
        .contains("@media (prefers-color-scheme: dark)");
  }

  @Test
  void asksForNothingElsewhere() {
    String svg = Chart.svg(new Results(Optional.of(RUN), List.of(ALL)));

    assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http", "url(", "@import", "href", "<script");
  }

  @Test
  void isNoneOfNothing() {
    assertThatThrownBy(() -> Chart.svg(new Results(Optional.of(RUN), List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing was measured, so there is nothing to draw");
  }
}
