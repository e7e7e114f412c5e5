package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoneFileTest {

  private static final DomainName APP = DomainName.parse("app");

  private static List<String> records(String text) {
    return ZoneFile.parse(text, APP).records().stream()
        .map(record -> record.toString().replace('\t', ' '))
        .toList();
  }

  private static List<Mistake> mistakes(String text) {
    try {
      Zone zone = ZoneFile.parse(text, APP);
      throw new AssertionError("read " + zone.records());
    } catch (ZoneFileException e) {
      assertThat(e).hasMessageContaining(e.mistakes().getFirst().toString());
      return e.mistakes();
    }
  }

  @Nested
  class Read {

    @Test
    void hasAllThatRfc1035Has() {
      String text =
          """
          ; a comment (with parentheses and "quotes
          $TTL 1h30m
          @  IN SOA ns hostmaster ( 7 ; serial
                 1d 2H
               600   5m )
             NS ns.example.
          ns      A 192.0.2.53
          *  300  A 10.0.0.1
             AAAA fd00::1     ; the same owner
             IN 60 MX 10 mail
          DB IN   A 10.0.0.2
          $ORIGIN tcp.app.
          _sql    SRV 0 5 5432 db.app.
          $ORIGIN sub
          @       CNAME db.app.
          t\\097g   TXT "a \\"b\\" ; c" plain\\;\\032x "\\195\\164" "ä" ""
          """;

      assertThat(records(text))
          .containsExactly(
              "app. 5400 IN NS ns.example.",
              "app. 5400 IN SOA ns.app. hostmaster.app. 7 86400 7200 600 300",
              "ns.app. 5400 IN A 192.0.2.53",
              "*.app. 300 IN A 10.0.0.1",
              "*.app. 60 IN MX 10 mail.app.",
              "*.app. 5400 IN AAAA fd00::1",
              "DB.app. 5400 IN A 10.0.0.2",
              "_sql.tcp.app. 5400 IN SRV 0 5 5432 db.app.",
              "sub.tcp.app. 5400 IN CNAME db.app.",
              "tag.sub.tcp.app. 5400 IN TXT \"a \\\"b\\\" ; c\" \"plain; x\" \"\\195\\164\""
                  + " \"\\195\\164\" \"\"");
    }

    @Test
    void hasTheTtlStatedLastWhereNoneIsStated() {
      assertThat(records("a A 10.0.0.1\nb 30 A 10.0.0.1\nc A 10.0.0.1\n$TTL 40\nd A 10.0.0.1"))
          .containsExactly(
              "a.app. 10 IN A 10.0.0.1",
              "b.app. 30 IN A 10.0.0.1",
              "c.app. 30 IN A 10.0.0.1",
              "d.app. 40 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a A 10.0.0.1",
          "a A 10.0.0.1\r\n",
          "\r\n\ra\tA (\r\n10.0.0.1\r)",
          "a 10 in a ((10.0.0.1))"
        })
    void endsItsLinesInEveryWay(String text) {
      assertThat(records(text)).containsExactly("a.app. 10 IN A 10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", " ", " ; c", "\t\n\n;", "$TTL 1", "()", "(\n;)\n)"})
    void mayHaveNoRecords(String text) {
      assertThat(records(text)).isEmpty();
    }

    @Test
    void isPrintedTheWayItIsRead() {
      Zone zone =
          Zone.builder("app")
              .ttl(new Ttl(77))
              .add("*", new RecordData.A(Ipv4Address.parse("10.0.0.1")))
              .add("t", RecordData.Txt.of("\"\\ ;()\n\u0000ä€😀"))
              .add("@", new RecordData.Mx(0, DomainName.ROOT))
              .build();

      assertThat(ZoneFile.parse(ZoneFile.print(zone), DomainName.parse("app"))).isEqualTo(zone);
    }
  }

  @Nested
  class Refused {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        ignoreLeadingAndTrailingWhitespace = false,
        value = {
          "a A 10.0.0|1:5|10.0.0",
          "a A 10.0.0.1 x|1:14|\"x\"",
          "a A|1:4|an IPv4 address is missing",
          "a TXT|1:6|a string is missing",
          "a MX 10|1:8|a mail exchange is missing",
          "a AAAA 10.0.0.1|1:8|10.0.0.1",
          "a A ::1|1:5|::1",
          "a A \"10.0.0.1\"|1:5|quotes",
          "a 1y A 10.0.0.1|1:3|\"1y\"",
          "a 2147483648 A 10.0.0.1|1:3|\"2147483648\"",
          "a CH A 10.0.0.1|1:3|class \"CH\"",
          "a CLASS1 A 10.0.0.1|1:3|class \"CLASS1\"",
          "a IN|1:5|a type is missing",
          "a|1:2|a type is missing",
          "a HINFO x y|1:3|unknown type \"HINFO\"",
          "a TYPE1 \\# 4 0A000001|1:3|unknown type \"TYPE1\"",
          "a \"A\" 10.0.0.1|1:3|unknown type \"A\"",
          "  A 10.0.0.1|1:3|without an owner",
          "\"a\" A 10.0.0.1|1:1|quotes",
          "a..b A 10.0.0.1|1:1|\"a..b\"",
          "a.* A 10.0.0.1|1:1|\"a.*\"",
          "ä A 10.0.0.1|1:1|\"ä\"",
          "a/b A 10.0.0.1|1:1|\"a/b\"",
          "b.other. A 10.0.0.1|1:1|outside of the zone app.",
          "a CNAME *.b|1:9|no \"*\" here",
          "a SRV 1 2 65536 b|1:11|\"65536\"",
          "a MX -1 b|1:6|\"-1\"",
          "@ SOA a b 4294967296 1 1 1 1|1:11|\"4294967296\"",
          "a NS b|1:1|nothing is delegated",
          "$INCLUDE other.zone|1:1|$INCLUDE is refused",
          "$generate 1-9 a$ A 10.0.0.$|1:1|$GENERATE is refused",
          "$FOO|1:1|unknown directive \"$FOO\"",
          "$TTL|1:5|a TTL is missing",
          "$TTL x|1:6|\"x\"",
          "$TTL 1 2|1:8|\"2\"",
          "$ORIGIN a..|1:9|\"a..\"",
          "$ORIGIN *.a|1:9|no \"*\" here",
          "a TXT \"b|1:7|not closed on its line",
          "a TXT b\"c|1:8|not closed on its line",
          "a TXT \"b\\\"|1:7|not closed on its line",
          "a TXT \\25|1:7|\"\\25\"",
          "a TXT \\256|1:7|\"\\256\"",
          "a TXT b\\|1:7|\"\\\" at the end",
          "a A ( 10.0.0.1|1:5|\"(\" is not closed",
          "a A 10.0.0.1 )|1:14|\")\" without a \"(\"",
        })
    void sayingWhereAndWhatIsWrong(String text, String where, String what) {
      for (String before : List.of("", "\n", "x A 10.0.0.9 ; c\r\n;\n", "x TXT (a\n\nb)\n")) {
        if (before.startsWith("x") && text.startsWith(" ")) {
          continue;
        }
        List<Mistake> mistakes = mistakes(before + text + "\n");
        int lines = (int) before.chars().filter(c -> c == '\n').count();
        int line = Integer.parseInt(where.substring(0, where.indexOf(':'))) + lines;
        assertThat(mistakes).as(before).hasSize(1);
        assertThat(mistakes.getFirst().toString())
            .startsWith(line + where.substring(where.indexOf(':')) + ": ")
            .contains(what);
      }
    }

    @Test
    void forWhatRecordsAreTogether() {
      assertThat(mistakes("a A 10.0.0.1\n  CNAME b"))
          .containsExactly(
              new Mistake(
                  2,
                  3,
                  "CNAME record of a.app., which has [A]: an alias has no other records (RFC 2181"
                      + " section 10.1)"));
      assertThat(mistakes("x A 10.0.0.1\na CNAME b\nb CNAME a"))
          .containsExactly(new Mistake(2, 1, "the alias a.app. leads in a circle, by a.app."));
    }

    @Test
    void forEachMistakeUpToTwenty() {
      assertThat(mistakes("a A x\nb A 10.0.0.1\nc (\nA\ny )\n  Q\n"))
          .extracting(mistake -> mistake.line() + ":" + mistake.column())
          .containsExactly("1:5", "5:1", "6:3");
      assertThat(mistakes("a A x\n".repeat(1000))).hasSize(ZoneFile.MISTAKES);
    }

    @Test
    void doesNotGiveARecordToTheNameBeforeOneThatCannotBeRead() {
      assertThat(mistakes("a A 10.0.0.1\nb/c A 10.0.0.2\n  A 10.0.0.3"))
          .extracting(mistake -> mistake.line() + ":" + mistake.column())
          .containsExactly("2:1", "3:3");
    }

    @Test
    void forACharacterThatNobodySees() {
      assertThat(mistakes("a A 10.0\u0000.0.1"))
          .containsExactly(new Mistake(1, 9, "control character U+0000 in a word"));
    }

    @Test
    void forALineThatIsTooLong() {
      String line = "a TXT " + "x ".repeat(8_189);
      assertThat(line).hasSize(ZoneFile.LONGEST_LINE);
      assertThat(records(line)).hasSize(1);
      assertThat(mistakes("\n" + line + ";"))
          .containsExactly(
              new Mistake(2, 16_385, "a line of 16385 characters: expected 16384 at most"));
      assertThat(mistakes("a TXT (\n" + line + ";\n)")).extracting(Mistake::line).startsWith(2);
    }

    @Test
    void forItsSize(@TempDir Path folder) throws Exception {
      String line = "; 45678901234567\n";
      String large = line.repeat(ZoneFile.LARGEST / line.length() + 1);
      Path file = Files.writeString(folder.resolve("zone"), large);

      assertThat(mistakes(large).getFirst().message()).contains("4194304 bytes");
      assertThatExceptionOfType(ZoneFileException.class)
          .isThrownBy(() -> ZoneFile.read(file, APP))
          .withMessageContaining("4194304 bytes");
    }

    @Test
    void forBytesThatAreNoUtf8(@TempDir Path folder) throws Exception {
      Path file = folder.resolve("zone");
      Files.write(file, "; ä\na TXT \u00e4".getBytes(StandardCharsets.ISO_8859_1));
      assertThatExceptionOfType(ZoneFileException.class)
          .isThrownBy(() -> ZoneFile.read(file, APP))
          .withMessage("1:3: octet 0xe4 is no part of UTF-8");
      Files.write(file, new byte[] {'\n', 'a', (byte) 0xe2, (byte) 0x82});
      assertThatExceptionOfType(ZoneFileException.class)
          .isThrownBy(() -> ZoneFile.read(file, APP))
          .withMessage("2:2: octet 0xe2 is no part of UTF-8");
      Files.writeString(file, "a TXT \"ä\"");
      assertThat(ZoneFile.read(file, APP).records()).hasSize(1);
      assertThatIOException().isThrownBy(() -> ZoneFile.read(folder.resolve("none"), APP));
    }
  }
}
