package io.libnetwork.dhcp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RouterAdvertisementTest {

  private static final String DOCUMENTED = "20010db8000900000000000000000000";
  private static final byte[] USUAL =
      Advertisements.frame(
          "00",
          "0101020000000001"
              + Advertisements.prefix(64, 0xc0, 3600, DOCUMENTED)
              + "05010000000005dc");

  @Test
  void tellsWhoLeadsElsewhereAndWhatIsHere() {
    RouterAdvertisement said = RouterAdvertisement.read(USUAL);
    assertThat(said.router()).isEqualTo(Ipv6Address.parse("fe80::1"));
    assertThat(said.managed()).isFalse();
    assertThat(said.lifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(said.prefixes())
        .containsExactly(
            new RouterAdvertisement.Prefix(
                IpPrefix.parse("2001:db8:9::/64"), true, true, Duration.ofHours(1)));
    assertThat(RouterAdvertisement.read(Arrays.copyOf(USUAL, 400))).isEqualTo(said);
  }

  @Test
  void tellsWhetherAddressesAreLeftToAServer() {
    byte[] frame = Advertisements.frame("80", Advertisements.prefix(64, 0x80, 3600, DOCUMENTED));
    RouterAdvertisement said = RouterAdvertisement.read(frame);
    assertThat(said.managed()).isTrue();
    assertThat(said.prefixes())
        .extracting(RouterAdvertisement.Prefix::autonomous)
        .containsExactly(false);
  }

  @Test
  void isRefusedWhereItIsCutShort() {
    for (int length = 0; length < USUAL.length; length++) {
      byte[] cut = Arrays.copyOf(USUAL, length);
      assertThatIllegalArgumentException().isThrownBy(() -> RouterAdvertisement.read(cut));
    }
  }

  @Test
  void isRefusedWhereItIsNotOfARouterHere() {
    for (int at : new int[] {12, 20, 21, 22, 54, 55}) {
      byte[] other = USUAL.clone();
      other[at] ^= 4;
      assertThatIllegalArgumentException().isThrownBy(() -> RouterAdvertisement.read(other));
    }
  }

  @Test
  void isRefusedWhereItsOptionsMakeNoSense() {
    for (String options : new String[] {"0300", "0101", "0302" + "00".repeat(14), "03"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RouterAdvertisement.read(Advertisements.frame("00", options)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            RouterAdvertisement.read(
                Advertisements.frame("00", Advertisements.prefix(129, 0xc0, 60, DOCUMENTED))));
  }

  @Test
  void isReadOrRefusedWhateverItsBytes() {
    Random random = new Random(4);
    int read = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] frame = USUAL.clone();
      for (int change = random.nextInt(3); change >= 0; change--) {
        frame[54 + random.nextInt(frame.length - 54)] = (byte) random.nextInt(256);
      }
      try {
        assertThat(RouterAdvertisement.read(frame).router().linkLocal()).isTrue();
        read++;
      } catch (IllegalArgumentException malformed) {
        assertThat(malformed).hasMessageMatching("(?s).+");
      }
    }
    assertThat(read).isBetween(1_000, 19_900);
  }

  @Test
  void isAskedForByWhoHasNoAddress() {
    byte[] frame = RouterAdvertisement.solicitation(MacAddress.parse("02:00:00:00:00:07"));
    assertThat(HexFormat.of().formatHex(frame))
        .isEqualTo(
            "333300000002"
                + "020000000007"
                + "86dd"
                + "6000000000083aff"
                + "00".repeat(16)
                + "ff020000000000000000000000000002"
                + "85007bb8"
                + "00000000");
  }
}
