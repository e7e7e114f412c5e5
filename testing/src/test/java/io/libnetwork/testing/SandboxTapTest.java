package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Difference;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PlannedStep;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.tap.TapDevice;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.frames.TapQueue;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A guest behind a tap device in a sandbox, which sends and receives real frames.
class SandboxTapTest {

  private static final int PORT = 7;
  private static final TapDevice TAP = TapDevice.named("tap0");

  private final Deque<Guest> guests = new ArrayDeque<>();
  private Lab lab;
  private Network network;

  @BeforeEach
  void open() {
    lab = Lab.open();
    network = lab.bridge("n", NetworkOption.Pool.of(IpPrefix.parse("10.9.0.0/24")));
  }

  @AfterEach
  void close() {
    guests.forEach(Guest::close);
    lab.close();
  }

  private Attachment machine(String container, TapDevice tap, EndpointOption... more) {
    EndpointOption[] options = new EndpointOption[more.length + 1];
    System.arraycopy(more, 0, options, 0, more.length);
    options[more.length] = new EndpointOption.Driver(BridgeEndpointOptions.USUAL.forMachine(tap));
    return lab.controller().attach(container, network, options);
  }

  private Guest guest(Attachment machine) {
    Guest guest = Guest.start(machine, lab.thread());
    guests.push(guest);
    return guest;
  }

