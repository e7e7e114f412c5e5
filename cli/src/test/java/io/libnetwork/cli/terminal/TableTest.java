package io.libnetwork.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

  private static final OptionalInt ANY = OptionalInt.empty();

  @Test
  void hasColumnsAsWideAsTheyNeed() {
    Table table =
        new Table("ID", "A LONG HEADING", "LAST").add("1", "x", "the end").add("22", "", "");
    assertThat(table.print(ANY, Palette.PLAIN))
        .isEqualTo(
            """
            ID        A LONG HEADING   LAST
            1         x                the end
            22
            """);
  }

  @Test
  void isCutToWhatThePlaceHas() {
    Table table =
        new Table("NAME", "ADDRESSES", "X").add("shop", "10.1.0.2/24, 10.2.0.2/24, fd00::2", "y");
    assertThat(table.print(OptionalInt.of(36), Palette.PLAIN))
        .isEqualTo(
            """
            NAME      ADDRESSES                X
            shop      10.1.0.2/24, 10.2.0.2…   y
            """);
  }

  @Test
  void isNotCutToNothing() {
    String printed =
        new Table("A", "B").add("aaaaaaaaaaaaaaaa", "b").print(OptionalInt.of(5), Palette.PLAIN);
    assertThat(printed).contains("aaaaaaa…   b");
  }

  @Test
  void hasAColouredHeadingWhereColoursAre() {
    assertThat(new Table("A").add("b").print(ANY, Palette.COLOURED))
        .isEqualTo("\u001b[1mA\u001b[0m\nb\n");
  }

  @Test
  void hasNoColoursElsewhere() {
    assertThat(new Table("A").add("b").print()).isEqualTo("A\nb\n");
  }

  @Test
  void showsNothingThatWouldMoveATerminal() {
    assertThat(new Table("A").add("x\u001b[2Jy\nz\u009b").print()).isEqualTo("A\nx?[2Jy?z?\n");
  }

  @Test
  void isMadeOfLinesWithTabs() {
    assertThat(Table.ofLines(List.of("A\tB", "1\t2\t3", "")).print(ANY, Palette.PLAIN))
        .isEqualTo(
            """
            A         B
            1         2         3

            """);
  }

  @Test
  void refusesARowOfAnotherLength() {
    assertThatThrownBy(() -> new Table("A", "B").add("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 cells under 2 headings");
  }

  @Test
  void knowsWhatAnEnvironmentMaySay() {
    assertThat(Terminal.columns("132")).hasValue(132);
    for (String none : List.of("", "0", "-5", "19", "10001", "wide", "99999999999")) {
      assertThat(Terminal.columns(none)).as(none).isEmpty();
    }
  }
}
