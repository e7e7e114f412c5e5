package io.libnetwork.dhcp;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.client.ClientIdentity;
import io.libnetwork.dhcp.client.Dhcp6Client;
import io.libnetwork.dhcp.client.Dhcp6Terms;
import io.libnetwork.dhcp.client.Dhcp6Wire;
import io.libnetwork.dhcp.client.LeaseClient;
import io.libnetwork.dhcp.client.LeaseOwner;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp6Frame;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.NeighbourFrame;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A segment as IPv6 has it: what routers advertise, what servers of DHCPv6 send to clients, and
/// what neighbours say they have.
///
/// Servers answer to the link-local address of the host's own interface, since the container may
/// not be there yet; by the client's identifier they know for whom. That address is looked up
/// whenever something is sent, because it may come after the interface has.
final class Segment6 extends Segment implements Dhcp6Wire {

  private static final Logger LOG = LoggerFactory.getLogger(Segment6.class);

  private static final FrameFilter MESSAGES =
      FrameFilter.of(
          FrameFilter.octet(RouterAdvertisement.NEXT_HEADER_OFFSET, Dhcp4Frame.UDP),
          FrameFilter.half(Dhcp6Frame.PORT_OFFSET, Dhcp6Frame.CLIENT_PORT));

  private static final FrameFilter ROUTERS = icmp(RouterAdvertisement.TYPE);
  private static final FrameFilter NEIGHBOURS = icmp(NeighbourFrame.TYPE);

  /// The listeners' order.
  private static final int MESSAGE = 0;

  private static final int ROUTER = 1;
  private static final int NEIGHBOUR = 2;

  private final Clients<Duid, Dhcp6Client> clients = new Clients<>(Dhcp6Client::duid);
  private final List<Consumer<RouterAdvertisement>> routerListeners = new ArrayList<>();

  Segment6(Host host, DhcpLoop loop, InterfaceName name) {
    super(host, loop, name);
  }

  private static FrameFilter icmp(int type) {
    return FrameFilter.of(
        FrameFilter.octet(RouterAdvertisement.NEXT_HEADER_OFFSET, RouterAdvertisement.ICMPV6),
        FrameFilter.octet(RouterAdvertisement.TYPE_OFFSET, type));
  }

  @Override
  String protocol() {
    return "DHCPv6";
  }

  @Override
  List<Listener> listeners() {
    int type = RouterAdvertisement.ETHER_TYPE;
    return List.of(
        new Listener(type, MESSAGES, this::message),
        new Listener(type, ROUTERS, this::router),
        new Listener(type, NEIGHBOURS, this::neighbour));
  }

  @Override
  LeaseClient client(ClientIdentity identity, LeaseOwner owner) {
    DhcpLoop loop = loop();
    return new Dhcp6Client(identity, this, loop, loop.random(), loop.settings().check(), owner);
  }

  @Override
  void add(LeaseClient client) {
    clients.add((Dhcp6Client) client);
  }

  @Override
  void remove(LeaseClient client) {
    clients.remove((Dhcp6Client) client);
  }

  @Override
  List<Dhcp6Client> clients() {
    return clients.all();
  }

  /// Refuses an interface to which no server can answer.
  ///
  /// @throws NetworkException.Unavailable when it has no link-local address
  void requireLinkLocal() {
    Link link = require();
    if (linkLocal(link).isEmpty()) {
      throw new NetworkException.Unavailable(
          ("interface %s has no link-local IPv6 address, which servers of DHCPv6 answer to: look"
                  + " whether net.ipv6.conf.%s.disable_ipv6 is 1")
              .formatted(name(), name()));
    }
  }

  /// One that is still being checked by the kernel will do: servers ask for it until it is there.
  private Optional<Ipv6Address> linkLocal(Link link) {
    return host().rtnetlink().list(Addresses.list(link.index())).stream()
        .filter(one -> !one.flags().contains(AddressFlag.DADFAILED))
        .map(one -> one.address().address())
        .filter(address -> address.family() == IpFamily.V6 && address.linkLocal())
        .map(Ipv6Address.class::cast)
        .findFirst();
  }

  /// Tells somebody what routers advertise.
  void listen(Consumer<RouterAdvertisement> listener) {
    routerListeners.add(listener);
  }

  void unlisten(Consumer<RouterAdvertisement> listener) {
    routerListeners.remove(listener);
  }

  /// Asks routers to advertise.
  void solicit() {
    sendBy(ROUTER, link -> Optional.of(RouterAdvertisement.solicitation(link.mac().orElseThrow())));
  }

  @Override
  public void send(Dhcp6Message message) {
    sendBy(
        MESSAGE,
        link ->
            from(link)
                .map(local ->
                    Dhcp6Frame.multicast(link.mac().orElseThrow(), local, message).write()));
  }

  @Override
  public void sendTo(Dhcp6Terms.Station server, Dhcp6Message message) {
    sendBy(
        MESSAGE,
        link ->
            from(link)
                .map(local ->
                    new Dhcp6Frame(
                            link.mac().orElseThrow(),
                            server.mac(),
                            local,
                            server.address(),
                            message)
                        .write()));
  }

  private Optional<Ipv6Address> from(Link link) {
    try {
      Optional<Ipv6Address> local = linkLocal(link);
      if (local.isEmpty()) {
        LOG.debug("interface {} has no link-local IPv6 address to send from", name());
      }
      return local;
    } catch (SystemCallException failure) {
      LOG.debug("interface {} does not say its addresses: {}", name(), failure.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void probe(Ipv6Address address) {
    sendBy(NEIGHBOUR, link -> Optional.of(NeighbourFrame.probe(link.mac().orElseThrow(), address)));
  }

  private void message(byte[] bytes) {
    Dhcp6Frame frame = Dhcp6Frame.read(bytes);
    frame
        .message()
        .options()
        .duid(Dhcp6Options.CLIENT_IDENTIFIER)
        .ifPresent(client -> clients.of(client).forEach(one -> one.receive(frame)));
  }

  private void router(byte[] bytes) {
    RouterAdvertisement said = RouterAdvertisement.read(bytes);
    List.copyOf(routerListeners).forEach(listener -> listener.accept(said));
  }

  private void neighbour(byte[] bytes) {
    NeighbourFrame frame = NeighbourFrame.read(bytes);
    if (!own(frame.sender())) {
      clients.all().forEach(client -> client.heard(frame.target(), frame.sender()));
    }
  }
}
