package io.libnetwork.drivers.firewall;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.Probe;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.ports.PortLease;
import io.libnetwork.drivers.ports.PortOwner;
import io.libnetwork.drivers.ports.Terms;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Who reaches whom, asked with real packets in namespaces: TCP and UDP, IPv4 and IPv6, with the
/// bridge's frames shown to the firewall (`bridge-nf-call-iptables`) and not.
@ParameterizedClass
@ValueSource(ints = {0, 1})
class PacketTest {

  @Parameter int bridgeNetfilter;

  /// Who waits for an answer that is not to come: all at once, because each waits long.
  private final List<Future<?>> waiting = new ArrayList<>();

  private PacketLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = PacketLab.create(bridgeNetfilter);
  }

  @AfterEach
  void close() throws IOException {
    try (PacketLab _ = lab) {
      awaitSilence();
    }
  }

  @Nested
  class PublishedPorts {

    @BeforeEach
    void publish() {
      lab.publish(lab.web(), published());
    }

    @Test
    void areReachedFromAnotherHostWhoseAddressIsSeen() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.remote(), protocol, "192.0.2.1", 8080, "web sees 192.0.2.2");
        assertAnswer(lab.remote(), protocol, "2001:db8::1", 8080, "web sees 2001:db8::2");
      }
    }

    @Test
    void areReachedFromTheHostItself() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.host(), protocol, "192.0.2.1", 8080, "web sees 192.0.2.1");
        assertAnswer(lab.host(), protocol, "2001:db8::1", 8080, "web sees 2001:db8::1");
        assertAnswer(lab.host(), protocol, "127.0.0.1", 8080, "web sees 172.20.1.1");
      }
    }

    @Test
    void areReachedFromAnotherNetworkThroughTheHost() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.other(), protocol, "192.0.2.1", 8080, "web sees 172.20.2.2");
        assertAnswer(lab.other(), protocol, "2001:db8::1", 8080, "web sees fd00:2::2");
      }
    }

    @Test
    void areReachedFromANeighbourAndFromThemselvesThroughTheHost() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        for (String address : List.of("192.0.2.1", "2001:db8::1")) {
          assertThat(lab.ask(lab.neighbour(), protocol, address, 8080)).startsWith("web sees ");
          assertThat(lab.ask(lab.web(), protocol, address, 8080)).startsWith("web sees ");
        }
      }
    }

    @Test
    void areNotReachedFromAnInternalNetwork() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertNobody(lab.sealed(), protocol, "192.0.2.1", 8080);
        assertNobody(lab.sealed(), protocol, "2001:db8::1", 8080);
      }
    }

    @Test
    void areNotReachedOnceRemoved() {
      lab.firewall().removeEndpoint(lab.elements(lab.web(), published()));
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertNobody(lab.remote(), protocol, "192.0.2.1", 8080);
        assertNobody(lab.remote(), protocol, "2001:db8::1", 8080);
      }
    }

    private List<PortBinding> published() {
      List<PortBinding> ports = new ArrayList<>();
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        ports.add(port(protocol, "172.20.1.2", "0.0.0.0"));
        ports.add(port(protocol, "fd00:1::2", "::"));
      }
      return ports;
    }
  }

  @Nested
  class PortsAtOneAddress {

    @Test
    void areReachedAtThatAddressOnly() {
      List<PortBinding> ports =
          List.of(
              port(Protocol.TCP, "172.20.1.2", "192.0.2.1"),
              port(Protocol.TCP, "fd00:1::2", "2001:db8::1"));
      lab.publish(lab.web(), ports);
      assertAnswer(lab.remote(), Protocol.TCP, "192.0.2.1", 8080, "web sees 192.0.2.2");
      assertAnswer(lab.remote(), Protocol.TCP, "2001:db8::1", 8080, "web sees 2001:db8::2");
      assertNobody(lab.remote(), Protocol.TCP, "192.0.2.9", 8080);
      assertNobody(lab.host(), Protocol.TCP, "127.0.0.1", 8080);
    }

    @Test
    void ofLoopbackAreReachedFromTheHostAndNotFromTheWire() throws IOException {
      lab.publish(lab.web(), List.of(port(Protocol.TCP, "172.20.1.2", "127.0.0.1")));
      assertAnswer(lab.host(), Protocol.TCP, "127.0.0.1", 8080, "web sees 172.20.1.1");
      assertNobody(lab.remote(), Protocol.TCP, "192.0.2.1", 8080);
      awaitSilence();
      lab.routeLoopbackToTheHost(lab.remote());
      assertNobody(lab.remote(), Protocol.TCP, "127.0.0.1", 8080);
    }

    @Test
    void thatLeftTheHostCatchNothing() throws IOException {
      lab.publish(lab.web(), List.of(port(Protocol.TCP, "172.20.1.2", "192.0.2.9")));
      assertAnswer(lab.other(), Protocol.TCP, "192.0.2.9", 8080, "web sees 172.20.2.2");
      lab.removeHostAddress("192.0.2.9/24");
      assertNobody(lab.other(), Protocol.TCP, "192.0.2.9", 8080);
    }
  }

  @Nested
  class LeasedPorts {

    @Test
    void areReachedThoughASocketHoldsThem() {
      HostPorts ports = new HostPorts(lab.thread(), lab.host());
      List<PublishedPort> requests =
          PacketLab.PROTOCOLS.stream().map(p -> PublishedPort.of(p, 80)).toList();
      List<PortLease> leases =
          ports
              .lease(new PortOwner("web"), requests, lab.addresses(lab.web()), Terms.USUAL)
              .stream()
              .flatMap(List::stream)
              .toList();
      try {
        List<PortBinding> bindings =
            leases.stream().flatMap(lease -> lease.bindings().stream()).toList();
        lab.publish(lab.web(), bindings);
        assertThat(bindings).hasSize(4);
        for (PortBinding binding : bindings) {
          String address =
              binding.hostAddress().equals(IpAddress.parse("::")) ? "2001:db8::1" : "192.0.2.1";
          int port = binding.hostPort().number();
          assertThat(lab.ask(lab.remote(), binding.protocol(), address, port)).startsWith("web ");
          assertThat(lab.ask(lab.host(), binding.protocol(), address, port)).startsWith("web ");
        }
      } finally {
        leases.forEach(PortLease::close);
      }
    }
  }

  @Nested
  class UnpublishedPorts {

    @Test
    void areReachedFromTheSameNetworkAndFromTheHost() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.neighbour(), protocol, "172.20.1.2", 80, "web sees 172.20.1.3");
        assertAnswer(lab.neighbour(), protocol, "fd00:1::2", 80, "web sees fd00:1::3");
        assertAnswer(lab.host(), protocol, "172.20.1.2", 80, "web sees 172.20.1.1");
        assertAnswer(lab.host(), protocol, "fd00:1::2", 80, "web sees fd00:1::1");
      }
    }

    @Test
    void areNotReachedFromAnotherHostThatRoutesToThem() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertNobody(lab.remote(), protocol, "172.20.1.2", 80);
        assertNobody(lab.remote(), protocol, "fd00:1::2", 80);
      }
    }

    @Test
    void areNotReachedFromAnotherHostEvenAtAnAddressThatIsNotKnown() throws IOException {
      lab.addAddress(lab.web(), "172.20.1.77/24");
      assertAnswer(lab.neighbour(), Protocol.TCP, "172.20.1.77", 80, "web sees 172.20.1.3");
      assertNobody(lab.remote(), Protocol.TCP, "172.20.1.77", 80);
      assertNobody(lab.other(), Protocol.TCP, "172.20.1.77", 80);
    }

    @Test
    void areNotReachedFromAnotherNetwork() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertNobody(lab.other(), protocol, "172.20.1.2", 80);
        assertNobody(lab.other(), protocol, "fd00:1::2", 80);
      }
    }
  }

  @Nested
  class Outside {

    @Test
    void isReachedUnderTheHostsAddress() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.web(), protocol, "192.0.2.2", 80, "remote sees 192.0.2.1");
        assertAnswer(lab.web(), protocol, "2001:db8::2", 80, "remote sees 2001:db8::1");
      }
    }

    @Test
    void isNotReachedFromAnInternalNetwork() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertNobody(lab.sealed(), protocol, "192.0.2.2", 80);
        assertNobody(lab.sealed(), protocol, "2001:db8::2", 80);
      }
    }
  }

  @Nested
  class InternalNetworks {

    @Test
    void reachNeitherTheHostsSocketsNorOtherNetworks() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.other(), protocol, "172.20.2.1", 80, "host sees 172.20.2.2");
        for (String address :
            List.of("172.20.3.1", "fd00:3::1", "192.0.2.1", "172.20.1.2", "fd00:1::2")) {
          assertNobody(lab.sealed(), protocol, address, 80);
        }
      }
    }

    @Test
    void areReachedFromTheHostAndFromNoOtherNetwork() {
      for (Protocol protocol : PacketLab.PROTOCOLS) {
        assertAnswer(lab.host(), protocol, "172.20.3.2", 80, "sealed sees 172.20.3.1");
        assertAnswer(lab.host(), protocol, "fd00:3::2", 80, "sealed sees fd00:3::1");
        assertNobody(lab.other(), protocol, "172.20.3.2", 80);
        assertNobody(lab.remote(), protocol, "172.20.3.2", 80);
        assertNobody(lab.remote(), protocol, "fd00:3::2", 80);
      }
    }
  }

  private void assertAnswer(
      NetworkNamespace from, Protocol protocol, String address, int port, String expected) {
    assertThat(lab.ask(from, protocol, address, port))
        .as("%s to %s port %d", protocol, address, port)
        .isEqualTo(expected);
  }

  /// Asks, and is found out with [#awaitSilence], at the end of a test or before something changes.
  private void assertNobody(NetworkNamespace from, Protocol protocol, String address, int port) {
    FutureTask<Void> question =
        new FutureTask<>(
            () -> assertAnswer(from, protocol, address, port, Probe.NOBODY), /* result= */ null);
    Thread _ = Thread.startVirtualThread(question);
    waiting.add(question);
  }

  private void awaitSilence() {
    for (Future<?> question : waiting) {
      assertThat(question).succeedsWithin(Duration.ofSeconds(5));
    }
    waiting.clear();
  }

  private static PortBinding port(Protocol protocol, String container, String at) {
    return PortBinding.of(
        protocol, IpAddress.parse(container), new Port(80), IpAddress.parse(at), new Port(8080));
  }
}
