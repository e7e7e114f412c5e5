package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A sandbox on several networks: which is the way out, and what a change does to traffic.
class SeveralNetworksTest {

  private static final NetworkOption A4 = NetworkOption.Pool.of("10.1.0.0/24");
  private static final NetworkOption A6 = NetworkOption.Pool.of("fd01::/64");
  private static final NetworkOption B4 = NetworkOption.Pool.of("10.2.0.0/24");
  private static final NetworkOption B6 = NetworkOption.Pool.of("fd02::/64");
  private static final int PORT = 80;

  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private static EndpointOption priority(int rank) {
    return new EndpointOption.GatewayPriority(rank);
  }

  private static void assertWayOut(Place inside, String v4, String v6) {
    assertThat(inside.ip("route show default")).contains("\"gateway\":\"" + v4 + "\"");
    assertThat(inside.ip("route show default")).containsOnlyOnce("gateway");
    assertThat(inside.ip("-6 route show default")).contains("\"gateway\":\"" + v6 + "\"");
    assertThat(inside.ip("-6 route show default")).containsOnlyOnce("gateway");
  }

  @Test
  void theLargerPriorityTakesOverAndHandsBack() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6));
    Place inside = lab.place(first);
    assertWayOut(inside, "10.1.0.1", "fd01::1");
    Attachment second = lab.controller().attach("c", lab.dual("b", B4, B6), priority(10));
    assertWayOut(inside, "10.2.0.1", "fd02::1");
    assertThat(first.sandbox().gateway(IpFamily.V4)).contains(second.endpoint());
    second.endpoint().leave();
    assertWayOut(inside, "10.1.0.1", "fd01::1");
  }

  @Test
  void theSmallerPriorityTakesNothing() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6), priority(1));
    lab.controller().attach("c", lab.dual("b", B4, B6));
    assertWayOut(lab.place(first), "10.1.0.1", "fd01::1");
  }

  @Test
  void eachFamilyHasItsOwnWayOut() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6));
    lab.controller().attach("c", lab.bridge("b", B4), priority(1000));
    assertWayOut(lab.place(first), "10.2.0.1", "fd01::1");
  }

  @Test
  void anInterfaceWithoutIpv6StopsSpeakingItBesideOneThatDoes() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6));
    lab.controller().attach("c", lab.bridge("b", B4));
    assertThat(lab.place(first).sysctl("ipv6/conf/eth1/disable_ipv6")).isEqualTo("1");
    assertThat(lab.place(first).ip("addr show dev eth1")).doesNotContain("inet6");
  }

  @Test
  void anInternalNetworkIsNeverTheWayOut() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6));
    NetworkOption internal = new NetworkOption.Internal();
    lab.controller().attach("c", lab.dual("b", B4, B6, internal), priority(1000));
    assertWayOut(lab.place(first), "10.1.0.1", "fd01::1");
  }

  @Test
  void aConnectionLivesOnWhileAnotherNetworkComesAndGoes() throws IOException {
    Network network = lab.dual("a", A4, A6);
    Attachment server = lab.controller().attach("server", network);
    Attachment client = lab.controller().attach("c", network);
    lab.place(server).answering(PORT);
    Place inside = lab.place(client);
    try (SocketChannel channel =
        inside.connect(server.endpoint().address(IpFamily.V4).orElseThrow().address(), PORT)) {
      requireEcho(channel);
      for (int round = 0; round < 5; round++) {
        Attachment second =
            lab.controller().attach("c", lab.dual("b" + round), priority(round % 2 * 10));
        requireEcho(channel);
        second.endpoint().leave();
        requireEcho(channel);
      }
    }
  }

  @Test
  void aProcessInsideSeesTheInterfaceComeAndGo() {
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6));
    try (ContainerProcess process = ContainerProcess.serve(first.sandbox().key(), PORT, "page")) {
      Place seen = lab.place("process", Path.of("/proc/" + process.pid() + "/ns/net"));
      Attachment second = lab.controller().attach("c", lab.dual("b", B4, B6));
      assertThat(seen.ip("addr show")).contains("eth1", "10.2.0.2");
      second.endpoint().leave();
      assertThat(seen.ip("addr show")).doesNotContain("eth1", "10.2.0.2");
      seen.close();
    }
  }

  @Test
  void publishedPortsMoveWithTheWayOut() {
    EndpointOption publish = new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, PORT, 8080));
    Attachment first = lab.controller().attach("c", lab.dual("a", A4, A6), publish);
    lab.place(first).answering(PORT);
    assertThat(lab.remote().tcp(Lab.HOST_V4, 8080)).startsWith("c sees");
    Attachment second = lab.controller().attach("c", lab.dual("b", B4, B6), priority(10), publish);
    assertThat(lab.remote().tcp(Lab.HOST_V4, 8080)).startsWith("c sees");
    assertThat(first.endpoint().driverInformation().ports()).isEmpty();
    second.endpoint().leave();
    assertThat(lab.remote().tcp(Lab.HOST_V4, 8080)).startsWith("c sees");
    assertThat(lab.remote().tcp(Lab.HOST_V6, 8080)).startsWith("c sees");
  }

  private static void requireEcho(SocketChannel channel) throws IOException {
    channel.socket().getOutputStream().write('+');
    assertThat(channel.socket().getInputStream().read()).isEqualTo((int) '+');
  }
}
