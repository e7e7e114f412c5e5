package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.HostMtu;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.shaping.KernelLimits;
import io.libnetwork.drivers.shaping.Shaping;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// The host's links as they are.
record KernelPtpLinks(Host host) implements PtpLinks {

  @Override
  public Hub create(PtpPlan plan, Optional<LinkGroup> group, List<Sysctl.Setting> more) {
    Hub made = add(plan, group);
    try {
      List<Sysctl.Setting> parameters = new ArrayList<>(Hub.parameters(plan));
      parameters.addAll(more);
      set(parameters);
      return made;
    } catch (RuntimeException failure) {
      throw removedAgain(made, failure);
    }
  }

  private Hub add(PtpPlan plan, Optional<LinkGroup> group) {
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> added =
        batch.add(
            Links.add(
                LinkSpec.of(
                    plan.hub(),
                    Bridge.of(),
                    LinkSetting.mac(plan.mac()),
                    LinkSetting.group(Mark.unmarked(host)))));
    Reply<Link> made = batch.add(Links.get(plan.hub()));
    HostMtu hostMtu = HostMtu.ask(batch);
    batch.trySend();
    added
        .failure()
        .ifPresent(refused -> {
          throw translate(plan, refused);
        });
    int mtu =
        plan.mtu().orElseGet(() -> Math.max(plan.leastMtu(), hostMtu.value(host.rtnetlink())));
    Ifindex index = made.get().index();
    return new Hub(index, mtu, group.orElseGet(() -> Anchor.routed(index)));
  }

  /// Removes a hub after a failure, and answers the failure.
  RuntimeException removedAgain(Hub hub, RuntimeException failure) {
    try {
      delete(hub.index(), Whose.NOBODY).announced().join();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  private static RuntimeException translate(PtpPlan plan, NetlinkException refused) {
    return refused.errno().equals(Errno.EEXIST) ? taken(plan) : refused;
  }

  static NetworkException.Conflict taken(PtpPlan plan) {
    return new NetworkException.Conflict(
        "network %s: the host has an interface %s already; remove it"
            .formatted(plan.network(), plan.hub()));
  }

  @Override
  public void bringUp(Hub hub, PtpPlan plan) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    changes.add(
        batch.add(
            Links.change(
                hub.index(),
                LinkSetting.alias(Mark.network(host, plan.id(), PtpDriver.NAME).text()),
                LinkSetting.group(hub.group()),
                LinkSetting.mtu(hub.mtu()),
                LinkSetting.addressGeneration(false),
                LinkSetting.up())));
    hub.addresses(plan).forEach(address -> changes.add(batch.add(Addresses.add(address))));
    Readiness readiness = Readiness.ask(batch, Hub.slow(plan));
    batch.trySend();
    changes.forEach(KernelPtpLinks::requireDone);
    if (!readiness.reached()) {
      Readiness.await(host.rtnetlink(), Hub.slow(plan));
    }
  }

  private static void requireDone(Reply<Void> change) {
    change
        .failure()
        .filter(refused -> !refused.errno().equals(Errno.EEXIST))
        .ifPresent(refused -> {
          throw refused;
        });
  }

  /// A container that was removed a moment ago may have had the same address on a network that is
  /// gone too: its link goes with its namespace, behind the call, and its route with the link.
  @Override
  public RoutedPair create(PtpEndpoint endpoint, JoinRequest request, int mtu) {
    try {
      return RoutedPair.create(host, endpoint, request, mtu);
    } catch (NetworkException.Conflict taken) {
      if (!awaitLeaving(endpoint, taken)) {
        throw taken;
      }
      return RoutedPair.create(host, endpoint, request, mtu);
    }
  }

  /// Removes at once what has one of the endpoint's addresses and is being removed anyway. Answers
  /// whether nothing else has one; it may have gone by itself meanwhile.
  private boolean awaitLeaving(PtpEndpoint endpoint, NetworkException.Conflict taken) {
    List<Ifindex> having =
        endpoint.spec().addresses().stream()
            .flatMap(own -> linksTo(own.address()))
            .distinct()
            .toList();
    if (!having.stream().allMatch(this::leaving)) {
      return false;
    }
    try {
      having.stream().map(host.linkReaper()::delete).toList().forEach(CompletableFuture::join);
      return true;
    } catch (CompletionException refused) {
      taken.addSuppressed(refused);
      return false;
    }
  }

  private boolean leaving(Ifindex link) {
    return host.linkReaper().removing(link) || host.rtnetlink().find(Links.get(link)).isEmpty();
  }

  private Stream<Ifindex> linksTo(IpAddress address) {
    IpPrefix alone = IpPrefix.containing(address, address.family().bits());
    return host.rtnetlink().list(Routes.list(address.family())).stream()
        .filter(route -> route.destination().equals(alone))
        .flatMap(route -> route.link().stream());
  }

  @Override
  public void set(List<Sysctl.Setting> parameters) {
    Sysctl.write(host.namespaceThread(), host.namespace(), parameters);
  }

  @Override
  public void setOf(InterfaceName link, List<Sysctl.Setting> parameters, Whose whose) {
    set(parameters);
  }

  @Override
  public void awaitCarrier(Ifindex link) {
    Readiness.awaitAll(host.rtnetlink(), List.of(link));
  }

  @Override
  public Ifindex addIfb(InterfaceName name, String mark) {
    return new KernelLimits(host).addIfb(name, mark);
  }

  @Override
  public void take(List<Shaping.Step> steps) {
    new KernelLimits(host).take(steps);
  }

  @Override
  public Removal delete(Ifindex link, Whose whose) {
    return new Removal(host.linkReaper().delete(link));
  }

  @Override
  public Removal awaitRemoval(Ifindex link, Duration patience, Whose whose) {
    return new Removal(host.linkReaper().awaitRemoval(link, patience));
  }
}
