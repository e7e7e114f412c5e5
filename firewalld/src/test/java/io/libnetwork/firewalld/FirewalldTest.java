package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real firewalld that is told of our bridges, and real packets; each test in a host of its own.
@Timeout(120)
class FirewalldTest {

  private FirewalldLab lab;

  private Network network;
  private Attachment web;

  @BeforeEach
  void open() {
    lab = FirewalldLab.open();
    lab.firewalld().start();
    network = lab.network("n");
    web = lab.attach("web", network);
    lab.remoteSpot().answering(Spot.PORT);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void letsThroughAtOnceWhatOurTableLetsThrough() {
    lab.hostSpot().answering(Spot.OTHER);
    lab.spot(web).answering(Spot.PORT);

    assertThat(lab.spot(web).ask(FirewalldLab.REMOTE, Spot.PORT)).isEqualTo(Spot.ANSWER);
    assertThat(lab.spot(web).ask(FirewalldLab.gatewayOf(network).toString(), Spot.OTHER))
        .isEqualTo(Spot.ANSWER);
    assertThat(lab.remoteSpot().ask(FirewalldLab.HOST, FirewalldLab.PUBLISHED))
        .isEqualTo(Spot.ANSWER);
    assertThat(lab.hostSpot().ask(FirewalldLab.addressOf(web).toString(), Spot.PORT))
        .isEqualTo(Spot.ANSWER);
  }

  @Test
  void letsARoutedNetworkBeReached() {
    Network routed = lab.routed("r");
    Attachment reached =
        lab.controller()
            .attach(
                "reached",
                routed,
                new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, Spot.PORT)));
    lab.spot(reached).answering(Spot.PORT).answering(Spot.OTHER);
    lab.routeFromRemote(routed);

