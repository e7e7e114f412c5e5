package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressesTest {

  private static final InterfaceAddress V4 = InterfaceAddress.parse("172.17.0.2/16");
  private static final InterfaceAddress V6 = InterfaceAddress.parse("2001:db8::2/64");

  private TestHost host;
  private Rtnetlink rtnetlink;
  private Ifindex link;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
    link = host.addVeth("a", "b");
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void addsAnIpv4AddressWithEverything() {
    LinkAddress wanted =
        LinkAddress.of(link, V4)
            .withBroadcast(Ipv4Address.parse("172.17.255.255"))
            .withLabel("a:1")
            .withScope(Scope.LINK)
            .with(AddressFlag.NOPREFIXROUTE);
    rtnetlink.execute(Addresses.add(wanted));

    assertThat(host.run("ip -j -4 addr show a"))
        .contains("\"local\":\"172.17.0.2\",\"prefixlen\":16", "\"broadcast\":\"172.17.255.255\"")
        .contains("\"scope\":\"link\"", "\"noprefixroute\":true", "\"label\":\"a:1\"");
    assertThat(rtnetlink.list(Addresses.list(link))).contains(wanted.with(AddressFlag.PERMANENT));
    assertThat(host.run("ip -j route")).doesNotContain("172.17.0.0");
  }

  @Test
  void addsAnIpv6AddressThatIsUsableAtOnce() {
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, V6).with(AddressFlag.NODAD)));

    assertThat(host.run("ip -j -6 addr show a to 2001:db8::/32"))
        .contains("\"local\":\"2001:db8::2\",\"prefixlen\":64", "\"nodad\":true")
        .doesNotContain("tentative");
    assertThat(rtnetlink.list(Addresses.list(IpFamily.V6)))
        .contains(LinkAddress.of(link, V6).with(AddressFlag.NODAD, AddressFlag.PERMANENT));
  }

  @Test
  void givesAnAddressAnEndAndTakesTheEndAway() {
    LinkAddress limited =
        LinkAddress.of(link, V6)
            .with(AddressFlag.NODAD)
            .withLifetime(Duration.ofHours(2), Duration.ofHours(1));
    rtnetlink.execute(Addresses.add(limited));
    assertThat(host.run("ip -j -6 addr show a to 2001:db8::/32"))
        .containsPattern("\"valid_life_time\":(7200|7199),\"preferred_life_time\":(3600|3599)");
    assertThat(only(V6).valid().orElseThrow())
        .isBetween(Duration.ofSeconds(7190), Duration.ofSeconds(7200));

    rtnetlink.execute(Addresses.replace(LinkAddress.of(link, V6).with(AddressFlag.NODAD)));
    assertThat(only(V6).valid()).isEmpty();
    assertThat(only(V6).preferred()).isEmpty();
  }

  @Test
  void replacesAnAddressThatIsThereAndAddsOneThatIsNot() {
    rtnetlink.execute(Addresses.replace(LinkAddress.of(link, V4)));
    rtnetlink.execute(
        Addresses.replace(
            LinkAddress.of(link, V4).withLifetime(Duration.ofDays(2), Duration.ofDays(1))));
    assertThat(only(V4).valid()).isPresent();
    assertThat(only(V4).flags()).doesNotContain(AddressFlag.PERMANENT);
    rtnetlink.execute(Addresses.replace(LinkAddress.of(link, V6)));
    rtnetlink.execute(Addresses.replace(LinkAddress.of(link, V6).with(AddressFlag.NOPREFIXROUTE)));
    assertThat(only(V6).flags()).contains(AddressFlag.NOPREFIXROUTE);
  }

  @Test
  void deletesAnAddress() {
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, V4)));
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, V6)));
    rtnetlink.execute(Addresses.delete(link, V4));
    rtnetlink.execute(Addresses.delete(link, V6));

    assertThat(host.run("ip -j addr show a")).doesNotContain("172.17.0.2", "2001:db8::2");
    assertThat(rtnetlink.remove(Addresses.delete(link, V4))).isFalse();
  }

  @Test
  void listsOneLinkOnlyWhereAsked() {
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, V4)));
    rtnetlink.execute(Links.up(Ifindex.LOOPBACK));

    assertThat(rtnetlink.list(Addresses.list(Ifindex.LOOPBACK)))
        .extracting(found -> found.address().toString())
        .containsExactlyInAnyOrder("127.0.0.1/8", "::1/128");
    assertThat(rtnetlink.list(Addresses.list()))
        .extracting(found -> found.address().toString())
        .contains("127.0.0.1/8", "::1/128", "172.17.0.2/16");
    assertThat(rtnetlink.list(Addresses.list(IpFamily.V4)))
        .allMatch(found -> found.address().family() == IpFamily.V4)
        .hasSize(2);
  }

  @Test
  void isRefusedAsTheKernelDoes() {
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, V4)));
    assertRefused(LinkAddress.of(link, V4), Errno.EEXIST);
    assertRefused(LinkAddress.of(new Ifindex(999), V4), Errno.ENODEV);
    assertThatThrownBy(() -> rtnetlink.execute(Addresses.delete(link, V6)))
        .isInstanceOfSatisfying(
            NetlinkException.class,
            refused -> assertThat(refused.errno()).isEqualTo(Errno.EADDRNOTAVAIL));
  }

  @Test
  void refusesWhatNoAddressHas() {
    assertThatThrownBy(() -> LinkAddress.of(link, V4).withLabel("0123456789abcdef"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0123456789abcdef");
    assertThatThrownBy(
            () -> LinkAddress.of(link, V4).withLifetime(Duration.ofSeconds(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1S");
  }

  private LinkAddress only(InterfaceAddress address) {
    return rtnetlink.list(Addresses.list(link)).stream()
        .filter(found -> found.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  private void assertRefused(LinkAddress address, Errno errno) {
    assertThatThrownBy(() -> rtnetlink.execute(Addresses.add(address)))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(errno))
        .hasMessageContaining("add address 172.17.0.2/16 of link " + address.link());
  }
}
