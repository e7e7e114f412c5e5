package io.libnetwork.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UInt128Test {

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
  private static final String MAX_TEXT = "340282366920938463463374607431768211455";

  @Nested
  class AgainstBigInteger {

    private final Seeded seeded = new Seeded();

    @Test
    void addsAndSubtractsModulo() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        UInt128 b = seeded.number();
        BigInteger sum = a.toBigInteger().add(b.toBigInteger());
        BigInteger difference = a.toBigInteger().subtract(b.toBigInteger());
        assertThat(a.plus(b).toBigInteger()).as("%s", seeded).isEqualTo(sum.mod(MODULUS));
        assertThat(a.minus(b).toBigInteger()).as("%s", seeded).isEqualTo(difference.mod(MODULUS));
        assertThat(a.plusSaturating(b).toBigInteger())
            .as("%s", seeded)
            .isEqualTo(sum.min(MODULUS.subtract(BigInteger.ONE)));
        assertThat(a.minusSaturating(b).toBigInteger())
            .as("%s", seeded)
            .isEqualTo(difference.max(BigInteger.ZERO));
      }
    }

    @Test
    void shifts() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        int count = seeded.upTo(130);
        assertThat(a.shiftLeft(count).toBigInteger())
            .as("%s", seeded)
            .isEqualTo(a.toBigInteger().shiftLeft(count).mod(MODULUS));
        assertThat(a.shiftRight(count).toBigInteger())
            .as("%s", seeded)
            .isEqualTo(a.toBigInteger().shiftRight(count));
      }
    }

    @Test
    void comparesAsUnsigned() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        UInt128 b = seeded.number();
        assertThat(Integer.signum(a.compareTo(b)))
            .as("%s", seeded)
            .isEqualTo(a.toBigInteger().compareTo(b.toBigInteger()));
      }
    }

    @Test
    void countsZeros() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        BigInteger exact = a.toBigInteger();
        assertThat(a.leadingZeros()).as("%s", seeded).isEqualTo(128 - exact.bitLength());
        assertThat(a.trailingZeros())
            .as("%s", seeded)
            .isEqualTo(exact.signum() == 0 ? 128 : exact.getLowestSetBit());
      }
    }

    @Test
    void convertsAndPrintsBothWays() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        assertThat(UInt128.of(a.toBigInteger())).as("%s", seeded).isEqualTo(a);
        assertThat(a.toString()).as("%s", seeded).isEqualTo(a.toBigInteger().toString());
        assertThat(UInt128.parse(a.toString())).as("%s", seeded).isEqualTo(a);
      }
    }

    @Test
    void combinesBits() {
      for (int i = 0; i < 20_000; i++) {
        UInt128 a = seeded.number();
        UInt128 b = seeded.number();
        assertThat(a.and(b).toBigInteger()).isEqualTo(a.toBigInteger().and(b.toBigInteger()));
        assertThat(a.or(b).toBigInteger()).isEqualTo(a.toBigInteger().or(b.toBigInteger()));
        assertThat(a.not()).as("%s", seeded).isEqualTo(UInt128.MAX.minus(a));
      }
    }
  }

  @Test
  void makesLowBitsForEveryCount() {
    for (int count = 0; count <= 128; count++) {
      assertThat(UInt128.ofLowBits(count).toBigInteger())
          .isEqualTo(BigInteger.ONE.shiftLeft(count).subtract(BigInteger.ONE));
    }
  }

  @Test
  void refusesCountsAndShiftsThatMeanNothing() {
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.ofLowBits(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.ofLowBits(129));
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.ONE.shiftLeft(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.ONE.shiftRight(-1));
  }

  @Test
  void readsALongAsUnsigned() {
    assertThat(UInt128.ofUnsigned(-1)).hasToString("18446744073709551615");
  }

  @Test
  void printsItsLargest() {
    assertThat(UInt128.MAX).hasToString(MAX_TEXT);
    assertThat(UInt128.parse(MAX_TEXT)).isEqualTo(UInt128.MAX);
  }

  @Test
  void refusesTextThatIsNoNumberOfItsRange() {
    String beyond = "340282366920938463463374607431768211456";
    for (String text :
        new String[] {"", "-1", "+1", "01", "1 ", "0x1", "٣", beyond, beyond + "0"}) {
      assertThatIllegalArgumentException()
          .as("'%s'", text)
          .isThrownBy(() -> UInt128.parse(text))
          .withMessageContaining(text);
    }
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.of(BigInteger.ONE.negate()));
    assertThatIllegalArgumentException().isThrownBy(() -> UInt128.of(MODULUS));
  }
}