  private static Ipv4Address address(Attachment attached) {
    return (Ipv4Address) attached.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  private String asked(Place from, Attachment machine) {
    return from.ask(Protocol.UDP, address(machine), PORT);
  }

  @Nested
  class TheGuest {

    @Test
    void isTheEndpoint() throws InterruptedException {
      Attachment machine = machine("vm", TAP, EndpointOption.Publish.of("8080:7/udp"));
      Attachment a = lab.controller().attach("a", network);
      Guest guest = guest(machine);
      assertThat(asked(lab.place(a), machine)).isEqualTo("vm sees " + address(a));
      assertThat(asked(lab.host(), machine)).isEqualTo("vm sees 10.9.0.1");
      assertThat(lab.remote().ask(Protocol.UDP, IpAddress.parse(Lab.HOST_V4), 8080))
          .isEqualTo("vm sees " + Lab.REMOTE_V4);
      assertThat(guest.echoes(address(a), address(a))).isTrue();
      assertThat(guest.echoes(gateway(), Ipv4Address.parse(Lab.REMOTE_V4))).isTrue();
    }

    @Test
    void sendsUnderItsOwnAddressOnly() throws IOException, InterruptedException {
      Attachment a = lab.controller().attach("a", network);
      Attachment machine = machine("vm", TAP);
      Guest guest = guest(machine);
      byte[] neighbour = guest.neighbour(address(a)).orElseThrow();
      try (DatagramChannel receiver = lab.place(a).datagrams(IpFamily.V4, 9)) {
        guest.send(neighbour, Ipv4Address.parse("10.9.0.99"), address(a), 9, "another's");
        guest.send(neighbour, address(machine), address(a), 9, "own");
        assertThat(received(receiver)).isEqualTo("own");
      }
    }

    private Ipv4Address gateway() {
      return Ipv4Address.parse("10.9.0.1");
    }

    private String received(DatagramChannel channel) throws IOException {
      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      channel.socket().setSoTimeout(5_000);
      channel.socket().receive(packet);
      return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void isServedOnPortsThatArePublishedLater() {
      Attachment machine = machine("vm", TAP);
      guest(machine);
      machine.endpoint().publish(PublishedPort.parse("8081:7/udp"));
      assertThat(lab.remote().ask(Protocol.UDP, IpAddress.parse(Lab.HOST_V4), 8081))
          .isEqualTo("vm sees " + Lab.REMOTE_V4);
    }

    @Test
    void isInASandboxThatHearsNothing() {
      Attachment machine = machine("vm", TAP);
      lab.place(machine).answering(PORT);
      assertThat(asked(lab.host(), machine)).isEqualTo(Place.SILENCE);
    }
  }

  @Nested
  class TheDevice {

    @Test
    void isOfThoseThatItIsFor() {
      Attachment machine = machine("vm", TAP.ownedBy(1234).ofGroup(4321).withSeveralQueues());
      assertThat(lab.place(machine).ip("link show tap0"))
          .contains("\"user\":1234", "\"group\":4321", "\"multi_queue\":true", "\"vnet_hdr\":true")
          .contains("\"persist\":true", "\"type\":\"tap\"", "\"pi\":false", "\"mtu\":1500");
      try (NetworkNamespace sandbox = NetworkNamespace.open(Path.of(machine.sandbox().key()));
          TapQueue one = TapQueue.open(lab.thread(), sandbox, TAP.name(), true);
          TapQueue two = TapQueue.open(lab.thread(), sandbox, TAP.name(), true)) {
        assertThat(one).isNotSameAs(two);
        assertThat(lab.place(machine).ip("link show tap0")).contains("\"numqueues\":2");
      }
    }

    @Test
    void goesWithItsEndpoint() {
      Attachment machine = machine("vm", TAP);
      assertThat(lab.place(machine).run("ip -br link")).contains("tap0", "eth0");
      machine.endpoint().leave();
      assertThat(lab.place(machine).run("ip -br link")).doesNotContain("tap0", "eth0");
      machine.endpoint().join(machine.sandbox());
      guest(machine);
      assertThat(asked(lab.host(), machine)).startsWith("vm sees");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip link delete tap0",
          "ip link set tap0 down mtu 1400",
          "tc qdisc delete dev eth0 ingress",
          "tc filter delete dev tap0 ingress",
        })
    void isPutRight(String damage) {
      Attachment machine = machine("vm", TAP);
      lab.place(machine).run(damage);
      List<Difference> found = lab.controller().examine();
      assertThat(found).isNotEmpty().allMatch(Difference::repairable);
      assertThat(lab.controller().reconcile().failed()).isEmpty();
      assertThat(lab.controller().examine()).isEmpty();
      guest(machine);
      assertThat(asked(lab.host(), machine)).startsWith("vm sees");
    }

    @Test
    void standsBehindAnInterfaceThatIsMadeAnew() {
      Attachment machine = machine("vm", TAP);
      lab.place(machine).run("ip link delete eth0");
      assertThat(lab.controller().reconcile().failed()).isEmpty();
      guest(machine);
      assertThat(asked(lab.host(), machine)).startsWith("vm sees");
    }

    @Test
    void isToldOfInAPlan() {
      EndpointOption tap = new EndpointOption.Driver(BridgeEndpointOptions.USUAL.forMachine(TAP));
      assertThat(lab.controller().planner().attach("vm", network, tap).steps())
          .extracting(PlannedStep::toString)
          .anyMatch(step -> step.startsWith("make interface tap0"));
      Attachment machine = lab.controller().attach("vm", network, tap);
      assertThat(lab.controller().planner().leave(machine.endpoint()).steps())
          .extracting(PlannedStep::toString)
          .anyMatch(step -> step.startsWith("remove interface tap0"));
      assertThat(lab.place(machine).run("ip -br link")).contains("tap0");
    }

    @Test
    void isLeftToWhoeverHasTakenItsName() {
      Attachment machine = machine("vm", TAP);
      lab.place(machine).script("ip link delete tap0", "ip link add tap0 type veth peer name x");
      assertThat(lab.controller().reconcile().left()).singleElement().asString().contains("tap0");
      assertThat(lab.place(machine).run("ip -br link")).contains("tap0@x");
      lab.place(machine).run("ip link delete tap0");
    }
  }

  @Nested
  class IsRefused {

    @Test
    void underANameThatTheSandboxHas() {
      Attachment machine = machine("vm", TAP);
      Network other = lab.bridge("other");
      String before = lab.host().run("ip -br link");
      assertThatThrownBy(() ->
              other
                  .createEndpoint(
                      "vm", new EndpointOption.Driver(BridgeEndpointOptions.USUAL.forMachine(TAP)))
                  .join(machine.sandbox()))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("tap0");
      assertThat(lab.host().run("ip -br link").lines().count()).isEqualTo(before.lines().count());
      assertThat(lab.place(machine).run("ip -br link")).doesNotContain("eth1");
    }

    @Test
    void underTheNameOfTheInterface() {
      assertThatThrownBy(() -> machine("vm", TapDevice.named("eth0")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("eth0");
      assertThat(lab.host().run("ip -br link")).doesNotContain("veth");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0xffff_ffffL, Long.MAX_VALUE})
    void forNobody(long id) {
      assertThatThrownBy(() -> TAP.ownedBy(id))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(String.valueOf(id));
      assertThatThrownBy(() -> TAP.ofGroup(id))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(String.valueOf(id));
    }
  }
}
