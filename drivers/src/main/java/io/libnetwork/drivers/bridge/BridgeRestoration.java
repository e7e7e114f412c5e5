package io.libnetwork.drivers.bridge;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.edge.HostEdge;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.drivers.tap.LeftTaps;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.reconcile.Action;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding bridges and their ports again by their marks: the links of the host are looked at once,
/// whatever is asked for.
///
/// The firewall is told at the end, in one transaction. Until then it is as the former process left
/// it.
final class BridgeRestoration implements Restoration {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeRestoration.class);
  private static final String BRIDGE = "bridge";
  private static final String VETH = "veth";

  /// The kernel needs a millisecond, as a rule.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final BridgeDriver driver;
  private final BridgeHost host;
  private final HostEdge edge;
  private final PublishPolicy publishing;

  /// What there is. What is found as it should be is not touched.
  private final BridgeExamination present;

  private final Set<Ifindex> found = new HashSet<>();
  private final List<BridgeEndpoint> joined = new ArrayList<>();
  private final Set<Shards> restored = new HashSet<>();
  private boolean any;

  BridgeRestoration(BridgeDriver driver, BridgeHost host, HostEdge edge, PublishPolicy publishing) {
    this.driver = driver;
    this.edge = edge;
    this.host = host;
    this.publishing = publishing;
    this.present = new BridgeExamination(host, publishing);
  }

  @Override
  public Optional<DriverNetwork> network(NetworkSpec spec) {
    any = true;
    BridgePlan plan = BridgePlan.of(spec, publishing);
    if (plan.existing()) {
      return Optional.of(driver.restored(plan, present.others(plan)));
    }
    return present
        .marked(Mark.network(host.host(), spec.id()), BRIDGE)
        .map(LinkView::link)
        .filter(link -> link.name().equals(plan.bridge().value()))
        .map(link -> restored(plan, link));
  }

  private DriverNetwork restored(BridgePlan plan, Link link) {
    DriverNetwork network =
        driver.restored(plan, new BridgeLink(link.index(), link.mtu()), present);
    found.add(link.index());
    restored.add(((BridgeNetwork) network).shards());
    return network;
  }

  @Override
  public Optional<Found> join(
      DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
    BridgeEndpoint own = (BridgeEndpoint) endpoint;
    return present
        .marked(Mark.endpoint(host.host(), own.spec().id()), VETH)
        .map(LinkView::link)
        .filter(link -> link.parent().isPresent())
        .map(link -> restored(own, link, request, ports));
  }

  /// An end of a pair has a carrier as long as the other end is up, `drivers/net/veth.c`.
  private Found restored(
      BridgeEndpoint endpoint, Link link, JoinRequest request, List<PortBinding> ports) {
    VethPair pair = new VethPair(link.index(), link.parent().orElseThrow());
    Optional<Link> ifb = present.ifb(endpoint).map(LinkView::link);
    boolean plugged = endpoint.placeAgain(link.master());
    restored.add(endpoint.network().shards());
    boolean sound = present.port(endpoint).isEmpty();
    if (!plugged && endpoint.network().link().isPresent()) {
      endpoint.plugAgain(link.index());
    }
    JoinPlan plan = endpoint.restored(pair, sound, ifb, request, ports);
    found.add(link.index());
    joined.add(endpoint);
    ifb.ifPresent(limiting -> found.add(limiting.index()));
    return new Found(plan, link.flags().contains(LinkFlag.LOWER_UP));
  }

  @Override
  public boolean anyLeft() {
    return left().findAny().isPresent();
  }

  /// Whether a port sends frames back is known when it is known whose backend it is.
  private void setPort(BridgeEndpoint endpoint) {
    boolean differs =
        present.port(endpoint).stream()
            .anyMatch(
                action -> action instanceof Action.PortOption || action instanceof Action.Vlans);
    if (differs) {
      endpoint.port().ifPresent(endpoint::plugAgain);
    }
  }

  private Stream<Link> left() {
    Set<Ifindex> used = new HashSet<>(found);
    restored.forEach(shards -> shards.links().forEach(used::add));
    return present.links().filter(link -> ours(link) && !used.contains(link.index()));
  }

  /// What was begun and never told has no record, and what was ended and not yet removed neither.
  /// What is made anew then may have the name of one of these, so they are waited for.
  @Override
  public void complete() {
    List<Shard> dropped = restored.stream().flatMap(shards -> shards.dropEmpty().stream()).toList();
    List<Link> left = left().toList();
    joined.forEach(this::setPort);
    if (any || !left.isEmpty()) {
      restoreFirewall();
    }
    CompletableFuture<?>[] removals =
        Stream.concat(
                left.stream().map(this::remove),
                unseen(dropped).map(host.host().linkReaper()::delete))
            .toArray(CompletableFuture<?>[]::new);
    boolean _ =
        CompletableFuture.allOf(removals)
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .handle((_, _) -> true)
            .join();
    forgetBridges(left, dropped);
    if (any) {
      driver.watchFirewall();
    } else {
      boolean _ = host.firewall().removeLeft(left.isEmpty() && noBridges(), forwarding());
    }
  }

  /// What was made here, so that it was not there when all was looked at.
  private Stream<Ifindex> unseen(List<Shard> dropped) {
    Set<Ifindex> seen = new HashSet<>();
    present.links().forEach(link -> seen.add(link.index()));
    return dropped.stream()
        .flatMap(shard -> Stream.of(shard.uplink(), shard.index()))
        .filter(link -> !seen.contains(link));
  }

  private void restoreFirewall() {
    edge.restore(present.links().anyMatch(this::anothers));
  }

  /// What the firewall was told of bridges that are gone and on no record: where others have
  /// networks it has stayed until now.
  private void forgetBridges(List<Link> left, List<Shard> dropped) {
    Set<InterfaceName> bridges = new HashSet<>();
    left.stream()
        .filter(link -> link.kind().equals(BRIDGE))
        .forEach(link -> bridges.add(new InterfaceName(link.name())));
    dropped.forEach(shard -> bridges.add(shard.name()));
    if (!bridges.isEmpty()) {
      host.firewall().forget(bridges);
    }
  }

  /// Of a controller with another folder.
  private boolean anothers(Link link) {
    return Mark.ofAnybody(link).isPresent() && Mark.of(host.host(), link).isEmpty();
  }

  private Consumer<Set<IpFamily>> forwarding() {
    return host.forwarding()::turnOff;
  }

  /// Nobody's, not even of another controller.
  private boolean noBridges() {
    return present
        .links()
        .noneMatch(link -> link.group().equals(Anchor.BRIDGES) || Mark.ofAnybody(link).isPresent());
  }

  /// A link gets its mark a moment after it is made, and its group with it.
  private boolean ours(Link link) {
    return BridgeExamination.KINDS.contains(link.kind())
        && (Mark.of(host.host(), link).filter(mark -> mark.driver().isEmpty()).isPresent()
            || (link.alias().isEmpty() && unmarked(link)));
  }

  private boolean unmarked(Link link) {
    return link.group().equals(Mark.unmarked(host.host()));
  }

  private CompletableFuture<Void> remove(Link link) {
    LOG.info("interface {} belongs to nothing any more, and is removed", link.name());
    LeftTaps.remove(host.host(), link);
    return host.host()
        .linkReaper()
        .delete(link.index())
        .whenComplete((_, failure) -> {
          if (failure != null) {
            LOG.error(
                "interface {} belongs to nothing any more, and could not be removed",
                link.name(),
                failure);
          }
        });
  }
}
