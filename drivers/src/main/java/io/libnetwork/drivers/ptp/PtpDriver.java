package io.libnetwork.drivers.ptp;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.drivers.edge.HostEdge;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.links.LinkHints;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.rtnetlink.InterfaceName;
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
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Makes networks whose endpoints are links of the host that lead to one container each, with the
/// host routing between them.
public final class PtpDriver implements NetworkDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "ptp";

  private final PtpHost host;

  private final HostEdge edge;

  private final PublishPolicy publishing;
  private final Upkeep upkeep;

  private PtpDriver(PtpHost host, HostEdge edge, PublishPolicy publishing, Upkeep upkeep) {
    this.host = host;
    this.edge = edge;
    this.publishing = publishing;
    this.upkeep = upkeep;
  }

  private static PtpHost host(Host host, PtpLinks links, HostEdge edge, Set<InterfaceName> names) {
    return new PtpHost(
        host,
        links,
        edge.firewall(),
        edge.ports(),
        edge.proxies(),
        edge.flows(),
        edge.forwarding(),
        new LinkHints(host),
        names);
  }

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return factory(PublishPolicy.USUAL, Upkeep.REPAIR);
  }

  /// What a controller makes the driver with.
  ///
  /// @param publishing how networks publish ports that do not say it themselves
  /// @param upkeep what becomes of our tables of the firewall, and of links, when others change
  ///   them and nobody asks for a repair; where the controller has made another driver before that
  ///   shares them, what was said of that one counts for the tables
  public static NetworkDriverFactory factory(PublishPolicy publishing, Upkeep upkeep) {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        host.requireLinux("the ptp driver");
        HostEdge edge = HostEdge.open(NAME, host, parameters, upkeep, Neighbours::installed);
        PtpHost own = host(host, new KernelPtpLinks(host), edge, ConcurrentHashMap.newKeySet());
        return new PtpDriver(own, edge, publishing, upkeep);
      }
    };
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return Optional.of(PtpLabels.read(labels));
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return PtpLabels.of(PtpPlan.options(name(), options));
  }

  @Override
  public Map<String, String> labels(EndpointDriverOptions options) {
    throw noEndpointOptions(name(), options);
  }

  /// @param whose for the message
  static NetworkException.InvalidParameter noEndpointOptions(
      String whose, EndpointDriverOptions options) {
    return new NetworkException.InvalidParameter(
        "%s: the ptp driver has no options of endpoints, and was given %s"
            .formatted(whose, options.getClass().getSimpleName()));
  }

  @Override
  public Restoration restoration() {
    return new PtpRestoration(this, host, edge, publishing);
  }

  @Override
  public Examination examination() {
    return new PtpExamination(host, publishing, speaks());
  }

  /// Whether it tells what is wrong with what the controller's drivers share.
  private boolean speaks() {
    return edge.speaks(NAME);
  }

  @Override
  public Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    NotedPtpLinks links = new NotedPtpLinks(host.host(), notes);
    HostEdge shared = edge.rehearsed(parameters, notes, links::there);
    PtpHost noted = host(host.host(), links, shared, new HashSet<>(host.names()));
    PtpDriver copy = new PtpDriver(noted, shared, publishing, Upkeep.LEAVE);
    return Optional.of(new PtpRehearsal(copy, noted));
  }

  @Override
  public Reconciliation mendShared() {
    return speaks() ? host.firewall().mend(host.host().namespaceThread()) : Reconciliation.NOTHING;
  }

  @Override
  public Reconciliation removeLeftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return new PtpExamination(host, publishing, false).removeLeftovers(networks, endpoints);
  }

  @Override
  public void watch(Consumer<Hint> listener) {
    host.hints().tell(listener);
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    PtpPlan plan = PtpPlan.of(spec, publishing);
    watchAll();
    return PtpNetwork.create(plan, host);
  }

  @Override
  public void copyFirewall(Nftables elsewhere) {
    if (speaks()) {
      host.firewall().copyTo(elsewhere);
    }
  }

  /// Begins to hear what others do to links.
  void watchLinks() {
    if (upkeep == Upkeep.REPAIR) {
      host.hints().begin();
    }
  }

  /// Begins to hear what others do to links and to the firewall; there is nothing to watch before
  /// the first network.
  void watchAll() {
    watchLinks();
    edge.watch();
  }

  @Override
  public void close() {
    host.hints().close();
    edge.close();
  }
}
