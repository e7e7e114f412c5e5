package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves the host's links into sandboxes and back.
///
/// The order is what makes it safe to be killed anywhere: what the link is is written down, then it
/// is marked, then moved; it is moved back, made what it was, and its mark and the record go last.
final class KernelMoves implements LinkMoves {

  private static final Logger LOG = LoggerFactory.getLogger(KernelMoves.class);

  /// The beginning of the name that a link has on its way.
  private static final String SPARE_NAME = "moved";

  private final Host host;
  private final LinkRecords records;
  private final HostLinkStates states;

  KernelMoves(Host host, LinkRecords records) {
    this.host = host;
    this.records = records;
    this.states = new HostLinkStates(host);
  }

  LinkRecords records() {
    return records;
  }

  @Override
  public Ifindex into(PhysicalEndpoint endpoint, InterfaceName name, JoinRequest request) {
    EndpointId id = endpoint.spec().id();
    Link link = require(endpoint, name);
    if (records.find(id).isEmpty()) {
      records.write(states.read(id, link));
    }
    try {
      move(endpoint, link, request);
      return number(id, request.namespace());
    } catch (RuntimeException failure) {
      throw broughtBack(endpoint, name, request.namespace(), failure);
    }
  }

  /// The link by its name, or by its mark where a process was killed while it moved it.
  private Link require(PhysicalEndpoint endpoint, InterfaceName name) {
    Link link =
        host.rtnetlink()
            .find(Links.get(name))
            .orElseThrow(() ->
                new NetworkException.NotFound(
                    "%s: the host has no link %s".formatted(endpoint, name)));
    if (link.flags().contains(LinkFlag.LOOPBACK)) {
      throw new NetworkException.InvalidParameter(
          "%s: %s is a loopback link, which cannot be moved".formatted(endpoint, name));
    }
    if (link.master().isPresent()) {
      throw new NetworkException.Conflict(
          "%s: link %s is a port of a bridge or of another link; take it out first"
              .formatted(endpoint, name));
    }
    if (Mark.ofAnybody(link).isPresent()) {
      throw new NetworkException.Conflict(
          "%s: link %s is of another network of ours".formatted(endpoint, name));
    }
    Optional<EndpointId> whose = MovedMark.of(host, link);
    if (whose.isPresent() && !whose.get().equals(endpoint.spec().id())) {
      throw new NetworkException.Conflict(
          "%s: link %s is for endpoint %s".formatted(endpoint, name, whose.get()));
    }
    return link;
  }

  private void move(PhysicalEndpoint endpoint, Link link, JoinRequest request) {
    host.rtnetlink()
        .execute(
            Links.change(
                link.index(), LinkSetting.alias(MovedMark.text(host, endpoint.spec().id()))));
    NetlinkBatch batch = host.rtnetlink().batch();
    batch.add(Links.down(link.index()));
    List<LinkSetting> settings = new ArrayList<>();
    settings.add(LinkSetting.name(request.name()));
    settings.add(LinkSetting.in(request.namespace()));
    OptionalInt mtu = endpoint.spec().mtu();
    mtu.ifPresent(bytes -> batch.add(Links.change(link.index(), LinkSetting.mtu(bytes))));
    batch.add(Links.change(link.index(), settings.toArray(LinkSetting[]::new)));
    try {
      batch.send();
    } catch (NetlinkException refused) {
      throw translate(endpoint, link, request, refused);
    }
  }

  private static RuntimeException translate(
      PhysicalEndpoint endpoint, Link link, JoinRequest request, NetlinkException refused) {
    if (refused.errno().equals(Errno.EEXIST)) {
      return new NetworkException.Conflict(
          "%s: there is an interface %s in the sandbox already; choose another name"
              .formatted(endpoint, request.name()));
    }
    if (refused.errno().equals(Errno.EINVAL)) {
      return new NetworkException.InvalidParameter(
          "%s: the kernel does not move link %s to another namespace, or not with this MTU: %s"
              .formatted(endpoint, link.name(), refused.getMessage()),
          refused);
    }
    return refused;
  }

  private Ifindex number(EndpointId endpoint, NetworkNamespace sandbox) {
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      return find(inside, endpoint)
          .map(Link::index)
          .orElseThrow(() ->
              new NetworkException.Unavailable(
                  "the link is not where it was moved to a moment ago: somebody has taken it"));
    }
  }

  /// A move that is refused may be done by half: the link is where it was, or there under its old
  /// name.
  private RuntimeException broughtBack(
      PhysicalEndpoint endpoint,
      InterfaceName link,
      NetworkNamespace sandbox,
      RuntimeException failure) {
    try {
      back(endpoint, link, sandbox);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  @Override
  public void back(PhysicalEndpoint endpoint, InterfaceName link, NetworkNamespace sandbox) {
    EndpointId id = endpoint.spec().id();
    Optional<LinkRecord> record = records.find(id);
    takeOut(id, sandbox);
    if (record.isPresent()) {
      restore(record.get());
    } else {
      LOG.warn("link {} comes back bare: what it was is written down no more", link);
      find(host.rtnetlink(), id)
          .ifPresent(bare -> {
            Link named = states.named(bare, link);
            host.rtnetlink().execute(Links.change(named.index(), LinkSetting.alias("")));
          });
    }
  }

  /// Moves a link out of a sandbox, where it is there. On the host it has another name until it is
  /// [restored][#restore].
  void takeOut(EndpointId endpoint, NetworkNamespace sandbox) {
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      find(inside, endpoint).ifPresent(there -> takeOut(inside, there));
    }
  }

  /// It comes under a name that nobody has: its own may be another's on the host by now.
  private void takeOut(Rtnetlink inside, Link link) {
    InterfaceName nobodys = new InterfaceName(SPARE_NAME + link.index().value());
    NetlinkBatch batch = inside.batch();
    batch.add(Links.down(link.index()));
    batch.add(Links.change(link.index(), LinkSetting.name(nobodys)));
    batch.add(Links.change(link.index(), LinkSetting.in(host.namespace())));
    batch.send();
  }

  private Optional<Link> find(Rtnetlink where, EndpointId endpoint) {
    return where.list(Links.list()).stream()
        .filter(link -> MovedMark.of(host, link).equals(Optional.of(endpoint)))
        .findFirst();
  }

  /// Whether a link of the host is for an endpoint.
  boolean onHost(LinkRecord record) {
    return find(host.rtnetlink(), record.endpoint()).isPresent();
  }

  /// It was written down, and then its mover was killed.
  private boolean untouched(LinkRecord record) {
    return host.rtnetlink().find(Links.get(new InterfaceName(record.name()))).isPresent();
  }

  /// Makes a link that is on the host what it was, and forgets what that is. One that is gone went
  /// with its sandbox, or somebody has it.
  void restore(LinkRecord record) {
    Optional<Link> link = find(host.rtnetlink(), record.endpoint());
    if (link.isEmpty() && !untouched(record)) {
      LOG.warn(
          "link {}, which was in a sandbox, is not there any more and is not given back",
          record.name());
    }
    link.ifPresent(
        there -> states.restore(states.named(there, new InterfaceName(record.name())), record));
    records.delete(record.endpoint());
  }
}
