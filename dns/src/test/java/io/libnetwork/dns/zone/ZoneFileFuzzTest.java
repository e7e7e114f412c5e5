package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a file has in it, it is read or refused with its mistakes, soon.
class ZoneFileFuzzTest {

  private static final long SEED = 763_2026;
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
  private static final int INPUTS = Boolean.getBoolean("tests.long") ? 1_000_000 : 40_000;
  private static final DomainName ORIGIN = DomainName.parse("app.test");
  private static final List<String> PIECES =
      List.of(
          "(",
          ")",
          "\"",
          "\\",
          ";",
          "\n",
          "\r",
          " ",
          "\t",
          "$",
          "@",
          "*",
          ".",
          "..",
          "\\0",
          "\\300",
          "\u0000",
          "é",
          "\ud800",
          "$TTL ",
          "$ORIGIN ",
          "\n$INCLUDE x",
          "IN",
          "CNAME",
          "999999999999",
          "a.",
          "\u2028");

  @Test
  void isReadOrRefused() {
    Random random = new Random(SEED);
    MasterFiles files = new MasterFiles(random);
    int read = 0;
    String file = files.next(5);
    for (int i = 0; i < INPUTS; i++) {
      file = i % 10 == 0 ? files.next(5) : file;
      String mutated = mutated(file, random);
      read += readOrRefused(mutated, i) ? 1 : 0;
    }
    assertThat(read).isBetween(INPUTS / 50, INPUTS - INPUTS / 50);
  }

  private static boolean readOrRefused(String text, int number) {
    try {
      Zone zone = ZoneFile.parse(text, ORIGIN);
      if (number % 50 == 0) {
        assertThat(ZoneFile.parse(ZoneFile.print(zone), ORIGIN))
            .as("input %d of seed %d", number, SEED)
            .isEqualTo(zone);
      }
      return true;
    } catch (ZoneFileException e) {
      List<String> lines = List.of(LINE_END.split(text, -1));
      e.mistakes().forEach(mistake -> requireInside(mistake, lines, number));
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("input %d of seed %d:\n%s".formatted(number, SEED, text), e);
    }
  }

  /// The place of a mistake is one of the text's, or right behind a line.
  private static void requireInside(Mistake mistake, List<String> lines, int number) {
    boolean inside =
        mistake.line() >= 1
            && mistake.line() <= lines.size()
            && mistake.column() >= 1
            && mistake.column() <= lines.get(mistake.line() - 1).length() + 1;
    if (!inside) {
      fail("%s of input %d of seed %d".formatted(mistake, number, SEED));
    }
  }

  private static String mutated(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(mutated.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> mutated.delete(at, Math.min(mutated.length(), at + 1 + random.nextInt(8)));
        case 2 -> mutated.insert(at, (char) random.nextInt(256));
        default -> {
          int from = random.nextInt(mutated.length() + 1);
          mutated.insert(at, mutated.substring(Math.min(at, from), Math.max(at, from)));
        }
      }
    }
    return mutated.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "()",
        "(\n",
        "\"",
        "\\",
        "\\000",
        "a.",
        ".",
        "*.",
        "a A 1.2.3.4\n",
        "\n",
        "\r",
        ";",
        "$ORIGIN a\n",
        "$TTL 1\n",
        "( ;\n",
        "a TXT (\n",
        "a (A\n1.1.1.1)\n",
        "\" \"",
        "x CNAME x\n",
        "@ ",
        "\ud83d\ude00",
        "1w"
      })
  void isRefusedSoonHoweverOftenItSaysTheSame(String piece) {
    String huge = piece.repeat(ZoneFile.LARGEST / piece.length());
    String oneLine = piece.strip().repeat(ZoneFile.LONGEST_LINE / Math.max(1, piece.length()));
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          readOrRefused(huge, -1);
          readOrRefused("a TXT " + huge, -1);
          readOrRefused(oneLine, -1);
          readOrRefused("a TXT " + oneLine, -1);
          readOrRefused(("a TXT \"" + oneLine + "\"\n").repeat(200), -1);
        });
  }

  @Test
  void readsAsManyAliasesAsThereMayBeSoon() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Zone.LARGEST; i++) {
      text.append('n').append(i).append(" CNAME n").append(i / 16 * 16 + 15).append('\n');
      if (i % 16 == 14) {
        i++;
      }
    }
    Assertions.assertTimeout(
        Duration.ofSeconds(10), () -> assertThat(readOrRefused(text.toString(), -1)).isTrue());
  }
}
