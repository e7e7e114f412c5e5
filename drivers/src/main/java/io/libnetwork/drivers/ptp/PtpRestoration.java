package io.libnetwork.drivers.ptp;

import io.libnetwork.PortBinding;
import io.libnetwork.drivers.edge.HostEdge;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding hubs and endpoints' links again by their marks: the links of the host are looked at
/// once, whatever is asked for.
///
/// The firewall is told at the end, in one transaction. Until then it is as the former process left
/// it.
final class PtpRestoration implements Restoration {

  private static final Logger LOG = LoggerFactory.getLogger(PtpRestoration.class);

  /// The kernel needs a millisecond, as a rule.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final PtpDriver driver;
  private final PtpHost host;
  private final HostEdge edge;
  private final PublishPolicy publishing;

  /// What there is. What is found as it should be is not touched.
  private final PtpExamination present;

  private final Set<Ifindex> found = new HashSet<>();
  private boolean any;

  PtpRestoration(PtpDriver driver, PtpHost host, HostEdge edge, PublishPolicy publishing) {
    this.driver = driver;
    this.host = host;
    this.edge = edge;
    this.publishing = publishing;
    this.present = new PtpExamination(host, publishing, false);
  }

  @Override
  public Optional<DriverNetwork> network(NetworkSpec spec) {
    any = true;
    PtpPlan plan = PtpPlan.of(spec, publishing);
    return present
        .foundHub(plan)
        .filter(hub -> Anchor.routed(hub.group()))
        .map(hub -> restored(plan, hub));
  }

  private DriverNetwork restored(PtpPlan plan, Hub hub) {
    driver.watchLinks();
    found.add(hub.index());
    return PtpNetwork.restored(plan, hub, present, host);
  }

  @Override
  public Optional<Found> join(
      DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
    PtpEndpoint own = (PtpEndpoint) endpoint;
    return present
        .veth(own)
        .map(LinkView::link)
        .filter(link -> link.parent().isPresent())
        .map(link -> restored(own, link, request, ports));
  }

  /// An end of a pair has a carrier as long as the other end is up, `drivers/net/veth.c`.
  private Found restored(
      PtpEndpoint endpoint, Link link, JoinRequest request, List<PortBinding> ports) {
    RoutedPair pair = new RoutedPair(link.index(), link.parent().orElseThrow());
    Optional<Link> ifb = present.ifb(endpoint).map(LinkView::link);
    boolean sound = present.outside(endpoint).isEmpty();
    JoinPlan plan = endpoint.restored(pair, sound, ifb, request, ports);
    found.add(link.index());
    ifb.ifPresent(limiting -> found.add(limiting.index()));
    return new Found(plan, link.flags().contains(LinkFlag.LOWER_UP));
  }

  @Override
  public boolean anyLeft() {
    return left().findAny().isPresent();
  }

  private Stream<Link> left() {
    return Stream.concat(present.links().own(), present.links().all().filter(this::unmarked))
        .filter(link -> !found.contains(link.index()));
  }

  /// A link gets its mark a moment after it is made; whichever driver has made it, nobody needs it.
  private boolean unmarked(Link link) {
    return link.alias().isEmpty() && link.group().equals(Mark.unmarked(host.host()));
  }

  /// What was begun and never told has no record, and what was ended and not yet removed neither.
  /// What is made anew then may have the name of one of these, so they are waited for.
  @Override
  public void complete() {
    List<Link> left = left().toList();
    if (any || !left.isEmpty()) {
      edge.restore(present.links().all().anyMatch(this::anothers));
    }
    CompletableFuture<?>[] removals =
        left.stream().map(this::remove).toArray(CompletableFuture<?>[]::new);
    boolean _ =
        CompletableFuture.allOf(removals)
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .handle((_, _) -> true)
            .join();
    if (any) {
      driver.watchAll();
    } else if (!left.isEmpty()) {
      boolean _ = host.firewall().removeIfUnused(host.forwarding()::turnOff);
    }
  }

  /// Of a controller with another folder.
  private boolean anothers(Link link) {
    return Mark.ofAnybody(link).isPresent() && Mark.of(host.host(), link).isEmpty();
  }

  private CompletableFuture<Void> remove(Link link) {
    LOG.info("interface {} belongs to nothing any more, and is removed", link.name());
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
