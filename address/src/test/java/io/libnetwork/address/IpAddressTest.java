package io.libnetwork.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private final Seeded seeded = new Seeded();

  @Nested
  class ReadingIpv4 {

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "1.2.3.4", "10.0.0.255", "192.168.100.1", "255.255.255.255"})
    void readsFourOctetsAndPrintsThemBack(String text) {
      assertThat(IpAddress.parse(text)).isInstanceOf(Ipv4Address.class).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          ".",
          "1",
          "127.1",
          "1.2.3",
          "1.2.3.",
          ".1.2.3",
          "1..2.3",
          "1.2.3.4.",
          "1.2.3.4.5",
          "01.2.3.4",
          "1.2.3.00",
          "256.0.0.1",
          "1.2.3.999",
          "1.2.3.4294967297",
          "-1.2.3.4",
          "+1.2.3.4",
          "1.2.3.4 ",
          " 1.2.3.4",
          "0x1.2.3.4",
          "1.2.3.a",
          "1.2.3.4/24",
          "1.2.3.٤"
        })
    void refusesEverythingElseAndNamesIt(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpAddress.parse(text))
          .withMessageStartingWith("malformed IPv4 address \"" + text + "\"")
          .withMessageContaining("expected four decimal octets");
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
      for (int i = 0; i < 20_000; i++) {
        Ipv4Address address = seeded.ipv4();
        InetAddress oracle = InetAddress.getByAddress(address.toBytes());
        assertThat(address).as("%s", seeded).hasToString(oracle.getHostAddress());
        assertThat(IpAddress.parse(oracle.getHostAddress())).as("%s", seeded).isEqualTo(address);
      }
    }
  }

  @Nested
  class ReadingIpv6 {

    @ParameterizedTest
    @CsvSource({
      "::, ::",
      "::1, ::1",
      "1::, 1::",
      "0:0:0:0:0:0:0:0, ::",
      "2001:DB8::1, 2001:db8::1",
      "2001:0db8:0000:0000:0000:0000:0000:0001, 2001:db8::1",
      "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
      "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
      "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
      "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
      "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
      "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
      "0:0:3:4:5:6:0:0, ::3:4:5:6:0:0",
      "::ffff:192.0.2.1, ::ffff:192.0.2.1",
      "::ffff:c000:201, ::ffff:192.0.2.1",
      "0:0:0:0:0:ffff:1.2.3.4, ::ffff:1.2.3.4",
      "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
      "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
      "::1.2.3.4, ::102:304",
      "fe80::ffff:ffff:ffff:ffff, fe80::ffff:ffff:ffff:ffff"
    })
    void readsEveryFormAndPrintsTheCanonicalOne(String text, String canonical) {
      assertThat(IpAddress.parse(text)).isInstanceOf(Ipv6Address.class).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          ":",
          ":::",
          "::::",
          "1:2:3:4:5:6:7",
          "1:2:3:4:5:6:7:8:9",
          "1::2::3",
          "12345::",
          "g::",
          ":1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7:8:",
          ":1::",
          "1:::2",
          "::1:",
          "1:2:3:4:5:6:7:8::",
          "::1:2:3:4:5:6:7:8",
          "1:2:3:4::5:6:7:8",
          "fe80::1%eth0",
          "fe80::1%1",
          "::1/64",
          "[::1]",
          "::1.2.3",
          "::1.2.3.4.5",
          "::01.2.3.4",
          "::1.2.3.256",
          "1.2.3.4::",
          "::1.2.3.4:5",
          "1:2:3:4:5:6:7:1.2.3.4",
          "1:2:3:4:5:6:7::1.2.3.4",
          "1.2.3.4:1::",
          " ::1",
          "::1 ",
          "-1::",
          "::+1",
          "::1."
        })
    void refusesEverythingElseAndNamesIt(String text) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpAddress.parse(text))
          .withMessageStartingWith("malformed IPv6 address \"" + text + "\"");
    }

    @Test
    void refusesWhatASecondReaderWouldReadOtherwise() {
      // A gap stands for at least one group (RFC 4291 section 2.2), so it cannot join eight.
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Ipv6Address.parse("1:2:3:4:5:6::1.2.3.4"));
      assertThatIllegalArgumentException().isThrownBy(() -> Ipv6Address.parse("1.2.3.4"));
      assertThatIllegalArgumentException().isThrownBy(() -> Ipv6Address.parse(""));
    }

    @Test
    void agreesWithTheJdkOnRandomAddresses() throws UnknownHostException {
      for (int i = 0; i < 20_000; i++) {
        Ipv6Address address = seeded.ipv6();
        String full = Inet6Address.getByAddress(null, address.toBytes(), -1).getHostAddress();
        assertThat(IpAddress.parse(full)).as("%s", seeded).isEqualTo(address);
        assertThat(IpAddress.parse(address.toString())).as("%s", seeded).isEqualTo(address);
        if (address.mappedIpv4().isEmpty()) {
          assertThat(InetAddress.ofLiteral(address.toString()).getAddress())
              .as("%s", seeded)
              .isEqualTo(address.toBytes());
        }
      }
    }

    @Test
    void neverPrintsMoreThanOneGapNorOneForASingleGroup() {
      for (int i = 0; i < 20_000; i++) {
        String text = seeded.ipv6().toString();
        int gap = text.indexOf("::");
        assertThat(text.indexOf("::", gap + 1)).as("%s: %s", text, seeded).isIn(-1, gap);
        assertThat(text).as("%s", seeded).doesNotContain(":::").isLowerCase();
        if (gap >= 0 && !text.startsWith("::ffff:")) {
          assertThat(text.split(":+", -1).length).as("%s: %s", text, seeded).isLessThanOrEqualTo(8);
        }
      }
    }
  }

  @Nested
  class Converting {

    @Test
    void goesThroughBytesAndBack() {
      for (int i = 0; i < 10_000; i++) {
        IpAddress address = seeded.address();
        assertThat(IpAddress.of(address.toBytes())).as("%s", seeded).isEqualTo(address);
        assertThat(IpAddress.of(address.family(), address.value()))
            .as("%s", seeded)
            .isEqualTo(address);
      }
    }

    @Test
    void goesThroughTheJdkAndBack() {
      for (int i = 0; i < 10_000; i++) {
        IpAddress address = seeded.address();
        assertThat(IpAddress.from(address.toInetAddress())).as("%s", seeded).isEqualTo(address);
      }
    }

    @Test
    void keepsAMappedAddressAnIpv6AddressForTheJdk() {
      assertThat(IpAddress.parse("::ffff:1.2.3.4").toInetAddress())
          .isInstanceOf(Inet6Address.class);
      assertThat(IpAddress.parse("1.2.3.4").toInetAddress()).isInstanceOf(Inet4Address.class);
    }

    @Test
    void dropsTheZoneOfAJdkAddress() throws UnknownHostException {
      byte[] bytes = Ipv6Address.parse("fe80::1").toBytes();
      InetAddress zoned = Inet6Address.getByAddress(null, bytes, 1);
      assertThat(IpAddress.from(zoned)).hasToString("fe80::1");
    }

    @Test
    void refusesOtherLengths() {
      for (int length : new int[] {0, 3, 5, 8, 15, 17}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> IpAddress.of(new byte[length]))
            .withMessageContaining(length + " bytes");
      }
      assertThatIllegalArgumentException().isThrownBy(() -> Ipv4Address.of(new byte[16]));
      assertThatIllegalArgumentException().isThrownBy(() -> Ipv6Address.of(new byte[4]));
    }

    @Test
    void refusesAValueBeyondTheFamily() {
      UInt128 beyond = new UInt128(0, 0x1_0000_0000L);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpAddress.of(IpFamily.V4, beyond))
          .withMessageContaining("4294967296");
    }

    @Test
    void findsTheIpv4AddressInAMappedOne() {
      Ipv6Address mapped = Ipv6Address.parse("::ffff:10.1.2.3");
      assertThat(mapped.mappedIpv4()).contains(Ipv4Address.parse("10.1.2.3"));
      assertThat(mapped.toUnmapped()).isEqualTo(IpAddress.parse("10.1.2.3"));
      assertThat(Ipv4Address.parse("10.1.2.3").toMapped()).isEqualTo(mapped);
      Ipv6Address other = Ipv6Address.parse("::10.1.2.3");
      assertThat(other.mappedIpv4()).isEmpty();
      assertThat(other.toUnmapped()).isEqualTo(other);
    }
  }

  @Nested
  class Counting {

    @Test
    void stepsOverEveryBoundary() {
      assertThat(IpAddress.parse("10.0.0.255").next()).hasToString("10.0.1.0");
      assertThat(IpAddress.parse("127.255.255.255").next()).hasToString("128.0.0.0");
      assertThat(IpAddress.parse("::ffff:ffff:ffff:ffff").next()).hasToString("0:0:0:1::");
      assertThat(IpAddress.parse("7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff").next())
          .hasToString("8000::");
    }

    @Test
    void refusesToLeaveTheFamily() {
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(IpAddress.parse("255.255.255.255")::next);
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(IpAddress.parse("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")::next);
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> Ipv4Address.UNSPECIFIED.minus(UInt128.ONE));
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> Ipv6Address.UNSPECIFIED.minus(UInt128.ONE));
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> IpAddress.parse("1.2.3.4").plus(new UInt128(1, 0)));
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> IpAddress.parse("1.2.3.4").plus(new UInt128(0, -1)));
    }

    @Test
    void addsAndTakesAwayTheSame() {
      for (int i = 0; i < 10_000; i++) {
        IpAddress address = seeded.address();
        UInt128 room = UInt128.ofLowBits(address.family().bits()).minus(address.value());
        UInt128 distance = room.shiftRight(seeded.upTo(128));
        assertThat(address.plus(distance).minus(distance)).as("%s", seeded).isEqualTo(address);
      }
    }
  }

  @Nested
  class Sorting {

    @Test
    void putsIpv4FirstThenUnsigned() {
      List<IpAddress> sorted =
          List.of(
              IpAddress.parse("0.0.0.0"),
              IpAddress.parse("127.0.0.1"),
              IpAddress.parse("128.0.0.0"),
              IpAddress.parse("255.255.255.255"),
              IpAddress.parse("::"),
              IpAddress.parse("::8000:0:0:0"),
              IpAddress.parse("7fff::"),
              IpAddress.parse("8000::"),
              IpAddress.parse("ffff::"));
      List<IpAddress> shuffled = new ArrayList<>(sorted.reversed());
      shuffled.sort(null);
      assertThat(shuffled).isEqualTo(sorted);
    }
  }

  @Nested
  class Claims {

    @Test
    void areThoseOfTheJdk() {
      for (int i = 0; i < 20_000; i++) {
        agreesWithTheJdk(seeded.address());
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "0.0.0.0",
          "0.0.0.1",
          "126.255.255.255",
          "127.0.0.0",
          "127.255.255.255",
          "128.0.0.0",
          "169.253.255.255",
          "169.254.0.0",
          "169.254.255.255",
          "169.255.0.0",
          "223.255.255.255",
          "224.0.0.0",
          "239.255.255.255",
          "240.0.0.0",
          "255.255.255.255",
          "::",
          "::1",
          "::2",
          "fe7f:ffff::",
          "fe80::",
          "febf:ffff::",
          "fec0::",
          "feff::",
          "ff00::",
          "ffff::"
        })
    void areThoseOfTheJdkAtEveryEdge(String text) {
      agreesWithTheJdk(IpAddress.parse(text));
    }

    private void agreesWithTheJdk(IpAddress address) {
      InetAddress oracle = address.toInetAddress();
      assertThat(address.unspecified()).as("%s", address).isEqualTo(oracle.isAnyLocalAddress());
      assertThat(address.loopback()).as("%s", address).isEqualTo(oracle.isLoopbackAddress());
      assertThat(address.linkLocal()).as("%s", address).isEqualTo(oracle.isLinkLocalAddress());
      assertThat(address.multicast()).as("%s", address).isEqualTo(oracle.isMulticastAddress());
    }
  }
}
