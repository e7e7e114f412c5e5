package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.Dhcp4Client;
import io.libnetwork.dhcp.client.Dhcp4Terms;
import io.libnetwork.dhcp.client.Dhcp4Wire;
import io.libnetwork.dhcp.client.LeaseClient;
import io.libnetwork.dhcp.client.LeaseOwner;
import io.libnetwork.dhcp.message.ArpFrame;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A segment as clients of DHCPv4 see it: what servers send to clients, and ARP's replies.
final class Segment4 extends Segment implements Dhcp4Wire {

  /// Where ARP says what a frame is, and what it says in a reply.
  private static final int OPERATION_OFFSET = 20;

  private static final int REPLY = 2;

  private static final FrameFilter MESSAGES =
      FrameFilter.of(
          FrameFilter.octet(Dhcp4Frame.VERSION_OFFSET, Dhcp4Frame.VERSION),
          FrameFilter.octet(Dhcp4Frame.PROTOCOL_OFFSET, Dhcp4Frame.UDP),
          FrameFilter.clear(Dhcp4Frame.FRAGMENT_OFFSET, Dhcp4Frame.FRAGMENT_BITS),
          FrameFilter.half(Dhcp4Frame.PORT_OFFSET, Dhcp4Frame.CLIENT_PORT));

  private static final FrameFilter NEIGHBOURS =
      FrameFilter.of(FrameFilter.half(OPERATION_OFFSET, REPLY));

  /// The listeners' order.
  private static final int MESSAGE = 0;

  private static final int NEIGHBOUR = 1;

  private final Clients<MacAddress, Dhcp4Client> clients =
      new Clients<>(client -> client.identity().mac());

  Segment4(Host host, DhcpLoop loop, InterfaceName name) {
    super(host, loop, name);
  }

  @Override
  String protocol() {
    return "DHCP";
  }

  @Override
  List<Listener> listeners() {
    return List.of(
        new Listener(Dhcp4Frame.ETHER_TYPE, MESSAGES, this::message),
        new Listener(ArpFrame.ETHER_TYPE, NEIGHBOURS, this::neighbour));
  }

  @Override
  LeaseClient client(ClientIdentity identity, LeaseOwner owner) {
    DhcpLoop loop = loop();
    return new Dhcp4Client(identity, this, loop, loop.random(), loop.settings().check(), owner);
  }

  @Override
  void add(LeaseClient client) {
    clients.add((Dhcp4Client) client);
  }

  @Override
  void remove(LeaseClient client) {
    clients.remove((Dhcp4Client) client);
  }

  @Override
  List<Dhcp4Client> clients() {
    return clients.all();
  }

  @Override
  public void send(Dhcp4Message message) {
    send(MESSAGE, mac -> Dhcp4Frame.broadcast(mac, message).write());
  }

  @Override
  public void sendTo(Dhcp4Terms lease, Dhcp4Message message) {
    send(
        MESSAGE,
        mac ->
            new Dhcp4Frame(mac, lease.station(), lease.address(), lease.server(), message).write());
  }

  @Override
  public void probe(Ipv4Address address) {
    send(NEIGHBOUR, mac -> ArpFrame.probe(mac, address).write());
  }

  private void send(int listener, Function<MacAddress, byte[]> frame) {
    sendBy(listener, link -> Optional.of(frame.apply(link.mac().orElseThrow())));
  }

  private void message(byte[] bytes) {
    Dhcp4Frame frame = Dhcp4Frame.read(bytes);
    clients.of(frame.message().hardware()).forEach(client -> client.receive(frame));
  }

  private void neighbour(byte[] bytes) {
    ArpFrame frame = ArpFrame.read(bytes);
    if (!frame.address().unspecified() && !own(frame.sender())) {
      clients.all().forEach(client -> client.heard(frame.address(), frame.sender()));
    }
  }
}
