package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.drivers.firewall.RoutedElements;
import io.libnetwork.drivers.flows.FlowPurge;
import io.libnetwork.drivers.ports.HostPorts;
import io.libnetwork.drivers.ports.KeptPorts;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.drivers.publish.Publication;
import io.libnetwork.drivers.publish.PublishPlan;
import io.libnetwork.drivers.publish.PublishingNetwork;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.Hint;
import io.libnetwork.spi.Removal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/// One network and what its endpoints share.
final class PtpNetwork implements DriverNetwork, PublishingNetwork {

  /// What an interface without IPv6 begins with, and so ours would.
  private static final String IPV6_OFF = "net/ipv6/conf/default/disable_ipv6";

  private static final String ARP_IGNORE = "net/ipv4/conf/all/arp_ignore";

  private final PtpPlan plan;
  private final PtpHost host;

  /// Another one when it had to be made anew; changed under the network's lock. Empty for a network
  /// that is only planned, whose hub was not found.
  private volatile Optional<Hub> hub;

  private final boolean ipv6Off;
  private final KeptPorts kept;

  private PtpNetwork(
      PtpPlan plan, Optional<Hub> hub, boolean ipv6Off, PtpHost host, KeptPorts kept) {
    this.plan = plan;
    this.hub = hub;
    this.ipv6Off = ipv6Off;
    this.host = host;
    this.kept = kept;
  }

  /// Makes the hub, and brings it up when the firewall knows the network: nothing passes that is
  /// not judged.
  static PtpNetwork create(PtpPlan plan, PtpHost host) {
    requireAnswers(plan, host);
    List<Sysctl.Setting> forwarding = host.forwarding().required(plan.families(), host.firewall());
    Hub hub = host.links().create(plan, Optional.empty(), forwarding);
    try {
      host.firewall().addNetwork(plan.elements(hub.group()));
      bringUp(plan, host, hub);
    } catch (RuntimeException failure) {
      throw removed(host, hub, failure);
    }
    host.forwarding().done(plan.families());
    return of(plan, Optional.of(hub), host).watched();
  }

