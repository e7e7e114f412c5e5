package io.libnetwork.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpPrefixTest {

  private final Seeded seeded = new Seeded();

  private IpPrefix random() {
    IpAddress address = seeded.address();
    return IpPrefix.containing(address, seeded.upTo(address.family().bits()));
  }

  @Nested
  class Making {

    @Test
    void refusesAPrefixWithHostBitsAndNamesTheOneMeant() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpPrefix.parse("10.1.2.3/8"))
          .withMessageContaining("10.1.2.3/8")
          .withMessageContaining("the prefix meant is 10.0.0.0/8");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpPrefix.parse("2001:db8::1/64"))
          .withMessageContaining("the prefix meant is 2001:db8::/64");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "/",
          "10.0.0.0",
          "10.0.0.0/",
          "/8",
          "10.0.0.0/33",
          "10.0.0.0/-1",
          "10.0.0.0/08",
          "10.0.0.0/+8",
          "10.0.0.0/8 ",
          "10.0.0.0/255.0.0.0",
          "10/8",
          "::/129",
          "::/",
          "fe80::%1/64",
          "10.0.0.0/8/8",
          "10.0.0.0/4294967304"
        })
    void refusesMalformedText(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"0.0.0.0/0", "10.0.0.0/8", "1.2.3.4/32", "::/0", "fd00::/48", "::1/128"})
    void readsAndPrintsBack(String text) {
      assertThat(IpPrefix.parse(text)).hasToString(text);
    }

    @Test
    void readsBackEveryPrefixItPrints() {
      for (int i = 0; i < 10_000; i++) {
        IpPrefix prefix = random();
        assertThat(IpPrefix.parse(prefix.toString())).as("%s", seeded).isEqualTo(prefix);
      }
    }

    @Test
    void refusesALengthBeyondTheFamily() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new IpPrefix(Ipv4Address.UNSPECIFIED, 33))
          .withMessageContaining("33");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpPrefix.containing(Ipv6Address.LOOPBACK, -1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> IpPrefix.containing(Ipv6Address.LOOPBACK, 129));
    }

    @Test
    void masksWhatItIsAskedToContain() {
      for (int i = 0; i < 10_000; i++) {
        IpAddress address = seeded.address();
        int length = seeded.upTo(address.family().bits());
        int host = address.family().bits() - length;
        BigInteger masked = address.value().toBigInteger().shiftRight(host).shiftLeft(host);
        IpPrefix prefix = IpPrefix.containing(address, length);
        assertThat(prefix.network().value().toBigInteger()).as("%s", seeded).isEqualTo(masked);
        assertThat(prefix.contains(address)).as("%s", seeded).isTrue();
      }
    }
  }

  @Nested
  class Containing {

    @Test
    void agreesWithItsFirstAndLastAddress() {
      for (int i = 0; i < 20_000; i++) {
        IpPrefix prefix = random();
        IpAddress address = seeded.address();
        boolean between =
            prefix.first().compareTo(address) <= 0 && address.compareTo(prefix.last()) <= 0;
        assertThat(prefix.contains(address)).as("%s", seeded).isEqualTo(between);
      }
    }

    @Test
    void agreesOnPrefixesWithTheirEnds() {
      for (int i = 0; i < 20_000; i++) {
        IpPrefix a = random();
        IpPrefix b = random();
        boolean inside = a.contains(b.first()) && a.contains(b.last());
        assertThat(a.contains(b)).as("%s", seeded).isEqualTo(inside);
        boolean meet = a.contains(b.first()) || b.contains(a.first());
        assertThat(a.overlaps(b)).as("%s", seeded).isEqualTo(meet);
        assertThat(b.overlaps(a)).as("%s", seeded).isEqualTo(meet);
      }
    }

    @Test
    void neverMixesFamilies() {
      IpPrefix all4 = IpPrefix.parse("0.0.0.0/0");
      IpPrefix all6 = IpPrefix.parse("::/0");
      assertThat(all4.overlaps(all6)).isFalse();
      assertThat(all6.contains(all4)).isFalse();
      assertThat(all6.contains(IpAddress.parse("1.2.3.4"))).isFalse();
      assertThat(all6.contains(IpAddress.parse("::ffff:1.2.3.4"))).isTrue();
    }
  }

  @Nested
  class CountingAddresses {

    @ParameterizedTest
    @CsvSource({
      "10.0.0.0/8, 10.255.255.255, 16777215, 255.0.0.0",
      "0.0.0.0/0, 255.255.255.255, 4294967295, 0.0.0.0",
      "1.2.3.4/32, 1.2.3.4, 0, 255.255.255.255",
      "1.2.3.4/31, 1.2.3.5, 1, 255.255.255.254",
      "fd00::/64, fd00::ffff:ffff:ffff:ffff, 18446744073709551615, ffff:ffff:ffff:ffff::",
      "fd00::/63, fd00::1:ffff:ffff:ffff:ffff, 36893488147419103231, ffff:ffff:ffff:fffe::",
      "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 340282366920938463463374607431768211455, ::"
    })
    void knowsItsEnds(String text, String last, String lastOrdinal, String netmask) {
      IpPrefix prefix = IpPrefix.parse(text);
      assertThat(prefix.last()).hasToString(last);
      assertThat(prefix.lastOrdinal()).hasToString(lastOrdinal);
      assertThat(prefix.netmask()).hasToString(netmask);
    }

    @Test
    void turnsOrdinalsIntoAddressesAndBack() {
      for (int i = 0; i < 10_000; i++) {
        IpPrefix prefix = random();
        UInt128 ordinal = seeded.number().and(prefix.lastOrdinal());
        IpAddress address = prefix.addressAt(ordinal);
        assertThat(prefix.contains(address)).as("%s", seeded).isTrue();
        assertThat(prefix.ordinalOf(address)).as("%s", seeded).isEqualTo(ordinal);
      }
    }

    @Test
    void refusesWhatIsOutside() {
      IpPrefix prefix = IpPrefix.parse("10.0.0.0/24");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prefix.addressAt(UInt128.ofUnsigned(256)))
          .withMessageContaining("10.0.0.0/24")
          .withMessageContaining("256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prefix.ordinalOf(IpAddress.parse("10.0.1.0")))
          .withMessage("10.0.1.0 is not in 10.0.0.0/24");
    }
  }

  @Nested
  class Dividing {

    @Test
    void countsSubnetsFromZero() {
      IpPrefix prefix = IpPrefix.parse("172.16.0.0/12");
      assertThat(prefix.subnet(16, UInt128.ZERO)).hasToString("172.16.0.0/16");
      assertThat(prefix.subnet(16, UInt128.ofUnsigned(15))).hasToString("172.31.0.0/16");
      assertThat(prefix.subnet(12, UInt128.ZERO)).isEqualTo(prefix);
      assertThat(IpPrefix.parse("::/0").subnet(128, UInt128.MAX))
          .hasToString("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128");
      assertThat(IpPrefix.parse("fd00:1::/48").subnet(64, UInt128.ofUnsigned(65535)))
          .hasToString("fd00:1:0:ffff::/64");
    }

    @Test
    void refusesSubnetsThatDoNotExist() {
      IpPrefix prefix = IpPrefix.parse("172.16.0.0/12");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prefix.subnet(11, UInt128.ZERO))
          .withMessageContaining("12 or longer");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> prefix.subnet(16, UInt128.ofUnsigned(16)))
          .withMessageContaining("index 16");
      assertThatIllegalArgumentException().isThrownBy(() -> prefix.subnet(33, UInt128.ZERO));
    }
  }

  @Test
  void sortsByAddressThenTheLargerFirst() {
    List<String> sorted =
        List.of("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/24", "10.0.1.0/24", "::/0", "fd00::/8");
    Stream<String> again =
        sorted.reversed().stream().map(IpPrefix::parse).sorted().map(IpPrefix::toString);
    assertThat(again).isEqualTo(sorted);
  }

  @Nested
  class WithAnInterface {

    @Test
    void keepsTheAddressAndKnowsThePrefix() {
      InterfaceAddress address = InterfaceAddress.parse("10.0.0.5/24");
      assertThat(address.address()).isEqualTo(IpAddress.parse("10.0.0.5"));
      assertThat(address.prefix()).isEqualTo(IpPrefix.parse("10.0.0.0/24"));
      assertThat(address.family()).isEqualTo(IpFamily.V4);
      assertThat(address).hasToString("10.0.0.5/24");
    }

    @Test
    void refusesALengthBeyondTheFamily() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new InterfaceAddress(Ipv4Address.LOOPBACK, 33))
          .withMessageContaining("33 of 127.0.0.1");
    }
  }
}
