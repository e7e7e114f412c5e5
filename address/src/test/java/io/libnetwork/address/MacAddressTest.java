package io.libnetwork.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MacAddressTest {

  private final Seeded seeded = new Seeded();

  @ParameterizedTest
  @CsvSource({
    "02:42:ac:11:00:02, 02:42:ac:11:00:02",
    "02-42-AC-11-00-02, 02:42:ac:11:00:02",
    "FF:FF:FF:FF:FF:FF, ff:ff:ff:ff:ff:ff",
    "00:00:00:00:00:00, 00:00:00:00:00:00"
  })
  void readsColonsAndDashesAndPrintsColons(String text, String canonical) {
    assertThat(MacAddress.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:42:ac:11:00",
        "02:42:ac:11:00:02:03",
        "2:42:ac:11:00:02",
        "0242.ac11.0002",
        "0242ac110002",
        "02:42-ac:11:00:02",
        "02-42:ac-11-00-02",
        "02:42:ac:11:00:0g",
        "02 42 ac 11 00 02",
        " 2:42:ac:11:00:02",
        "02:42:ac:11:00:02 ",
        "+2:42:ac:11:00:02"
      })
  void refusesEverythingElseAndNamesIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MacAddress.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void goesThroughTextAndBytesAndBack() {
    for (int i = 0; i < 10_000; i++) {
      MacAddress address = new MacAddress(seeded.number().low() >>> 16);
      assertThat(MacAddress.parse(address.toString())).as("%s", seeded).isEqualTo(address);
      assertThat(MacAddress.of(address.toBytes())).as("%s", seeded).isEqualTo(address);
    }
  }

  @Test
  void refusesMoreOrFewerBitsThanItHas() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
    assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[5]));
    assertThatIllegalArgumentException().isThrownBy(() -> MacAddress.of(new byte[8]));
  }

  @Test
  void knowsItsTwoFlags() {
    assertThat(MacAddress.parse("01:00:5e:00:00:01").multicast()).isTrue();
    assertThat(MacAddress.parse("01:00:5e:00:00:01").locallyAdministered()).isFalse();
    assertThat(MacAddress.parse("02:42:ac:11:00:02").multicast()).isFalse();
    assertThat(MacAddress.parse("02:42:ac:11:00:02").locallyAdministered()).isTrue();
    assertThat(MacAddress.parse("00:1b:21:00:00:01").locallyAdministered()).isFalse();
  }

  @Nested
  class DerivedFromAnAddress {

    @Test
    void carriesTheFourOctetsOfIpv4() {
      assertThat(MacAddress.derivedFrom(IpAddress.parse("172.17.0.2")))
          .hasToString("02:42:ac:11:00:02");
      assertThat(MacAddress.derivedFrom(IpAddress.parse("255.255.255.255")))
          .hasToString("02:42:ff:ff:ff:ff");
    }

    @Test
    void isUnicastLocalAndNeverLooksLikeOneOfIpv4() {
      for (int i = 0; i < 20_000; i++) {
        MacAddress mac = MacAddress.derivedFrom(seeded.ipv6());
        assertThat(mac.multicast()).as("%s", seeded).isFalse();
        assertThat(mac.locallyAdministered()).as("%s", seeded).isTrue();
        assertThat(mac.bits() >>> 40 & 0x8f).as("%s", seeded).isEqualTo(0x82);
      }
    }

    @Test
    void isTheSameEveryTime() {
      Ipv6Address address = Ipv6Address.parse("2001:db8::5");
      assertThat(MacAddress.derivedFrom(address)).isEqualTo(MacAddress.derivedFrom(address));
    }

    @Test
    void isAnotherForEveryAddressOfASubnet() {
      Set<MacAddress> seen = new HashSet<>();
      IpPrefix prefix = IpPrefix.containing(seeded.ipv6(), 64);
      for (int i = 0; i < 100_000; i++) {
        seen.add(MacAddress.derivedFrom(prefix.addressAt(UInt128.ofUnsigned(i))));
      }
      assertThat(seen).as("%s", seeded).hasSize(100_000);
    }

    @Test
    void isAnotherForTheSameHostInEverySubnet() {
      Set<MacAddress> seen = new HashSet<>();
      IpPrefix site = IpPrefix.parse("fd00:1234:5678::/48");
      for (int i = 0; i < 65_536; i++) {
        IpPrefix subnet = site.subnet(64, UInt128.ofUnsigned(i));
        seen.add(MacAddress.derivedFrom(subnet.addressAt(UInt128.ofUnsigned(2))));
      }
      assertThat(seen).hasSize(65_536);
    }
  }
}
