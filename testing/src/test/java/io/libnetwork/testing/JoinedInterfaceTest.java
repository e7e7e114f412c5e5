package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.AttachOption;
import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the kernel says of the interface that a join makes, at both of its ends.
class JoinedInterfaceTest {

  private static final NetworkOption V4 = NetworkOption.Pool.of("10.8.0.0/24");
  private static final NetworkOption V6 = NetworkOption.Pool.of("fd08::/64");
  private static final EndpointOption PORT =
      new EndpointOption.NameOnHost(InterfaceName.of("port0"));

  private Lab lab;
  private Place host;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Place attach(Network network, AttachOption... options) {
    return lab.place(lab.controller().attach("c", network, options));
  }

  @Nested
  class Inside {

    @Test
    void hasAddressesThatAreUsableAtOnce() {
      Place inside = attach(lab.dual("n", V4, V6));
      assertThat(inside.ip("addr show dev eth0"))
          .contains("\"local\":\"10.8.0.2\",\"prefixlen\":24,\"broadcast\":\"10.8.0.255\"")
          .contains("\"local\":\"fd08::2\",\"prefixlen\":64")
          .containsPattern("fd08::2[^}]*nodad");
      assertThat(inside.sysctl("ipv6/conf/eth0/accept_ra")).isEqualTo("0");
    }

    @Test
    void hasADefaultRouteOfEachFamily() {
      Place inside = attach(lab.dual("n", V4, V6));
      assertThat(inside.ip("route show default"))
          .contains("\"gateway\":\"10.8.0.1\",\"dev\":\"eth0\"");
      assertThat(inside.ip("-6 route show default"))
          .contains("\"gateway\":\"fd08::1\",\"dev\":\"eth0\"");
    }

    @Test
    void hasNoDefaultRouteWhereNoneIsWanted() {
      Place inside = attach(lab.dual("n", V4, V6), new EndpointOption.NoDefaultRoute());
      assertThat(inside.ip("route show default")).isEqualTo("[]");
      assertThat(inside.ip("-6 route show default")).isEqualTo("[]");
    }

    @Test
    void hasTheMacAddressOfItsAddress() {
      Place inside = attach(lab.bridge("n", V4));
      assertThat(inside.ip("link show dev eth0")).contains("\"address\":\"02:42:0a:08:00:02\"");
    }

    @Test
    void hasTheMacAddressMtuAndNamesChosen() {
      Place inside =
          attach(
              lab.bridge("n", V4),
              new EndpointOption.Mac(MacAddress.parse("02:00:00:12:34:56")),
              new EndpointOption.Mtu(1300),
              new EndpointOption.NameInside(InterfaceName.of("lan")),
              PORT);
      assertThat(inside.ip("link show dev lan"))
          .contains("\"address\":\"02:00:00:12:34:56\"")
          .contains("\"mtu\":1300,");
      assertThat(host.ip("link show dev port0")).contains("\"mtu\":1300,");
    }

    @Test
    void isNamedByTheLowestFreeNumber() {
      Attachment first = lab.controller().attach("c", lab.bridge("n0"));
      Attachment second = lab.controller().attach("c", lab.bridge("n1"));
      lab.controller().attach("c", lab.bridge("n2"));
      first.endpoint().leave();
      Attachment again = lab.controller().attach("c", lab.bridge("n3"));
      assertThat(second.endpoint().interfaceName()).contains(InterfaceName.of("eth1"));
      assertThat(again.endpoint().interfaceName()).contains(InterfaceName.of("eth0"));
      assertThat(lab.place(again).ip("link show"))
          .contains("\"eth0\"", "\"eth1\"", "\"eth2\"")
          .doesNotContain("\"eth3\"");
    }

    @Test
    void stopsSpeakingIpv6WhereTheNetworkDoesNot() {
      Place inside = attach(lab.bridge("n", V4));
      assertThat(inside.sysctl("ipv6/conf/eth0/disable_ipv6")).isEqualTo("1");
      assertThat(inside.ip("addr show dev eth0")).doesNotContain("inet6");
    }

    @Test
    void stopsSpeakingIpv6WhereTheEndpointDoesNot() {
      Place inside = attach(lab.dual("n", V4, V6), new EndpointOption.NoIpv6());
      assertThat(inside.sysctl("ipv6/conf/eth0/disable_ipv6")).isEqualTo("1");
      assertThat(inside.ip("addr show dev eth0")).doesNotContain("inet6");
    }

    @Test
    void speaksIpv6AloneOnSuchANetwork() {
      Place inside =
          attach(lab.bridge("n", new NetworkOption.Ipv4(false), new NetworkOption.Ipv6(true), V6));
      assertThat(inside.ip("addr show dev eth0"))
          .contains("fd08::2")
          .doesNotContain("\"family\":\"inet\",");
    }

