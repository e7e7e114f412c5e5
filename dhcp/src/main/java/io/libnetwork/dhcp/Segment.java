package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.client.Dhcp4Client;
import io.libnetwork.dhcp.client.LeaseTerms;
import io.libnetwork.dhcp.client.Wire;
import io.libnetwork.dhcp.message.ArpFrame;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.frames.FrameLoop;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.Links;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segment that an interface of the host is on, as the clients there see it.
///
/// Its sockets are opened when something is to be sent, and again when the interface has gone and
/// come back, so that its leases survive that. But for [#require] everything is for the loop's
/// thread.
final class Segment implements Wire {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  private final Host host;
  private final FrameLoop loop;
  private final InterfaceName name;
  private final Map<MacAddress, List<Dhcp4Client>> clients = new HashMap<>();
  private final List<Consumer<RouterAdvertisement>> listeners = new ArrayList<>();
  private Optional<Opened> opened = Optional.empty();

  /// What is open on the interface, and its own MAC address.
  private record Opened(
      MacAddress mac, SegmentSockets sockets, List<FrameLoop.Listening> listening) {

    void close() {
      listening.forEach(FrameLoop.Listening::end);
    }
  }

  Segment(Host host, FrameLoop loop, InterfaceName name) {
    this.host = host;
    this.loop = loop;
    this.name = name;
  }

  InterfaceName name() {
    return name;
  }

  /// Answers the interface, where a server can be asked by it.
  ///
  /// @throws NetworkException.InvalidParameter when there is none, or none that is on a segment
  /// @throws NetworkException.Unavailable when it is down
  Link require() {
    Link link =
        host.rtnetlink()
            .find(Links.get(name))
            .orElseThrow(() -> refused("there is no interface of this name on the host"));
    if (link.flags().contains(LinkFlag.LOOPBACK) || link.mac().isEmpty()) {
      throw refused("it is on no segment; expected an Ethernet interface or a bridge");
    }
    if (link.master().isPresent()) {
      throw refused("it is part of another interface; name that one");
    }
    if (!link.up()) {
      throw new NetworkException.Unavailable(
          "interface %s is down, so no DHCP server can be asked: ip link set %s up"
              .formatted(name, name));
    }
    return link;
  }

  private NetworkException refused(String why) {
    return new NetworkException.InvalidParameter(
        "invalid IPAM option %s=%s: %s".formatted(DhcpIpam.INTERFACE, name, why));
  }

  void add(Dhcp4Client client) {
    clients.computeIfAbsent(client.identity().mac(), _ -> new ArrayList<>()).add(client);
  }

  void remove(Dhcp4Client client) {
    MacAddress mac = client.identity().mac();
    List<Dhcp4Client> left = clients.getOrDefault(mac, new ArrayList<>());
    left.remove(client);
    if (left.isEmpty()) {
      clients.remove(mac);
    }
  }

  /// Tells somebody what routers advertise.
  void listen(Consumer<RouterAdvertisement> listener) {
    listeners.add(listener);
  }

  void unlisten(Consumer<RouterAdvertisement> listener) {
    listeners.remove(listener);
  }

  /// Asks routers to advertise.
  void solicit() {
    send(now -> now.sockets().routers().send(RouterAdvertisement.solicitation(now.mac())));
  }

  /// Closes what is open; clients that are left hear nothing more.
  void close() {
    opened.ifPresent(Opened::close);
    opened = Optional.empty();
  }

  @Override
  public void send(Dhcp4Message message) {
    send(now -> now.sockets().messages().send(Dhcp4Frame.broadcast(now.mac(), message).write()));
  }

  @Override
  public void sendTo(LeaseTerms lease, Dhcp4Message message) {
    send(now ->
        now.sockets()
            .messages()
            .send(
                new Dhcp4Frame(now.mac(), lease.station(), lease.address(), lease.server(), message)
                    .write()));
  }

  @Override
  public void probe(Ipv4Address address) {
    send(now -> now.sockets().neighbours().send(ArpFrame.probe(now.mac(), address).write()));
  }

  /// Where the interface that was open is gone, another of its name may be there.
  private void send(Function<Opened, Optional<Errno>> sending) {
    boolean before = opened.isPresent();
    if (!sent(sending) && before) {
      boolean _ = sent(sending);
    }
  }

  private boolean sent(Function<Opened, Optional<Errno>> sending) {
    Optional<Errno> refusal = open().flatMap(sending);
    if (refusal.isPresent()) {
      LOG.debug("cannot send by interface {}: {}", name, refusal.get());
      close();
    }
    return refusal.isEmpty();
  }

  /// What is open; it is opened where it is not, and where the interface is not there it will be
  /// tried again when a client asks again.
  private Optional<Opened> open() {
    if (opened.isEmpty()) {
      try {
        opened = Optional.of(open(require()));
      } catch (NetworkException | SystemCallException missing) {
        LOG.debug("nothing can be sent by interface {}: {}", name, missing.getMessage());
      }
    }
    return opened;
  }

  private Opened open(Link link) {
    MacAddress mac = link.mac().orElseThrow();
    SegmentSockets sockets =
        host.namespaceThread().call(host.namespace(), SegmentSockets.opening(link.index()));
    List<FrameLoop.Listening> listening =
        List.of(
            loop.listen(sockets.messages(), reading(this::message)),
            loop.listen(sockets.neighbours(), reading(frame -> neighbour(mac, frame))),
            loop.listen(sockets.routers(), reading(this::router)));
    return new Opened(mac, sockets, listening);
  }

  /// What strangers send is read, or ignored.
  private Consumer<byte[]> reading(Consumer<byte[]> reader) {
    return frame -> {
      try {
        reader.accept(frame);
      } catch (IllegalArgumentException malformed) {
        LOG.debug("a frame on interface {} is ignored: {}", name, malformed.getMessage());
      }
    };
  }

  private void message(byte[] bytes) {
    Dhcp4Frame frame = Dhcp4Frame.read(bytes);
    List<Dhcp4Client> meant = clients.getOrDefault(frame.message().hardware(), List.of());
    List.copyOf(meant).forEach(client -> client.receive(frame));
  }

  private void neighbour(MacAddress own, byte[] bytes) {
    ArpFrame frame = ArpFrame.read(bytes);
    if (!frame.address().unspecified() && !frame.sender().equals(own)) {
      List<List<Dhcp4Client>> all = List.copyOf(clients.values());
      all.forEach(some ->
          List.copyOf(some).forEach(client -> client.heard(frame.address(), frame.sender())));
    }
  }

  private void router(byte[] bytes) {
    RouterAdvertisement said = RouterAdvertisement.read(bytes);
    List.copyOf(listeners).forEach(listener -> listener.accept(said));
  }
}
