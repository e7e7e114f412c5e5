package io.libnetwork.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WireTest {

  private static byte[] octets(int... values) {
    byte[] octets = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      octets[i] = (byte) values[i];
    }
    return octets;
  }

  @Nested
  class Folding {

    @Test
    void makesLettersEqualAndNothingElse() {
      for (int a = 0; a < 256; a++) {
        for (int b = 0; b < 256; b++) {
          boolean same = a == b || (isLetter(a) && (a ^ b) == 0x20);
          byte[] one = new byte[11];
          byte[] other = new byte[11];
          Arrays.fill(one, (byte) a);
          Arrays.fill(other, (byte) b);
          assertThat(Wire.sameFolded(one, 0, other, 0, 11)).as("%d and %d", a, b).isEqualTo(same);
          assertThat(Wire.sameFolded(one, 0, other, 0, 1)).as("%d and %d", a, b).isEqualTo(same);
          assertThat(Wire.hashFolded(one, 0, 11, 5) == Wire.hashFolded(other, 0, 11, 5))
              .as("hashes of %d and %d", a, b)
              .isEqualTo(same);
        }
      }
    }

    private static boolean isLetter(int octet) {
      return (octet | 0x20) >= 'a' && (octet | 0x20) <= 'z';
    }

    @Test
    void hashesByContentWhereverItIs() {
      byte[] name = "xxAnExampleName".getBytes(StandardCharsets.US_ASCII);
      byte[] moved = "anexamplename".getBytes(StandardCharsets.US_ASCII);
      assertThat(Wire.hashFolded(name, 2, name.length, 9))
          .isEqualTo(Wire.hashFolded(moved, 0, moved.length, 9))
          .isNotEqualTo(Wire.hashFolded(moved, 0, moved.length, 10));
    }
  }

  @Nested
  class Names {

    private final byte[] into = new byte[Wire.LONGEST_NAME];

    @Test
    void areExpandedThroughPointers() {
      byte[] message = new byte[24];
      System.arraycopy(octets(1, 'a', 0, 1, 'b', 0xc0, 12, 1, 'c', 0xc0, 15), 0, message, 12, 11);
      assertThat(Wire.expand(message, 19, into)).isEqualTo(7);
      assertThat(into).startsWith(octets(1, 'c', 1, 'b', 1, 'a', 0));
      assertThat(Wire.skipName(message, 19)).isEqualTo(23);
    }

    @Test
    void thatPointToThemselvesOrForwardAreMalformed() {
      byte[] message = new byte[20];
      System.arraycopy(octets(0xc0, 12, 0xc0, 16, 0xc0, 14, 0xc0, 0), 0, message, 12, 8);
      for (int offset = 12; offset < 20; offset += 2) {
        assertThat(Wire.expand(message, offset, into)).as("at %d", offset).isEqualTo(-1);
      }
    }

    @Test
    void ofMoreThan255OctetsAreMalformed() {
      byte[] longest = new byte[300];
      for (int i = 0; i < 254; i += 2) {
        longest[i] = 1;
      }
      assertThat(Wire.expand(longest, 0, into)).isEqualTo(255);
      assertThat(Wire.plainNameEnd(longest, 0)).isEqualTo(255);
      longest[254] = 1;
      assertThat(Wire.expand(longest, 0, into)).isEqualTo(-1);
      assertThat(Wire.plainNameEnd(longest, 0)).isEqualTo(-1);
    }

    @Test
    void ofAnyOctetsEndWithinTheMessageOrAreMalformed() {
      Random random = new Random(20261122);
      for (int i = 0; i < 100_000; i++) {
        byte[] message = new byte[12 + random.nextInt(60)];
        for (int j = 0; j < message.length; j++) {
          message[j] =
              (byte) (random.nextInt(4) == 0 ? 0xc0 | random.nextInt(64) : random.nextInt(9));
        }
        int offset = random.nextInt(message.length);
        assertThat(Wire.expand(message, offset, into)).isBetween(-1, 255);
        assertThat(Wire.skipName(message, offset)).isBetween(-1, message.length);
        assertThat(Wire.plainNameEnd(message, offset)).isBetween(-1, message.length);
      }
    }

    @Test
    void areWithinThemselvesAndThoseAbove() {
      byte[] name = octets(1, 'a', 2, 'b', 'c', 1, 'd', 0);
      assertThat(Wire.within(name, name)).isTrue();
      assertThat(Wire.within(name, octets(2, 'b', 'c', 1, 'd', 0))).isTrue();
      assertThat(Wire.within(name, octets(0))).isTrue();
      assertThat(Wire.within(name, octets(1, 'c', 1, 'd', 0))).isFalse();
      assertThat(Wire.within(name, octets(1, 'e', 0))).isFalse();
      assertThat(Wire.within(octets(1, 'd', 0), name)).isFalse();
    }
  }
}