    @Test
    void hasTheLinkLocalAddressesAskedFor() {
      Place inside =
          attach(
              lab.dual("n", V4, V6),
              new EndpointOption.LinkLocal(IpAddress.parse("169.254.8.8")),
              new EndpointOption.LinkLocal(IpAddress.parse("fe80::88")));
      assertThat(inside.ip("addr show dev eth0"))
          .contains("\"local\":\"169.254.8.8\",\"prefixlen\":16")
          .contains("\"local\":\"fe80::88\",\"prefixlen\":64")
          .containsPattern("fe80::88[^}]*nodad");
    }

    @Test
    void goesWithALoopbackThatIsUp() {
      assertThat(attach(lab.dual("n")).ip("addr show dev lo"))
          .contains("\"UP\"", "127.0.0.1", "::1");
    }
  }

  @Nested
  class OnTheHost {

    @Test
    void isAMarkedPortOfTheBridgeWithoutAddresses() {
      Network network = lab.dual("n");
      Attachment attached = lab.controller().attach("c", network, PORT);
      assertThat(host.ip("addr show dev port0"))
          .contains("\"master\":\"" + Lab.bridgeOf(network) + "\"")
          .contains("\"ifalias\":\"libnetwork endpoint " + attached.endpoint().id() + " of ")
          .contains("\"operstate\":\"UP\"")
          .contains("\"state\":\"forwarding\"")
          .contains("\"hairpin\":false", "\"isolated\":false")
          .contains("\"addr_info\":[]");
    }

    @Test
    void sendsFramesBackWhereItPublishes() {
      attach(
          lab.bridge("n"),
          PORT,
          new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));
      assertThat(host.ip("link show dev port0")).contains("\"hairpin\":true");
    }

    @Test
    void isIsolatedWhereEndpointsAreKeptApart() {
      attach(lab.bridge("n", Lab.with(BridgeOptions.USUAL.withoutCommunication())), PORT);
      assertThat(host.ip("link show dev port0")).contains("\"isolated\":true");
    }
  }

  @Nested
  class Refused {

    @Test
    void isTheNameOfAnInterfaceOfTheHost() {
      Network network = lab.bridge("n");
      EndpointOption taken = new EndpointOption.NameOnHost(InterfaceName.of(Lab.UPLINK));
      String before = host.ip("link show dev up0");
      assertThatThrownBy(() -> lab.controller().attach("c", network, taken))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining(Lab.UPLINK);
      assertThat(host.ip("link show dev up0")).isEqualTo(before);
      assertNothingIsLeft(network);
    }

    @Test
    void isANameThatTheSandboxHasAlready() {
      EndpointOption lan = new EndpointOption.NameInside(InterfaceName.of("lan"));
      lab.controller().attach("c", lab.bridge("n"), lan);
      Network second = lab.bridge("m");
      assertThatThrownBy(() -> lab.controller().attach("c", second, lan))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("lan");
      assertThat(second.endpoints()).isEmpty();
    }

    @Test
    void isAKernelParameterThatDoesNotExist() {
      Network network = lab.bridge("n");
      assertThatThrownBy(() -> lab.controller().attach("c", network, sysctl("no_such", "1")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("no_such");
      assertNothingIsLeft(network);
    }

    @Test
    void isAValueTheKernelDoesNotTake() {
      Network network = lab.bridge("n");
      assertThatThrownBy(() -> lab.controller().attach("c", network, sysctl("rp_filter", "many")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("rp_filter")
          .hasMessageContaining("many");
      assertNothingIsLeft(network);
    }

    @Test
    void isAMalformedKernelParameter() {
      assertThatThrownBy(() -> new InterfaceSysctl("net.ipv4.conf.eth0.rp_filter", "1"))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("IFNAME");
    }

    private void assertNothingIsLeft(Network network) {
      assertThat(network.endpoints()).isEmpty();
      assertThat(lab.controller().sandboxes()).isEmpty();
      assertThat(lab.sandboxNamespaces()).isEmpty();
      assertThat(host.ip("link show")).doesNotContain("\"ifname\":\"veth", "libnetwork endpoint");
    }
  }

  @Test
  void getsTheKernelParametersAskedForUnderItsOwnName() {
    Place inside = attach(lab.bridge("n"), sysctl("rp_filter", "2"), sysctl("arp_ignore", "1"));
    assertThat(inside.sysctl("ipv4/conf/eth0/rp_filter")).isEqualTo("2");
    assertThat(inside.sysctl("ipv4/conf/eth0/arp_ignore")).isEqualTo("1");
  }

  private static EndpointOption sysctl(String name, String value) {
    return new EndpointOption.Sysctl(new InterfaceSysctl("net.ipv4.conf.IFNAME." + name, value));
  }
}
