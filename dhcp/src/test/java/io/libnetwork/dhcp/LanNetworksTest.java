package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ControllerProcess;
import io.libnetwork.testing.PacketProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Containers that are machines of a LAN with Debian's dnsmasq on it: addresses by DHCPv4, by
/// DHCPv6 and of the prefix that it advertises, through each kind of network that is on a segment.
class LanNetworksTest {

  private static final IpPrefix LEASED4 = IpPrefix.parse("10.9.0.48/28");
  private static final IpPrefix LEASED6 = IpPrefix.parse("2001:db8:9::/120");

  @TempDir private Path folder;
  private Path leases;
  private Lan lan;
  private Dnsmasq dnsmasq;
  private DhcpIpam ipam;

  @BeforeEach
  void open() {
    leases = folder.resolve("leases");
    lan = Lan.create();
    lan.server().run("ip", "address", "add", "2001:db8:9::1/64", "dev", Lan.SERVERS, "nodad");
    dnsmasq =
        Dnsmasq.on(
            lan, leases, "--enable-ra", "--dhcp-range=2001:db8:9::50,2001:db8:9::60,slaac,64,120");
    ipam = DhcpIpam.on(lan.host().host());
  }

  @AfterEach
  void close() {
    ipam.close();
    dnsmasq.close();
    lan.host().host().close();
    LanNetwork.unprepare(lan);
    assertThat(lan.leaks()).isEmpty();
    lan.close();
  }

  private String leased() throws IOException {
    return Files.readString(leases);
  }

  private void reopenIpam() {
    ipam.close();
    ipam = DhcpIpam.on(lan.host().host());
  }

  private static IpAddress address(Attachment attachment, IpFamily family) {
    return attachment.endpoint().address(family).orElseThrow().address();
  }

  /// The server refuses a connection, which it can only do to whom it reaches.
  private void reachesTheServer(Attachment from) {
    try (PacketProbe probe = PacketProbe.in(lan.host().thread(), Path.of(from.sandbox().key()))) {
      for (String server : List.of("10.9.0.1", "2001:db8:9::1")) {
        ScriptedSegment.eventually(
            () ->
                probe
                    .fetch(IpAddress.parse(server), 81, Duration.ofSeconds(1))
                    .equals(new PacketProbe.Outcome.Refused("Connection refused")),
            "a refusal by " + server);
      }
    }
  }

  private static void remove(Controller controller) {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"macvlan/auto", "macvlan/slaac", "bridge/dhcpv6", "bridge/slaac"})
  void haveAddressesOfTheLanFromTheirFirstToTheirLastDay(String kind) throws IOException {
    LanNetwork network = LanNetwork.parse(kind);
    boolean leasing = !network.source().equals("slaac");
    network.prepare(lan);
    MemoryStore store = new MemoryStore();
    List<InterfaceAddress> had;
    try (Controller controller = LeasingProcess.controller(lan.host().host(), ipam, store)) {
      Attachment web = controller.attach("web", network.create(controller, "lan"));
      had = web.endpoint().addresses();
      assertThat(LEASED4.contains(address(web, IpFamily.V4))).isTrue();
      assertThat(LEASED6.contains(address(web, IpFamily.V6))).isEqualTo(leasing);
      assertThat(leased().contains(" " + address(web, IpFamily.V6) + " web ")).isEqualTo(leasing);
      reachesTheServer(web);
    }
    reopenIpam();
    try (Controller again = LeasingProcess.controller(lan.host().host(), ipam, store)) {
      dnsmasq.await("DHCPACK(srv0)", 2);
      dnsmasq.await("DHCPREBIND(srv0)", leasing ? 1 : 0);
      Network found = again.networks().getFirst();
      assertThat(found.endpoints().getFirst().addresses()).isEqualTo(had);
      assertThat(again.examine()).isEmpty();
      again.attach("db", found);
      remove(again);
      dnsmasq.await("DHCPRELEASE(srv0)", leasing ? 4 : 2);
    }
    ScriptedSegment.eventually(() -> none(" web ") && none(" db "), "no lease");
  }

  private boolean none(String name) {
    try {
      return !leased().contains(name);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Test
  void keepTheirAddressesWhenTheProcessIsKilled() throws IOException {
    LanNetwork network = new LanNetwork("macvlan", "dhcpv6");
    Path state = folder.resolve("state");
    List<String> had;
    try (LeasingProcess killed = LeasingProcess.start(lan, state, network)) {
      had = killed.addresses();
    }
    assertThat(had).hasSize(2);
    String before = leased();
    try (StateStore store = ControllerProcess.open(state);
        Controller again = LeasingProcess.controller(lan.host().host(), ipam, store)) {
      dnsmasq.await("DHCPACK(srv0)", 2);
      dnsmasq.await("DHCPREBIND(srv0)");
      assertThat(again.networks().getFirst().endpoints().getFirst().addresses())
          .extracting(InterfaceAddress::toString)
          .containsExactlyElementsOf(had);
      assertThat(leased().lines().map(LanNetworksTest::withoutTime))
          .containsExactlyElementsOf(before.lines().map(LanNetworksTest::withoutTime).toList());
      assertThat(again.examine()).isEmpty();
      remove(again);
      dnsmasq.await("DHCPRELEASE(srv0)", 2);
    }
    assertThat(Stream.of(" web ").filter(name -> !none(name))).isEmpty();
  }

  /// When a lease ends is its first word.
  private static String withoutTime(String line) {
    return line.replaceFirst("^[0-9]+ ", "");
  }
}