  private static void bringUp(PtpPlan plan, PtpHost host, Hub hub) {
    try {
      host.links().bringUp(hub, plan);
    } catch (RuntimeException failure) {
      try {
        host.firewall().removeNetwork(plan.elements(hub.group()));
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private static RuntimeException removed(PtpHost host, Hub hub, RuntimeException failure) {
    try {
      host.links().delete(hub.index(), Whose.NOBODY).announced().join();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  /// Takes over a hub that a former process made, and makes right what is wrong with it.
  static PtpNetwork restored(PtpPlan plan, Hub found, PtpExamination present, PtpHost host) {
    PtpNetwork network = of(plan, Optional.of(found), host);
    host.firewall().expect(plan.elements(found.group()));
    List<Sysctl.Setting> settings = new ArrayList<>(Hub.parameters(plan));
    settings.addAll(host.forwarding().required(plan.families(), host.firewall()));
    if (!present.hub(network).isEmpty()) {
      host.links().set(settings);
      host.links().bringUp(found, plan);
    }
    host.forwarding().done(plan.families());
    return network.watched();
  }

  /// One that should be there, of which nothing is done.
  ///
  /// @param found its hub, where it is there
  static PtpNetwork planned(PtpPlan plan, Optional<Hub> found, PtpHost host) {
    return of(plan, found, host);
  }

  private static PtpNetwork of(PtpPlan plan, Optional<Hub> hub, PtpHost host) {
    boolean ipv6Off =
        Sysctl.find(host.host().namespaceThread(), host.host().namespace(), IPV6_OFF)
            .filter(value -> !value.strip().equals("0"))
            .isPresent();
    return new PtpNetwork(plan, hub, ipv6Off, host, new KeptPorts(host.ports()));
  }

  /// Its double on a host's double.
  PtpNetwork rehearsed(PtpHost noted) {
    return new PtpNetwork(plan, hub, ipv6Off, noted, kept.rehearsed(noted.ports()));
  }

  /// Containers ask for the host's own address on links that do not have it, which the host answers
  /// unless it is told not to.
  private static void requireAnswers(PtpPlan plan, PtpHost host) {
    String ignored =
        Sysctl.read(host.host().namespaceThread(), host.host().namespace(), ARP_IGNORE).strip();
    if (plan.families().contains(IpFamily.V4) && !ignored.equals("0")) {
      throw new NetworkException.Forbidden(
          "network %s: the host does not answer containers, because %s is %s; first type sysctl -w %s=0"
              .formatted(plan.network(), ARP_IGNORE, ignored, ARP_IGNORE.replace('/', '.')));
    }
  }

  private PtpNetwork watched() {
    Hub present = hub();
    host.hints().watch(present.index(), new Hint.OfNetwork(plan.id()), present.mtu());
    return this;
  }

  @Override
  public List<Difference> examine(Collection<DriverEndpoint> joined) {
    return new PtpExamination(host, plan.policy(), false).network(this, joined);
  }

  @Override
  public Reconciliation mend(Collection<DriverEndpoint> joined) {
    return new PtpMending(this, host).mend(joined);
  }

  /// Makes the hub anew that somebody has removed, as it was; the network keeps its link group.
  void remake() {
    Hub gone = hub();
    List<Sysctl.Setting> forwarding = host.forwarding().required(plan.families(), host.firewall());
    Hub made = host.links().create(plan, Optional.of(gone.group()), forwarding);
    Hub asItWas = new Hub(made.index(), gone.mtu(), gone.group());
    try {
      host.links().bringUp(asItWas, plan);
    } catch (RuntimeException failure) {
      throw removed(host, made, failure);
    }
    host.hints().forget(gone.index());
    hub = Optional.of(asItWas);
    PtpNetwork _ = watched();
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec spec) {
    spec.options()
        .ifPresent(options -> {
          throw PtpDriver.noEndpointOptions("endpoint " + spec.name(), options);
        });
    Publication.require(publishing(), "endpoint " + spec.name(), spec.ports());
    return new PtpEndpoint(this, spec);
  }

  /// What is published at an endpoint's own address has no port of the host.
  @Override
  public void keepPorts(String endpoint, List<PortBinding> ports) {
    kept.hold(
        endpoint,
        ports.stream()
            .filter(binding -> !binding.hostAddress().equals(binding.containerAddress()))
            .toList());
  }

  @Override
  public CompletableFuture<Void> releasePorts(String endpoint) {
    return kept.release(endpoint);
  }

  @Override
  public Removal delete() {
    CompletableFuture<Void> portsFree = kept.releaseAll();
    Hub present = hub();
    host.hints().forget(present.index());
    Removal removal = host.links().delete(present.index(), Whose.network(plan.network()));
    host.firewall().removeNetwork(elements());
    return new Removal(CompletableFuture.allOf(removal.announced(), portsFree), removal.released());
  }

  PtpPlan plan() {
    return plan;
  }

  Hub hub() {
    return hub.orElseThrow();
  }

  /// The hub, where it is known to have been there.
  Optional<Hub> knownHub() {
    return hub;
  }

  /// As the firewall sees it; the group of one that is only planned, and was not found, is
  /// nobody's.
  RoutedElements elements() {
    return plan.elements(hub.map(Hub::group).orElse(PtpExamination.NOBODYS));
  }

  /// The link group of all of the network's links, where it is known.
  Optional<LinkGroup> group() {
    return hub.map(Hub::group);
  }

  /// The MTU of endpoints that ask for none, where it is known.
  OptionalInt knownMtu() {
    return hub.map(present -> OptionalInt.of(present.mtu())).orElse(plan.mtu());
  }

  /// Whether interfaces of the host begin without IPv6.
  boolean ipv6Off() {
    return ipv6Off;
  }

  PtpHost host() {
    return host;
  }

  @Override
  public PublishPlan publishing() {
    return plan.publishing();
  }

  @Override
  public Firewall firewall() {
    return host.firewall();
  }

  @Override
  public HostPorts ports() {
    return host.ports();
  }

  @Override
  public KeptPorts kept() {
    return kept;
  }

  @Override
  public PortProxies proxies() {
    return host.proxies();
  }

  @Override
  public FlowPurge flows() {
    return host.flows();
  }
}
