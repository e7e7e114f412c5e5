package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the kernel says of a bridge network's bridge.
class BridgeLinkTest {

  private static final BridgeOptions NAMED = BridgeOptions.USUAL.named(InterfaceName.of("tbr"));
  private static final NetworkOption V4 = NetworkOption.Pool.of("10.7.0.0/24");
  private static final NetworkOption V6 = NetworkOption.Pool.of("fd07::/64");
  private static final NetworkOption NO_V4 = new NetworkOption.Ipv4(false);
  private static final NetworkOption IPV6 = new NetworkOption.Ipv6(true);

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

  private String link() {
    return host.ip("link show dev tbr");
  }

  private String addresses() {
    return host.ip("addr show dev tbr");
  }

  @Nested
  class ItsLink {

    @Test
    void isAMarkedBridgeThatIsUp() {
      Network network = lab.bridge("n", Lab.with(NAMED));
      assertThat(link())
          .contains("\"info_kind\":\"bridge\"")
          .contains("\"ifalias\":\"libnetwork network " + network.id() + " of ")
          .contains("\"stp_state\":0")
          .containsPattern("\"flags\":\\[[^]]*\"UP\"");
    }

    @Test
    void isNamedForItsNetworkWithoutAName() {
      Network network = lab.bridge("n");
      assertThat(host.ip("link show dev " + Lab.bridgeOf(network))).contains("bridge");
    }

    @Test
    void keepsItsMacAddressWhenPortsComeAndGo() {
      Network network = lab.bridge("n", Lab.with(NAMED));
      String mac = link().replaceFirst(".*?\"address\":(\"[0-9a-f:]{17}\").*", "$1");
      lab.controller().attach("a", network).sandbox().delete();
      lab.controller().attach("b", network);
      assertThat(mac).startsWith("\"02:");
      assertThat(link()).contains("\"address\":" + mac);
    }

    @Test
    void hasTheMtuAskedFor() {
      lab.bridge("n", Lab.with(NAMED.withMtu(1400)));
      assertThat(link()).contains("\"mtu\":1400,");
    }

    @Test
    void hasTheMtuOfTheWayOutOtherwise() {
      host.run("ip link set up0 mtu 1337");
      lab.bridge("n", Lab.with(NAMED));
      assertThat(link()).contains("\"mtu\":1337,");
    }
  }

  @Nested
  class ItsAddresses {

    @Test
    void areOfBothFamiliesAndUsableAtOnce() {
      lab.bridge("n", IPV6, V4, V6, Lab.with(NAMED));
      assertThat(addresses())
          .contains("\"local\":\"10.7.0.1\",\"prefixlen\":24")
          .contains("\"local\":\"fd07::1\",\"prefixlen\":64")
          .containsPattern("fe80::[^}]*nodad")
          .containsPattern("fd07::1[^}]*nodad")
          .doesNotContain("tentative");
      assertThat(host.sysctl("ipv6/conf/tbr/disable_ipv6")).isEqualTo("0");
      assertThat(host.sysctl("ipv6/conf/tbr/accept_ra")).isEqualTo("0");
    }

    @Test
    void areOfIpv4AloneWithoutIpv6() {
      lab.bridge("n", V4, Lab.with(NAMED));
      assertThat(addresses()).contains("10.7.0.1").doesNotContain("inet6");
      assertThat(host.sysctl("ipv6/conf/tbr/disable_ipv6")).isEqualTo("1");
    }

    @Test
    void areOfIpv6AloneWithoutIpv4() {
      lab.bridge("n", NO_V4, IPV6, V6, Lab.with(NAMED));
      assertThat(addresses()).contains("fd07::1").doesNotContain("\"family\":\"inet\"");
    }

    @Test
    void letTheHostsLoopbackBeTranslated() {
      lab.bridge("n", V4, Lab.with(NAMED));
      assertThat(host.sysctl("ipv4/conf/tbr/route_localnet")).isEqualTo("1");
      assertThat(host.sysctl("ipv4/conf/all/route_localnet")).isEqualTo("0");
    }
  }

  @Nested
  class Refused {

    @Test
    void isANetworkOfNoFamily() {
      assertThatThrownBy(() -> lab.bridge("n", NO_V4))
          .isInstanceOf(NetworkException.InvalidParameter.class);
    }

    @Test
    void isTheNameOfAnInterfaceOfTheHost() {
      assertThatThrownBy(
              () -> lab.bridge("n", Lab.with(BridgeOptions.USUAL.named(InterfaceName.of("up0")))))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("up0");
      assertThat(host.ip("link show dev up0")).contains("veth").doesNotContain("libnetwork");
    }

    @Test
    void isASmallMtuWithIpv6() {
      assertThatThrownBy(() -> lab.bridge("n", IPV6, Lab.with(NAMED.withMtu(1279))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("1279");
    }
  }

  @Nested
  class Deleted {

    @Test
    void leavesNothingAndMayBeMadeAgain() {
      for (int round = 0; round < 3; round++) {
        Network network = lab.bridge("n", V4, V6, IPV6, Lab.with(NAMED));
        network.delete();
        assertThat(host.ip("link show up")).doesNotContain("tbr");
        assertThat(host.run("nft list table inet libnetwork")).doesNotContain("tbr");
      }
    }

    @Test
    void succeedsWhenTheBridgeIsGoneAlready() {
      Network network = lab.bridge("n", Lab.with(NAMED));
      host.run("ip link del tbr");
      network.delete();
      assertThat(lab.controller().networks()).isEmpty();
    }
  }
}
