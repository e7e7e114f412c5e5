package io.libnetwork.drivers.firewall;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.EchoServer;
import io.libnetwork.drivers.Probe;
import io.libnetwork.drivers.TestHost;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A host (192.0.2.1, .9 and 2001:db8::1) on a wire with another (`.2`, `::2`), which routes to its
/// networks, and on it three networks: 1 with the containers `web` (172.20.1.2, fd00:1::2) and
/// `neighbour` (`.3`, `::3`), 2 with `other`, and the internal 3 with `sealed`. In every namespace
/// port 80 is served, and every container has a default route to its host.
final class PacketLab implements AutoCloseable {

  static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP);

  private final TestHost host;
  private final Firewall firewall;
  private final NetworkNamespace remote;
  private final Map<NetworkNamespace, EndpointElements> endpoints = new HashMap<>();
  private final List<EchoServer> servers = new ArrayList<>();
  private final NetworkNamespace web;
  private final NetworkNamespace neighbour;
  private final NetworkNamespace other;
  private final NetworkNamespace sealed;

  private PacketLab(TestHost host, int bridgeNetfilter) throws IOException {
    this.host = host;
    firewall = new Firewall(host::nftables);
    remote = wire();
    host.sysctl("net/ipv4/ip_forward", "1");
    host.sysctl("net/ipv6/conf/all/forwarding", "1");
    network(1, false);
    network(2, false);
    network(3, true);
    host.sysctl("net/bridge/bridge-nf-call-iptables", Integer.toString(bridgeNetfilter));
    host.sysctl("net/bridge/bridge-nf-call-ip6tables", Integer.toString(bridgeNetfilter));
    web = container("web", 1, 2);
    neighbour = container("neighbour", 1, 3);
    other = container("other", 2, 2);
    sealed = container("sealed", 3, 2);
    serve(host.namespace(), "host");
    serve(remote, "remote");
    host.awaitLinks();
  }

  static PacketLab create(int bridgeNetfilter) throws IOException {
    TestHost host = TestHost.create();
    try {
      return new PacketLab(host, bridgeNetfilter);
    } catch (IOException | RuntimeException failure) {
      host.close();
      throw failure;
    }
  }

  NamespaceThread thread() {
    return host.thread();
  }

  Firewall firewall() {
    return firewall;
  }

  NetworkNamespace host() {
    return host.namespace();
  }

  NetworkNamespace remote() {
    return remote;
  }

  NetworkNamespace web() {
    return web;
  }

  NetworkNamespace neighbour() {
    return neighbour;
  }

  NetworkNamespace other() {
    return other;
  }

  NetworkNamespace sealed() {
    return sealed;
  }

  /// Everything is known of a container but its ports, as long as none are published here.
  void publish(NetworkNamespace container, List<PortBinding> ports) {
    EndpointElements before = elements(container, List.of());
    firewall.changePorts(before, before.withPorts(ports));
  }

  EndpointElements elements(NetworkNamespace container, List<PortBinding> ports) {
    EndpointElements known = endpoints.get(container);
    if (known == null) {
      throw new IllegalArgumentException(container + " is no container of this lab");
    }
    return known.withPorts(ports);
  }

  List<IpAddress> addresses(NetworkNamespace container) {
    return elements(container, List.of()).addresses();
  }

  String ask(NetworkNamespace from, Protocol protocol, String address, int port) {
    return Probe.ask(host.thread(), from, protocol, address, port);
  }

  void addAddress(NetworkNamespace container, String address) throws IOException {
    TestHost.ip(container, "addr add " + address + " dev eth0");
  }

  void removeHostAddress(String address) throws IOException {
    host.ip("addr del " + address + " dev wan");
  }

  /// What an attacker on the same wire does to reach what listens for the host alone. The host has
  /// `route_localnet` on the wire too, or its kernel would drop such packets whatever the rules
  /// are.
  void routeLoopbackToTheHost(NetworkNamespace attacker) throws IOException {
    host.sysctl("net/ipv4/conf/wan/route_localnet", "1");
    TestHost.sysctl(attacker, "net/ipv4/conf/eth0/route_localnet", "1");
    TestHost.ip(
        attacker,
        "addr del 127.0.0.1/8 dev lo",
        "route add 127.0.0.0/8 via 192.0.2.1 src 192.0.2.2");
  }

  @Override
  public void close() throws IOException {
    for (EchoServer server : servers) {
      server.close();
    }
    host.close();
  }

  private NetworkNamespace wire() throws IOException {
    NetworkNamespace made = host.beside();
    host.ip(
        "link add wan type veth peer name eth0 address 02:00:00:00:00:02 netns "
            + TestHost.path(made),
        "addr add 192.0.2.1/24 dev wan",
        "addr add 192.0.2.9/24 dev wan",
        "addr add 2001:db8::1/64 dev wan nodad",
        "link set wan up",
        // The first solicitation for a forwarded packet goes unanswered, the next comes a second
        // later: that is longer than a probe waits.
        "neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 dev wan");
    TestHost.ip(
        made,
        "link set lo up",
        "addr add 192.0.2.2/24 dev eth0",
        "addr add 2001:db8::2/64 dev eth0 nodad",
        "link set eth0 up",
        "route add 172.20.0.0/16 via 192.0.2.1",
        "route add fd00::/16 via 2001:db8::1");
    return made;
  }

  private void network(int number, boolean internal) throws IOException {
    String bridge = "br" + number;
    firewall.addNetwork(
        new NetworkElements(
            InterfaceName.of(bridge), internal, true, EnumSet.allOf(IpFamily.class)));
    host.ip(
        "link add %s type bridge".formatted(bridge),
        "addr add 172.20.%d.1/24 dev %s".formatted(number, bridge),
        "addr add fd00:%d::1/64 dev %s nodad".formatted(number, bridge),
        "link set %s up".formatted(bridge));
    host.sysctl("net/ipv4/conf/%s/route_localnet".formatted(bridge), "1");
  }

  private NetworkNamespace container(String name, int network, int number) throws IOException {
    NetworkNamespace made = host.beside();
    host.ip(
        "link add v%d%d type veth peer name eth0 netns %s"
            .formatted(network, number, TestHost.path(made)),
        "link set v%d%d master br%d up".formatted(network, number, network),
        "link set v%d%d type bridge_slave hairpin on".formatted(network, number));
    TestHost.ip(
        made,
        "link set lo up",
        "addr add 172.20.%d.%d/24 dev eth0".formatted(network, number),
        "addr add fd00:%d::%d/64 dev eth0 nodad".formatted(network, number),
        "link set eth0 up",
        "route add default via 172.20.%d.1".formatted(network),
        "route add default via fd00:%d::1".formatted(network));
    EndpointElements endpoint = endpoint(network, number);
    firewall.addEndpoint(endpoint);
    endpoints.put(made, endpoint);
    serve(made, name);
    return made;
  }

  private static EndpointElements endpoint(int network, int number) {
    List<IpAddress> addresses =
        List.of(
            IpAddress.parse("172.20.%d.%d".formatted(network, number)),
            IpAddress.parse("fd00:%d::%d".formatted(network, number)));
    return new EndpointElements(InterfaceName.of("br" + network), addresses, List.of());
  }

  private void serve(NetworkNamespace where, String name) {
    servers.add(EchoServer.start(host.thread(), where, name, 80));
  }
}
