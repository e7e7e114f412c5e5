package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.edge.HostEdge;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.neighbour.NeighbourFirewallProvider;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.Hint;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Rehearsal;
import io.libnetwork.spi.Restoration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes networks that are a bridge of the host.
public final class BridgeDriver implements NetworkDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "bridge";

  private final BridgeHost host;
  private final PublishPolicy publishing;
  private final Upkeep upkeep;

  private final BridgeNames names;

  private final HostEdge edge;

  private BridgeDriver(
      BridgeHost host, HostEdge edge, BridgeNames names, PublishPolicy publishing, Upkeep upkeep) {
    this.host = host;
    this.edge = edge;
    this.names = names;
    this.publishing = publishing;
    this.upkeep = upkeep;
  }

  private static BridgeHost host(Host host, HostLinks links, HostEdge edge) {
    return new BridgeHost(
        host,
        links,
        edge.firewall(),
        edge.neighbours(),
        edge.ports(),
        edge.proxies(),
        edge.flows(),
        edge.forwarding(),
        new BridgeWatch(host));
  }

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return factory(PublishPolicy.USUAL);
  }

  /// What a controller makes the driver with.
  ///
  /// @param publishing how networks publish ports that do not say it themselves
  public static NetworkDriverFactory factory(PublishPolicy publishing) {
    return factory(publishing, Upkeep.REPAIR);
  }

  /// What a controller makes the driver with.
  ///
  /// @param neighbours the host's other firewalls that are told of its bridges, in place of those
  ///   that are found where the host is the process's own
  public static NetworkDriverFactory factory(List<NeighbourFirewallProvider> neighbours) {
    List<NeighbourFirewallProvider> given = List.copyOf(neighbours);
    return factory(PublishPolicy.USUAL, Upkeep.REPAIR, host -> Neighbours.of(host, given));
  }

  /// What a controller makes the driver with.
  ///
  /// @param publishing how networks publish ports that do not say it themselves
  /// @param upkeep what becomes of our tables of the firewall, and of bridges and their ports, when
  ///   others change them and nobody asks for a repair
  public static NetworkDriverFactory factory(PublishPolicy publishing, Upkeep upkeep) {
    return factory(publishing, upkeep, Neighbours::installed);
  }

  private static NetworkDriverFactory factory(
      PublishPolicy publishing, Upkeep upkeep, Function<Host, Neighbours> neighbours) {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        host.requireLinux("the bridge driver");
        HostEdge edge = HostEdge.open(NAME, host, parameters, upkeep, neighbours);
        BridgeNames names = new BridgeNames(bridge -> host.linkReaper().hurry(bridge));
        BridgeHost own = host(host, new KernelLinks(host), edge);
        return new BridgeDriver(own, edge, names, publishing, upkeep);
      }
    };
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return Optional.of(BridgeLabels.read(labels));
  }

  /// Not even the host has an address where a network is isolated.
  @Override
  public Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    return options
        .filter(BridgeOptions.class::isInstance)
        .map(BridgeOptions.class::cast)
        .map(PlannedGateways::addressed)
        .orElseGet(() -> EnumSet.allOf(IpFamily.class));
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return BridgeTexts.of(BridgePlan.options(name(), options));
  }

  @Override
  public Optional<EndpointDriverOptions> endpointOptions(DriverLabels labels) {
    return Optional.of(BridgeTexts.endpoint(labels));
  }

  @Override
  public Map<String, String> labels(EndpointDriverOptions options) {
    return BridgeTexts.of(BridgeEndpointOptions.of(name(), options));
  }

  @Override
  public Restoration restoration() {
    return new BridgeRestoration(this, host, edge, publishing);
  }

  @Override
  public Examination examination() {
    return new BridgeExamination(host, publishing, speaks());
  }

  /// Whether it tells what is wrong with what the controller's drivers share.
  private boolean speaks() {
    return edge.speaks(NAME);
  }

  @Override
  public Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    NotedLinks links = new NotedLinks(host.host(), notes);
    HostEdge shared = edge.rehearsed(parameters, notes, links::there);
    BridgeHost noted = host(host.host(), links, shared);
    BridgeNames copied = names.copy();
    BridgeDriver copy = new BridgeDriver(noted, shared, copied, publishing, Upkeep.LEAVE);
    return Optional.of(new BridgeRehearsal(copy, noted, copied));
  }

  @Override
  public Reconciliation mendShared() {
    return speaks() ? host.firewall().mend(host.host().namespaceThread()) : Reconciliation.NOTHING;
  }

  @Override
  public Reconciliation removeLeftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return new BridgeExamination(host, publishing).removeLeftovers(networks, endpoints);
  }

  @Override
  public void watch(Consumer<Hint> listener) {
    host.watch().tell(listener);
  }

  /// Takes over a bridge that was found.
  ///
  /// @param present how it was found
  DriverNetwork restored(BridgePlan plan, BridgeLink found, BridgeExamination present) {
    takeAgain(plan);
    return BridgeNetwork.restored(plan, found, present, host, names);
  }

  /// Takes over a network on a bridge of others.
  ///
  /// @param found the bridge, which may be gone at present
  DriverNetwork restored(BridgePlan plan, Optional<BridgeLink> found) {
    takeAgain(plan);
    return BridgeNetwork.restoredOnto(plan, found, host, names);
  }

  private void takeAgain(BridgePlan plan) {
    if (upkeep == Upkeep.REPAIR) {
      host.watch().begin();
    }
    names.take(plan);
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    BridgePlan plan = BridgePlan.of(spec, publishing);
    names.take(plan);
    try {
      watchFirewall();
      return plan.existing()
          ? BridgeNetwork.onto(plan, spec, host, names)
          : BridgeNetwork.create(plan, host, names);
    } catch (RuntimeException failure) {
      names.giveBack(plan.bridge());
      throw failure;
    }
  }

  @Override
  public void copyFirewall(Nftables elsewhere) {
    if (speaks()) {
      host.firewall().copyTo(elsewhere);
    }
  }

  /// There is nothing to watch before the first network.
  void watchFirewall() {
    if (upkeep == Upkeep.REPAIR) {
      host.watch().begin();
      edge.watch();
    }
  }

  @Override
  public void close() {
    names.close();
    host.watch().close();
    edge.close();
  }
}
