package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rules;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The host's links as they are.
record KernelUplinks(Host host) implements UplinkLinks {

  @Override
  public Optional<Parent> find(String name) {
    return host.rtnetlink()
        .find(Links.get(new InterfaceName(name)))
        .map(link -> Parent.of(host, link));
  }

  @Override
  public Parent addParent(UplinkPlan plan, LinkKind kind) {
    Link made = add(plan, plan.parent(), kind, List.of());
    try {
      NetlinkBatch batch = host.rtnetlink().batch();
      batch.add(marked(made.index(), plan));
      batch.add(Links.up(made.index()));
      Reply<Link> now = batch.add(Links.get(made.index()));
      batch.send();
      return Parent.of(host, now.get());
    } catch (RuntimeException failure) {
      throw removedAgain(made.index(), failure);
    }
  }

  @Override
  public void remark(Parent parent, UplinkPlan plan) {
    host.rtnetlink().execute(Links.change(parent.index(), mark(plan)));
  }

  @Override
  public Removal delete(Ifindex link, Whose whose) {
    return new Removal(host.linkReaper().delete(link));
  }

  @Override
  public Ifindex plug(UplinkEndpoint endpoint, JoinRequest request, Parent parent) {
    return new Plugging(host, endpoint, request, parent).plug();
  }

  @Override
  public Removal unplug(
      UplinkEndpoint endpoint, UplinkEndpoint.Plugged plugged, boolean namespaceEnds) {
    Unplugging unplugging = new Unplugging(host, plugged.namespace(), plugged.number());
    return namespaceEnds ? unplugging.silence(endpoint.spec().addresses()) : unplugging.remove();
  }

  @Override
  public Ifindex addShim(ShimPlan shim) {
    UplinkPlan plan = shim.plan();
    List<LinkSetting> settings = shim.mac().map(LinkSetting::mac).stream().toList();
    Link made = add(plan, shim.name(), plan.standing().on(shim.parent()), settings);
    try {
      openShim(shim, made.index());
      return made.index();
    } catch (RuntimeException failure) {
      removeRules(shim);
      throw removedAgain(made.index(), failure);
    }
  }

  /// The rules come before it is up: nothing passes that they do not know.
  @Override
  public void openShim(ShimPlan shim, Ifindex link) {
    Sysctl.write(host.namespaceThread(), host.namespace(), shim.settings());
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> additions = new ArrayList<>();
    shim.rules().forEach(rule -> additions.add(batch.add(Rules.add(rule))));
    Reply<Void> marked = batch.add(marked(link, shim.plan()));
    shim.addresses(link).forEach(address -> additions.add(batch.add(Addresses.add(address))));
    batch.trySend();
    marked.require();
    additions.forEach(reply -> requireBut(Errno.EEXIST, reply));
    host.rtnetlink().execute(Links.up(link));
  }

  @Override
  public void addRoutes(List<Route> routes, Whose whose, String link) {
    NetlinkBatch batch = host.rtnetlink().batch();
    routes.forEach(route -> batch.add(Routes.replace(route)));
    batch.send();
  }

  @Override
  public void removeRoutes(List<Route> routes, Whose whose, String link) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> replies =
        routes.stream().map(route -> batch.add(Routes.delete(route))).toList();
    batch.trySend();
    replies.forEach(reply -> requireBut(Errno.ESRCH, reply));
  }

  /// It is down before its rules go.
  @Override
  public Removal removeShim(ShimPlan shim, Ifindex link) {
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> down = batch.add(Links.down(link));
    batch.trySend();
    requireBut(Errno.ENODEV, down);
    removeRules(shim);
    return new Removal(host.linkReaper().delete(link));
  }

  private void removeRules(ShimPlan shim) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> replies =
        shim.rules().stream().map(rule -> batch.add(Rules.delete(rule))).toList();
    batch.trySend();
    replies.forEach(reply -> requireBut(Errno.ENOENT, reply));
  }

  /// What a process that was killed has left there, made and not marked, makes room.
  private Link add(UplinkPlan plan, InterfaceName name, LinkKind kind, List<LinkSetting> more) {
    List<LinkSetting> settings = new ArrayList<>(more);
    settings.add(LinkSetting.group(Mark.unmarked(host)));
    LinkSpec spec = new LinkSpec(name, kind, settings);
    Optional<NetlinkException> refused = attempt(spec);
    if (refused.isPresent() && refused.get().errno().equals(Errno.EEXIST) && cleared(name)) {
      refused = attempt(spec);
    }
    if (refused.isPresent()) {
      throw translate(plan, name, kind, refused.get());
    }
    return host.rtnetlink().get(Links.get(name));
  }

  private Optional<NetlinkException> attempt(LinkSpec spec) {
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> added = batch.add(Links.add(spec));
    batch.trySend();
    return added.failure();
  }

  private boolean cleared(InterfaceName name) {
    Optional<Link> left =
        host.rtnetlink()
            .find(Links.get(name))
            .filter(link -> link.alias().isEmpty())
            .filter(link -> link.group().equals(Mark.unmarked(host)));
    return left.isPresent() && host.rtnetlink().remove(Links.delete(left.get().index()));
  }

  private static RuntimeException translate(
      UplinkPlan plan, InterfaceName name, LinkKind kind, NetlinkException refused) {
    if (refused.errno().equals(Errno.EEXIST)) {
      return new NetworkException.Conflict(
          "network %s: the host has an interface %s already, or VLAN of that number under another name"
              .formatted(plan.network(), name));
    }
    return Refusals.ofKind(plan, kind.text(), refused);
  }

  private NetlinkRequest<Void> marked(Ifindex link, UplinkPlan plan) {
    return Links.change(
        link,
        mark(plan),
        LinkSetting.group(LinkGroup.DEFAULT),
        LinkSetting.addressGeneration(false));
  }

  private LinkSetting mark(UplinkPlan plan) {
    return LinkSetting.alias(Mark.network(host, plan.id()).text());
  }

  private static void requireBut(Errno fine, Reply<Void> reply) {
    reply
        .failure()
        .filter(refused -> !refused.errno().equals(fine))
        .ifPresent(refused -> {
          throw refused;
        });
  }

  private RuntimeException removedAgain(Ifindex link, RuntimeException failure) {
    try {
      host.rtnetlink().remove(Links.delete(link));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }
}
