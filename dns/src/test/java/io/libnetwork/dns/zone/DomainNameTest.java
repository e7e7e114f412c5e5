package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

class DomainNameTest {

  private static final DomainName ORIGIN = DomainName.parse("app.test");

  @Nested
  class Read {

    @ParameterizedTest
    @CsvSource({
      "db, db.app.test.",
      "db., db.",
      "@, app.test.",
      "., .",
      "*, *.app.test.",
      "*.a.b., *.a.b.",
      "my_service-1.x, my_service-1.x.app.test.",
      "_http._tcp, _http._tcp.app.test.",
      "\\097b\\c, abc.app.test.",
      "-x-, -x-.app.test."
    })
    void isRelativeToItsOriginUnlessADotEndsIt(String text, String whole) {
      assertThat(DomainName.parse(text, ORIGIN)).hasToString(whole);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "", "..", ".a", "a..b", "a..", "a b", "a*", "*a", "a.*", "a.*.b", "**", "a.@", "ä", "a/b",
          "a\\.b", "a\\", "a\\25", "a\\256", "a\\9x1", "\\000", "a\u0000", "$a", "a\n"
        })
    void refusesEverythingElse(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> DomainName.parse(text, ORIGIN));
    }

    @Test
    void namesTheOffendingValue() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DomainName.parse("web/1.app"))
          .withMessageContaining("\"web/1.app\"")
          .withMessageContaining("letters");
    }

    @Test
    void hasLabelsOf63BytesAnd255InAll() {
      String label = "a".repeat(63);
      assertThat(DomainName.parse(label).labels()).isOne();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DomainName.parse(label + "a"))
          .withMessageContaining("64 bytes");

      String three = (label + ".").repeat(3);
      assertThat(DomainName.parse(three + "b".repeat(61)).length()).isEqualTo(255);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DomainName.parse(three + "b".repeat(62)))
          .withMessageContaining("255 bytes");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DomainName.parse("a.".repeat(1_000_000)))
          .withMessageContaining("255 bytes");
      assertThat(DomainName.parse("a.".repeat(127)).labels()).isEqualTo(127);
    }
  }

  @Nested
  class Sent {

    @Test
    void mayHaveAnyOctets() {
      DomainName name = DomainName.of(new byte[] {3, 'a', '.', (byte) 0xff, 1, ' ', 0});

      assertThat(name).hasToString("a\\.\\255.\\032.");
      assertThat(name.labels()).isEqualTo(2);
    }

    @Test
    void isWholeAndUncompressed() {
      for (byte[] wrong :
          new byte[][] {{}, {1}, {1, 'a'}, {0, 0}, {1, 'a', 0, 0}, {(byte) 0xc0, 12}, {64, 0}}) {
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.of(wrong));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DomainName.of(wire(128)))
          .withMessageContaining("257 bytes");
      assertThat(DomainName.of(wire(127)).labels()).isEqualTo(127);
    }

    private byte[] wire(int labels) {
      byte[] wire = new byte[2 * labels + 1];
      for (int i = 0; i < labels; i++) {
        wire[2 * i] = 1;
        wire[2 * i + 1] = 'x';
      }
      return wire;
    }

    @Test
    void isWhatDnsjavaSendsAndPrints() throws Exception {
      long seed = 20_26_11_22;
      Random random = new Random(seed);
      for (int i = 0; i < 20_000; i++) {
        Name theirs = Name.root;
        for (int labels = random.nextInt(6); labels > 0; labels--) {
          byte[] label = new byte[1 + random.nextInt(8)];
          random.nextBytes(label);
          byte[] wire = new byte[label.length + 2];
          wire[0] = (byte) label.length;
          System.arraycopy(label, 0, wire, 1, label.length);
          theirs = Name.concatenate(new Name(wire).relativize(Name.root), theirs);
        }
        DomainName ours = DomainName.of(theirs.toWire());
        assertThat(ours.toBytes()).as("seed %d", seed).isEqualTo(theirs.toWire());
        assertThat(ours).as("seed %d", seed).hasToString(theirs.toString());
      }
    }
  }

  @Test
  void isTheSameWhateverTheCaseOfItsLetters() {
    DomainName lower = DomainName.parse("web-1_x.App.TEST");
    DomainName upper = DomainName.parse("WEB-1_X.aPP.test.");

    assertThat(lower).isEqualTo(upper).hasSameHashCodeAs(upper);
    assertThat(lower).hasToString("web-1_x.App.TEST.");
    assertThat(lower).isNotEqualTo(DomainName.parse("web-1_y.app.test"));
    // '[' and '{' differ by the bit that letters' cases differ by
    assertThat(DomainName.of(new byte[] {1, '[', 0}))
        .isNotEqualTo(DomainName.of(new byte[] {1, '{', 0}));
    assertThat(DomainName.of(new byte[] {1, 'a', 1, 'b', 0}))
        .isNotEqualTo(DomainName.of(new byte[] {3, 'a', 1, 'b', 0}));
  }

  @Test
  void hasNamesAbove() {
    DomainName name = DomainName.parse("a.b.app.test");

    assertThat(name.parent()).hasToString("b.app.test.").isEqualTo(DomainName.parse("b.app.test"));
    assertThat(name.parent()).hasSameHashCodeAs(DomainName.parse("b.app.test"));
    assertThat(name.parent().toBytes()).isEqualTo(DomainName.parse("b.app.test").toBytes());
    assertThat(name.last(0)).isEqualTo(DomainName.ROOT).isEqualTo(DomainName.ROOT.parent());
    assertThat(name.last(4)).isEqualTo(name);
    assertThat(name.within(ORIGIN)).isTrue();
    assertThat(ORIGIN.within(ORIGIN)).isTrue();
    assertThat(ORIGIN.within(name)).isFalse();
    assertThat(DomainName.parse("xapp.test").within(ORIGIN)).isFalse();
    assertThat(name.within(DomainName.ROOT)).isTrue();
    assertThatIllegalArgumentException().isThrownBy(() -> name.last(5));
  }

  @Test
  void isAWildcardByItsFirstLabelAlone() {
    assertThat(DomainName.parse("*.app").wildcard()).isTrue();
    assertThat(DomainName.parse("a.app").wildcard()).isFalse();
    assertThat(DomainName.ROOT.wildcard()).isFalse();
    assertThat(DomainName.of(new byte[] {2, '*', 'a', 0}).wildcard()).isFalse();
  }
}
