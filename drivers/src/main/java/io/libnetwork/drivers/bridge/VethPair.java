package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.MacAddress;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.LinkReference;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two ends of an endpoint's interface.
///
/// @param port the host's end, a port of the bridge
/// @param inside the container's end
record VethPair(Ifindex port, Ifindex inside) {

  /// Locally administered, as one that nobody bought.
  private static final byte HIGH_UNICAST = (byte) 0xfe;

  /// Makes a pair in one exchange: the host's end as a port of the bridge, the other born in the
  /// sandbox's namespace under its final name and with its final MAC address. A pair made elsewhere
  /// and moved would wait for every reader in the kernel.
  ///
  /// The port is asked for before it is up: to answer, the kernel notes that it has no carrier yet.
  /// Otherwise the bridge would take it for ready, find that it is not, and look through all its
  /// ports both times. It is brought up in an exchange more, when it has no IPv6 any more.
  ///
  /// A name that somebody chose may be another's, and what goes by the name would then change that
  /// one: such a port is marked by its number. One that has VLANs of its own too, because the
  /// kernel knows those by number alone; it is up only when it has them.
  ///
  /// @param mtu of both ends
  static VethPair create(BridgeEndpoint endpoint, JoinRequest request, int mtu) {
    Host host = endpoint.network().host();
    InterfaceName port = endpoint.portName();
    boolean later =
        endpoint.spec().hostInterface().isPresent() || endpoint.segment().vlans().isPresent();
    NetlinkBatch batch = host.rtnetlink().batch();
    host.namespaceNumbers().number(batch, request.namespace());
    Reply<Void> added = batch.add(Links.add(spec(endpoint, request, port, mtu)));
    Reply<Link> made = batch.add(Links.get(port));
    List<Reply<Void>> marked = later ? List.of() : List.of(batch.add(marking(endpoint, port)));
    batch.trySend();
    added
        .failure()
        .ifPresent(refused -> {
          throw translate(endpoint, request, refused);
        });
    Link link = made.get();
    try {
      marked.forEach(Reply::require);
      open(host, endpoint, link.index(), later);
      return new VethPair(link.index(), link.parent().orElseThrow());
    } catch (RuntimeException failure) {
      removeAgain(host.rtnetlink(), link.index(), failure);
      throw failure;
    }
  }

  /// Makes the port of a pair that is there what it should be; one that was found may have been
  /// left before that was done.
  static void openAgain(Host host, BridgeEndpoint endpoint, Ifindex port, int mtu) {
    host.rtnetlink().execute(Links.change(port, LinkSetting.mtu(mtu)));
    open(host, endpoint, port, true);
  }

  /// Makes the port of a pair that was just made what it should be, and brings it up.
  ///
  /// @param marking whether it has no mark yet
  private static void open(Host host, BridgeEndpoint endpoint, Ifindex port, boolean marking) {
    List<NetlinkRequest<Void>> vlans = endpoint.segment().memberships(port);
    if (!vlans.isEmpty()) {
      NetlinkBatch before = host.rtnetlink().batch();
      vlans.forEach(before::add);
      before.send();
    }
    host.interfaceSysctls().write(parameters(endpoint.portName()));
    NetlinkBatch batch = host.rtnetlink().batch();
    if (marking) {
      batch.add(marking(endpoint, port));
    }
    portOptions(endpoint, port).ifPresent(batch::add);
    batch.add(Links.up(port));
    batch.send();
  }

  /// A port of a bridge needs no IPv6 of its own. With it each has routes of its own, and the
  /// kernel walks over those of all links of the host when another one comes up (`rt6_sync_up` in
  /// `net/ipv6/route.c`).
  static List<Sysctl.Setting> parameters(InterfaceName port) {
    return List.of(Sysctl.Setting.ifPresent(LinkParameter.DISABLE_IPV6.key(port.value()), "1"));
  }

  /// Marks the port. It gets no address by itself: that must be said before it is up.
  private static NetlinkRequest<Void> marking(BridgeEndpoint endpoint, LinkReference port) {
    return Links.change(
        port,
        LinkSetting.alias(Mark.endpoint(endpoint.network().host(), endpoint.spec().id()).text()),
        LinkSetting.group(LinkGroup.DEFAULT),
        LinkSetting.addressGeneration(false));
  }

  private static LinkSpec spec(
      BridgeEndpoint endpoint, JoinRequest request, InterfaceName port, int mtu) {
    Veth pair =
        Veth.to(
            request.name(),
            LinkSetting.mac(endpoint.spec().macAddress().orElseThrow()),
            LinkSetting.mtu(mtu),
            LinkSetting.in(request.namespace()));
    List<LinkSetting> settings = new ArrayList<>();
    settings.add(LinkSetting.master(endpoint.bridge()));
    settings.add(LinkSetting.mtu(mtu));
    settings.add(LinkSetting.group(Mark.unmarked(endpoint.network().host())));
    if (endpoint.network().plan().existing()) {
      settings.add(LinkSetting.mac(high(endpoint.spec().macAddress().orElseThrow())));
    }
    return LinkSpec.of(port, pair, settings.toArray(LinkSetting[]::new));
  }

  /// A bridge that was given no MAC address has the lowest of its ports'
  /// (`br_stp_recalculate_bridge_id`), so a port of ours on one of others has a high one.
  private static MacAddress high(MacAddress inside) {
    byte[] bytes = inside.toBytes();
    bytes[0] = HIGH_UNICAST;
    return MacAddress.of(bytes);
  }

  /// A container reaches itself by a port it publishes only where its port sends frames back, and
  /// containers that are kept apart only the bridge itself. Without either a port is as it is made.
  private static Optional<NetlinkRequest<Void>> portOptions(
      BridgeEndpoint endpoint, LinkReference port) {
    boolean publishes = endpoint.publishes();
    if (!publishes && !endpoint.segment().isolated()) {
      return Optional.empty();
    }
    return Optional.of(
        BridgePorts.change(
            port,
            BridgePortOption.HAIRPIN.value(publishes ? 1 : 0),
            endpoint.segment().isolation()));
  }

  private static RuntimeException translate(
      BridgeEndpoint endpoint, JoinRequest request, NetlinkException refused) {
    if (refused.errno().equals(Errno.EEXIST)) {
      return taken(endpoint, request);
    }
    BridgePlan plan = endpoint.network().plan();
    if (refused.errno().equals(Errno.EXFULL)) {
      return new NetworkException.Unavailable(
          "endpoint %s: bridge %s has all the ports that the kernel allows (1,023, BR_MAX_PORTS)"
              .formatted(endpoint.spec().name(), endpoint.bridgeName()),
          refused);
    }
    if (plan.existing() && endpoint.network().bridgeGone()) {
      return OthersBridge.missing(plan);
    }
    return refused;
  }

  static NetworkException.Conflict taken(BridgeEndpoint endpoint, JoinRequest request) {
    return new NetworkException.Conflict(
        "endpoint "
            + endpoint.spec().name()
            + ": there is an interface "
            + request.name()
            + " in the sandbox, or "
            + endpoint.portName()
            + " on the host, already; choose another name");
  }

  /// Removes a pair after a failure.
  static void removeAgain(Rtnetlink rtnetlink, Ifindex port, RuntimeException failure) {
    try {
      rtnetlink.remove(Links.delete(port));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }
}
