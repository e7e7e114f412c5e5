package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.LeaseClient;
import io.libnetwork.dhcp.client.LeaseOwner;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.frames.FrameLoop;
import io.libnetwork.linux.frames.FrameSocket;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.Links;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segment that an interface of the host is on, as the clients of one family there see it.
///
/// Its sockets are opened when something is to be sent, and again when the interface has gone and
/// come back, so that its leases survive that. But for what requires something everything is for
/// the loop's thread.
abstract sealed class Segment permits Segment4, Segment6 {

  private static final Logger LOG = LoggerFactory.getLogger(Segment.class);

  private final Host host;
  private final DhcpLoop loop;
  private final InterfaceName name;
  private Optional<Opened> opened = Optional.empty();
  private boolean closed;

  /// What is open on the interface: a socket for each listener.
  private record Opened(Link link, List<FrameSocket> sockets, List<FrameLoop.Listening> listening) {

    void close() {
      listening.forEach(FrameLoop.Listening::end);
    }
  }

  Segment(Host host, DhcpLoop loop, InterfaceName name) {
    this.host = host;
    this.loop = loop;
    this.name = name;
  }

  final InterfaceName name() {
    return name;
  }

  final Host host() {
    return host;
  }

  final DhcpLoop loop() {
    return loop;
  }

  /// What servers there speak, for messages.
  abstract String protocol();

  /// What is wanted of all that comes in.
  abstract List<Listener> listeners();

  /// A client that asks on this segment, once it is [added][#add]. On any thread.
  abstract LeaseClient client(ClientIdentity identity, LeaseOwner owner);

  /// From now on a client is told what comes in for it.
  abstract void add(LeaseClient client);

  abstract void remove(LeaseClient client);

  abstract List<? extends LeaseClient> clients();

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

  /// Closes what is open for good; clients that are left come to their end.
  final void close() {
    closed = true;
    clients().forEach(LeaseClient::end);
    shut();
  }

  private void shut() {
    opened.ifPresent(Opened::close);
    opened = Optional.empty();
  }

  /// Sends a frame by the socket of one of the [#listeners]. Where the interface that was open is
  /// gone, another of its name may be there.
  ///
  /// @param listener which of them
  /// @param frame made of the interface; empty where it cannot be
  final void sendBy(int listener, Function<Link, Optional<byte[]>> frame) {
    boolean before = opened.isPresent();
    if (!sent(listener, frame) && before) {
      boolean _ = sent(listener, frame);
    }
  }

  private boolean sent(int listener, Function<Link, Optional<byte[]>> frame) {
    Optional<Errno> refusal =
        open()
            .flatMap(now ->
                frame.apply(now.link()).flatMap(bytes -> now.sockets().get(listener).send(bytes)));
    if (refusal.isPresent()) {
      LOG.debug("cannot send by interface {}: {}", name, refusal.get());
      shut();
    }
    return refusal.isEmpty();
  }

  /// The MAC address is that of the interface itself.
  final boolean own(MacAddress mac) {
    return opened.flatMap(now -> now.link().mac()).equals(Optional.of(mac));
  }

  /// What is open; it is opened where it is not, and where the interface is not there it will be
  /// tried again when a client asks again.
  private Optional<Opened> open() {
    if (opened.isEmpty() && !closed) {
      try {
        opened = Optional.of(open(require()));
      } catch (NetworkException | SystemCallException missing) {
        LOG.debug("nothing can be sent by interface {}: {}", name, missing.getMessage());
      }
    }
    return opened;
  }

  private Opened open(Link link) {
    List<Listener> wanted = listeners();
    List<FrameSocket> sockets =
        host.namespaceThread().call(host.namespace(), Listener.opening(link.index(), wanted));
    List<FrameLoop.Listening> listening = new ArrayList<>();
    for (int index = 0; index < wanted.size(); index++) {
      listening.add(loop.frames().listen(sockets.get(index), reading(wanted.get(index).reader())));
    }
    return new Opened(link, sockets, listening);
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
}