    String address = FirewalldLab.addressOf(reached).toString();
    assertThat(lab.remoteSpot().ask(address, Spot.PORT)).isEqualTo(Spot.ANSWER);
    assertThat(lab.remoteSpot().ask(address, Spot.OTHER)).isEqualTo(Spot.SILENCE);
  }

  @Test
  void opensNothingThatOurTableDrops() {
    lab.spot(web).answering(Spot.OTHER);
    lab.routeFromRemote(network);
    Network sealed = lab.network("sealed", new NetworkOption.Internal());
    Spot inside = lab.spot(lab.controller().attach("inside", sealed));
    lab.hostSpot().answering(Spot.OTHER);

    assertThat(lab.interfacesOfOurs()).contains(FirewalldLab.bridgeOf(sealed));
    assertThat(lab.remoteSpot().ask(FirewalldLab.addressOf(web).toString(), Spot.OTHER))
        .isEqualTo(Spot.SILENCE);
    assertThat(inside.ask(FirewalldLab.gatewayOf(sealed).toString(), Spot.OTHER))
        .isEqualTo(Spot.SILENCE);
    assertThat(inside.ask(FirewalldLab.REMOTE, Spot.PORT)).isNotEqualTo(Spot.ANSWER);
    assertThat(inside.ask(FirewalldLab.addressOf(web).toString(), Spot.OTHER))
        .isNotEqualTo(Spot.ANSWER);
  }

  @Test
  void leavesTheHostsOwnPortsAsTheyAre() {
    lab.hostSpot().answering(Spot.OTHER);

    assertThat(lab.remoteSpot().ask(FirewalldLab.HOST, Spot.OTHER)).isEqualTo(Spot.REFUSAL);
  }

  @Test
  void forgetsWhatAReloadForgotAndKeepsConnections() throws IOException {
    try (ServerSocketChannel server = lab.spot(web).listening(Spot.PORT);
        SocketChannel client = lab.remoteSpot().connect(FirewalldLab.HOST, FirewalldLab.PUBLISHED);
        SocketChannel served = server.accept()) {
      for (String reload : List.of("--reload", "--complete-reload")) {
        lab.firewalld().command(reload);

        assertCarries(client, served, "after " + reload);
        assertCarries(served, client, "answer after " + reload);
        Eventually.answers(
            "what is new after " + reload,
            () -> lab.spot(web).ask(FirewalldLab.REMOTE, Spot.PORT),
            Spot.ANSWER);
        assertThat(lab.zoneOf(network)).isEqualTo("libnetwork");
      }
    }
  }

  @Test
  void isToldAgainAfterAStart() {
    lab.firewalld().stop();
    assertThat(lab.spot(web).ask(FirewalldLab.REMOTE, Spot.PORT)).isEqualTo(Spot.ANSWER);
    Network meanwhile = lab.network("meanwhile");

    lab.firewalld().start();

    Eventually.answers(
        "what leaves", () -> lab.spot(web).ask(FirewalldLab.REMOTE, Spot.PORT), Spot.ANSWER);
    Eventually.answers("the new one's zone", () -> lab.interfacesOfOurs().size(), 2);
    assertThat(lab.zoneOf(meanwhile)).isEqualTo("libnetwork");
  }

  @Test
  void forgetsANetworkThatIsGone() {
    Network second = lab.network("second");
    assertThat(lab.interfacesOfOurs())
        .containsExactlyInAnyOrder(FirewalldLab.bridgeOf(network), FirewalldLab.bridgeOf(second));

    second.delete();

    Eventually.answers(
        "the interfaces of the zone",
        lab::interfacesOfOurs,
        List.of(FirewalldLab.bridgeOf(network)));
  }

  @Test
  void forgetsABridgeThatIsGoneJustBeforeTheEnd() {
    Firewalld another = Firewalld.open(BusAddress.parse(lab.firewalld().address()));
    InterfaceName bridge = InterfaceName.of("br-brief");
    another.admit(bridge).join();
    assertThat(lab.interfacesOfOurs()).contains("br-brief");

    synchronized (another) {
      another.dismiss(bridge);
      another.end();
    }
    another.close();

    assertThat(lab.interfacesOfOurs()).containsExactly(FirewalldLab.bridgeOf(network));
  }

  @Test
  void keepsOneZoneAndOnePolicyOfOurs() {
    lab.network("second");

    assertThat(lab.firewalld().kept("zones")).containsExactly("libnetwork.xml");
    assertThat(lab.firewalld().kept("policies")).containsExactly("libnetwork-in.xml");
  }

  @Test
  void leavesABridgeWhereItsOwnerHasPutIt() {
    lab.firewalld().command("--zone=drop", "--add-interface=br-owners");

    Network owners =
        lab.network(
            "owners",
            new NetworkOption.Driver(BridgeOptions.USUAL.named(InterfaceName.of("br-owners"))));

    assertThat(lab.firewalld().command("--get-zone-of-interface=br-owners")).isEqualTo("drop");
    owners.delete();
    assertThat(lab.firewalld().command("--get-zone-of-interface=br-owners")).isEqualTo("drop");
  }

  @Test
  void isWaitedForNoLongerThanItTakes() {
    lab.firewalld().signal("STOP");
    try {
      long begun = System.nanoTime();
      Network first = lab.network("first");
      Duration waited = Duration.ofNanos(System.nanoTime() - begun);
      Network second = lab.network("second");
      Duration both = Duration.ofNanos(System.nanoTime() - begun);

      assertThat(waited).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(15));
      assertThat(both.minus(waited)).isLessThan(Duration.ofSeconds(2));
      assertThat(first.deleted() || second.deleted()).isFalse();
    } finally {
      lab.firewalld().signal("CONT");
    }
    Eventually.answers("the bridges in the zone", () -> lab.interfacesOfOurs().size(), 3);
  }

  @Test
  void takesBackWhatItKeeps() {
    FirewalldProvider provider = FirewalldProvider.at(lab.firewalld().address());

    assertThat(provider.uninstall()).isTrue();

    assertThat(lab.firewalld().kept("zones")).isEmpty();
    assertThat(lab.firewalld().kept("policies")).isEmpty();
    assertThat(lab.interfacesOfOurs()).isEmpty();
    assertThat(provider.uninstall()).isFalse();
  }

  private static void assertCarries(SocketChannel from, SocketChannel to, String text)
      throws IOException {
    from.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    byte[] read = to.socket().getInputStream().readNBytes(text.length());
    assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo(text);
  }
}
