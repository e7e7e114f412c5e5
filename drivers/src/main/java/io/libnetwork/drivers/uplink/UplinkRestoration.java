package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.PortBinding;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding networks on uplinks again, and the links of their endpoints: these inside sandboxes, by
/// their numbers, for the host's side shows nothing of them.
final class UplinkRestoration implements Restoration {

  private static final Logger LOG = LoggerFactory.getLogger(UplinkRestoration.class);

  /// The kernel needs a millisecond, as a rule.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final UplinkDriver driver;
  private final UplinkHost host;
  private final UplinkExamination present;

  /// What was found in which namespace.
  private final Map<NamespaceId, Set<Ifindex>> found = new HashMap<>();

  /// What a join or a leave that was cut short has left in sandboxes.
  private final List<Left> left = new ArrayList<>();

  private record Left(NetworkNamespace namespace, Link link) {}

  UplinkRestoration(UplinkDriver driver, UplinkHost host) {
    this.driver = driver;
    this.host = host;
    this.present = new UplinkExamination(host);
  }

  @Override
  public Optional<DriverNetwork> network(NetworkSpec spec) {
    UplinkNetwork network = driver.restored(spec);
    if (network.parent().isEmpty()) {
      LOG.warn(
          "parent {} of network {} is gone; its endpoints are plugged in when it returns",
          network.plan().parent(),
          spec.name());
    }
    network
        .parent()
        .ifPresent(parent ->
            present
                .shim(network.plan())
                .map(view -> view.link())
                .filter(link -> link.parent().equals(Optional.of(parent.index())))
                .ifPresent(link -> network.shim().restored(link.index(), parent)));
    return Optional.of(network);
  }

  @Override
  public Optional<Found> join(
      DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
    UplinkEndpoint own = (UplinkEndpoint) endpoint;
    Optional<Link> link = find(own, request.namespace());
    if (link.isPresent()) {
      found.computeIfAbsent(request.namespace().id(), _ -> new HashSet<>()).add(link.get().index());
      JoinPlan plan = own.restored(request, link.get().index());
      return Optional.of(new Found(plan, link.get().up()));
    }
    return own.network().parent().isPresent()
        ? Optional.empty()
        : Optional.of(new Found(own.waiting(request), false));
  }

  private Optional<Link> find(UplinkEndpoint endpoint, NetworkNamespace namespace) {
    try (Rtnetlink inside = Rtnetlink.open(host.host().namespaceThread(), namespace)) {
      for (Ifindex number : InsideNumber.of(endpoint.spec().id())) {
        Optional<Link> link =
            inside.find(Links.get(number)).filter(there -> stands(endpoint.network(), there));
        if (link.isPresent()) {
          return link;
        }
      }
      return Optional.empty();
    }
  }

  private static boolean stands(UplinkNetwork network, Link link) {
    return link.kind().equals(network.plan().standing().kind())
        && network.parent().map(Parent::index).equals(link.parent());
  }

  /// Where there is no network there was nobody to join it.
  @Override
  public void inside(NetworkNamespace sandbox) {
    if (driver.networks().isEmpty() || sandbox.id().equals(host.host().namespace().id())) {
      return;
    }
    Set<Ifindex> known = found.getOrDefault(sandbox.id(), Set.of());
    Host own = host.host();
    try (Rtnetlink inside = Rtnetlink.open(own.namespaceThread(), sandbox)) {
      inside.list(Links.list()).stream()
          .filter(link -> link.kind().equals(driver.name()))
          .filter(link -> link.group().equals(Mark.unmarked(own)))
          .filter(link -> !known.contains(link.index()))
          .forEach(link -> left.add(new Left(sandbox, link)));
    }
  }

  @Override
  public boolean anyLeft() {
    return !left.isEmpty() || leftOnHost().findAny().isPresent();
  }

  /// Networks of every driver on uplinks have made their claims by now.
  private Stream<Link> leftOnHost() {
    return Stream.concat(
        present.halfMade(),
        present
            .ours()
            .filter(link ->
                Mark.of(host.host(), link)
                    .flatMap(Mark::network)
                    .filter(network -> !host.claims().has(network))
                    .isPresent()));
  }

  /// What is made anew then may have the name of one of these, so they are waited for.
  @Override
  public void complete() {
    List<CompletableFuture<Void>> removals = new ArrayList<>();
    leftOnHost().forEach(link -> removals.add(removed(link, LeftLinks.remove(host.host(), link))));
    for (Left each : left) {
      Unplugging unplugging = new Unplugging(host.host(), each.namespace(), each.link().index());
      removals.add(removed(each.link(), unplugging.remove().announced()));
    }
    driver.networks().stream()
        .filter(network -> network.joined().isEmpty())
        .forEach(network -> removals.add(network.shim().remove().announced()));
    boolean _ =
        CompletableFuture.allOf(removals.toArray(CompletableFuture<?>[]::new))
            .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .handle((_, _) -> true)
            .join();
  }

  private static CompletableFuture<Void> removed(Link link, CompletableFuture<Void> gone) {
    LOG.info("interface {} belongs to nothing any more, and is removed", link.name());
    return gone.whenComplete((_, failure) -> {
      if (failure != null) {
        LOG.error(
            "interface {} belongs to nothing any more, and could not be removed",
            link.name(),
            failure);
      }
    });
  }
}
