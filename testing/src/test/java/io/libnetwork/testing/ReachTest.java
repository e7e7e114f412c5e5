package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Who reaches whom, by real packets.
class ReachTest {

  private static final int PORT = 80;
  private static final int PUBLISHED = 8080;
  private static final int HOSTS = 9000;

  private Lab lab;
  private Place host;
  private Place remote;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
    remote = lab.remote();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static IpAddress address(Attachment attached, IpFamily family) {
    return attached.endpoint().address(family).orElseThrow().address();
  }

  private static IpAddress hosts(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.HOST_V4 : Lab.HOST_V6);
  }

  private static IpAddress remotes(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.REMOTE_V4 : Lab.REMOTE_V6);
  }

  private static IpAddress gateway(Network network, IpFamily family) {
    return network.pools().stream()
        .filter(pool -> pool.prefix().family() == family)
        .findFirst()
        .orElseThrow()
        .gateway()
        .orElseThrow()
        .address();
  }

  @Nested
  class RightAfterAJoin {

    private static final int JOINS = 30;

    @Test
    void noFirstPacketIsLost() {
      Network network = lab.dual("n");
      Attachment first = lab.controller().attach("first", network);
      lab.place(first).answering(PORT);
      for (int i = 0; i < JOINS; i++) {
        Attachment next = lab.controller().attach("c" + i, network);
        Place place = lab.place(next);
        IpFamily family = i % 2 == 0 ? IpFamily.V4 : IpFamily.V6;
        assertThat(place.tcp(address(first, family), PORT))
            .as("join %d, %s", i, family)
            .isEqualTo("first sees " + address(next, family));
      }
    }

    @Test
    void theWayOutOfANewNetworkIsThere() {
      remote.answering(PORT);
      for (int i = 0; i < JOINS / 2; i++) {
        Place place = lab.place(lab.controller().attach("c" + i, lab.dual("n" + i)));
        IpFamily family = i % 2 == 0 ? IpFamily.V6 : IpFamily.V4;
        assertThat(place.tcp(remotes(family), PORT))
            .as("network %d, %s", i, family)
            .isEqualTo("remote sees " + hosts(family));
      }
    }

    @Test
    void theWayOutIsThere() {
      Network network = lab.dual("n");
      remote.answering(PORT);
      for (int i = 0; i < JOINS; i++) {
        Place place = lab.place(lab.controller().attach("c" + i, network));
        IpFamily family = i % 2 == 0 ? IpFamily.V4 : IpFamily.V6;
        assertThat(place.tcp(remotes(family), PORT))
            .as("join %d, %s", i, family)
            .isEqualTo("remote sees " + hosts(family));
      }
    }
  }

  @Nested
  class ANetworkOfItsOwn {

    @Test
    void reachesNoOtherNetwork() {
      Attachment one = lab.controller().attach("one", lab.dual("n"));
      Attachment two = lab.controller().attach("two", lab.dual("m"));
      lab.place(one).answering(PORT);
      for (IpFamily family : IpFamily.values()) {
        assertThat(lab.place(two).tcp(address(one, family), PORT)).isEqualTo(Place.SILENCE);
      }
    }

    @Test
    void isReachedByItsHost() {
      Attachment one = lab.controller().attach("one", lab.dual("n"));
      lab.place(one).answering(PORT);
      for (IpFamily family : IpFamily.values()) {
        assertThat(host.tcp(address(one, family), PORT)).startsWith("one sees");
      }
    }

    @Test
    void isNotReachedByAHostThatRoutesToIt() {
      Network network =
          lab.dual("n", NetworkOption.Pool.of("10.9.0.0/24"), NetworkOption.Pool.of("fd09::/64"));
      Attachment one = lab.controller().attach("one", network, published());
      lab.place(one).answering(PORT);
      remote.run("ip route add 10.9.0.0/24 via " + Lab.HOST_V4);
      remote.run("ip -6 route add fd09::/64 via " + Lab.HOST_V6);
      for (IpFamily family : IpFamily.values()) {
        assertThat(remote.tcp(address(one, family), PORT)).isEqualTo(Place.SILENCE);
      }
    }

    @Test
    void leavesUnderItsOwnAddressesWithoutMasquerade() {
      Network network =
          lab.dual(
              "n",
              NetworkOption.Pool.of("10.9.0.0/24"),
              NetworkOption.Pool.of("fd09::/64"),
              Lab.with(BridgeOptions.USUAL.withoutMasquerade()));
      Attachment one = lab.controller().attach("one", network);
      remote.answering(PORT);
      remote.run("ip route add 10.9.0.0/24 via " + Lab.HOST_V4);
      remote.run("ip -6 route add fd09::/64 via " + Lab.HOST_V6);
      for (IpFamily family : IpFamily.values()) {
        assertThat(lab.place(one).tcp(remotes(family), PORT))
            .isEqualTo("remote sees " + address(one, family));
      }
    }
  }

  @Nested
  class AnInternalNetwork {

    @Test
    void hasNoWayOutAndNoneIn() {
      Network inner = lab.dual("inner", new NetworkOption.Internal());
      Attachment one = lab.controller().attach("one", inner);
      Attachment two = lab.controller().attach("two", inner);
      Attachment other = lab.controller().attach("other", lab.dual("outer"));
      Place inside = lab.place(one).answering(PORT);
      remote.answering(PORT);
      host.answering(HOSTS);
      for (IpFamily family : IpFamily.values()) {
        assertThat(lab.place(two).tcp(address(one, family), PORT)).startsWith("one sees");
        assertThat(inside.tcp(remotes(family), PORT)).isEqualTo(Place.REFUSAL);
        assertThat(lab.place(other).tcp(address(one, family), PORT)).isEqualTo(Place.SILENCE);
        assertThat(inside.tcp(gateway(inner, family), HOSTS)).isEqualTo(Place.SILENCE);
      }
    }

    @Test
    void hasNoWayOutEvenWhereTheContainerMakesARoute() {
      Network inner =
          lab.bridge("inner", NetworkOption.Pool.of("10.9.0.0/24"), new NetworkOption.Internal());
      Place inside = lab.place(lab.controller().attach("one", inner));
      remote.answering(PORT);
      inside.run("ip route add default via 10.9.0.1");
      assertThat(inside.tcp(Lab.REMOTE_V4, PORT)).isEqualTo(Place.SILENCE);
    }
  }

  @Nested
  class ContainersKeptApart {

    @Test
    void reachTheWorldAndNotEachOther() {
      Network network = lab.dual("n", Lab.with(BridgeOptions.USUAL.withoutCommunication()));
      Attachment one = lab.controller().attach("one", network);
      Attachment two = lab.controller().attach("two", network);
      lab.place(one).answering(PORT);
      remote.answering(PORT);
      for (IpFamily family : IpFamily.values()) {
        Place asking = lab.place(two);
        assertThat(asking.tcp(address(one, family), PORT)).isIn(Place.SILENCE, Place.REFUSAL);
        assertThat(asking.tcp(remotes(family), PORT)).startsWith("remote sees");
      }
    }
  }

  @Nested
  class APublishedPort {

    @Test
    void isReachedFromEverywhere() {
      Network network = lab.dual("n");
      Attachment server = lab.controller().attach("server", network, published());
      Place self = lab.place(server).answering(PORT);
      Place neighbour = lab.place(lab.controller().attach("neighbour", network));
      Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("m")));
      for (IpFamily family : IpFamily.values()) {
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
          for (Place asking : List.of(remote, host, neighbour, stranger, self)) {
            assertThat(asking.ask(protocol, hosts(family), PUBLISHED))
                .as("%s %s", protocol, family)
                .startsWith("server sees");
          }
        }
        assertThat(remote.tcp(hosts(family), PUBLISHED))
            .isEqualTo("server sees " + remotes(family));
      }
      assertThat(host.tcp("127.0.0.1", PUBLISHED)).startsWith("server sees");
    }

    @Test
    void isReachedRightAfterTheFirstJoinOfANetwork() {
      for (int i = 0; i < 10; i++) {
        Network network = lab.dual("n" + i);
        Attachment server = lab.controller().attach("server" + i, network, published());
        Place place = lab.place(server).answering(PORT);
        for (IpFamily family : List.of(IpFamily.V6, IpFamily.V4)) {
          assertThat(remote.tcp(hosts(family), PUBLISHED))
              .as("network %d, %s", i, family)
              .isEqualTo("server%d sees %s", i, remotes(family));
        }
        place.close();
        server.sandbox().delete();
      }
    }

    @Test
    void isAllThatIsReachedAtTheGatewayOfAnotherNetwork() {
      Network network = lab.dual("n");
      lab.place(lab.controller().attach("server", network, published())).answering(PORT);
      Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("m")));
      for (IpFamily family : IpFamily.values()) {
        IpAddress gateway = gateway(network, family);
        assertThat(stranger.tcp(gateway, PUBLISHED)).startsWith("server sees");
        assertThat(stranger.tcp(gateway, PORT)).isEqualTo(Place.REFUSAL);
      }
    }

    @Test
    void isGoneWithItsEndpoint() {
      Network network = lab.dual("n");
      Attachment server = lab.controller().attach("server", network, published());
      lab.place(server).answering(PORT);
      assertThat(remote.tcp(Lab.HOST_V4, PUBLISHED)).startsWith("server sees");
      server.endpoint().leave();
      assertThat(remote.tcp(Lab.HOST_V4, PUBLISHED)).isEqualTo(Place.REFUSAL);
      assertThat(remote.tcp(Lab.HOST_V6, PUBLISHED)).isEqualTo(Place.REFUSAL);
    }
  }

  private static EndpointOption[] published() {
    return new EndpointOption[] {
      new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, PORT, PUBLISHED)),
      new EndpointOption.Publish(PublishedPort.of(Protocol.UDP, PORT, PUBLISHED))
    };
  }
}
