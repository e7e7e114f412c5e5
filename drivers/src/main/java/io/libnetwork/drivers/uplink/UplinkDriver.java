package io.libnetwork.drivers.uplink;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
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
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Makes networks whose endpoints stand on a link of the host.
public final class UplinkDriver implements NetworkDriver {

  private final UplinkHost host;

  /// Those that are there, by their ids.
  private final Map<NetworkId, UplinkNetwork> networks = new ConcurrentHashMap<>();

  private UplinkDriver(UplinkHost host) {
    this.host = host;
  }

  /// What a controller makes a driver of a kind with.
  public static NetworkDriverFactory factory(UplinkKind kind) {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return kind.name();
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        host.requireLinux("the " + kind.name() + " driver");
        return new UplinkDriver(
            new UplinkHost(
                host, kind, new KernelUplinks(host), UplinkClaims.of(host), UplinkWatch.of(host)));
      }
    };
  }

  @Override
  public String name() {
    return host.kind().name();
  }

  @Override
  public DriverTraits traits() {
    return new DriverTraits(
        true, false, DriverTraits.SandboxKind.OWN_NAMESPACE, host.kind().ownMac());
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return Optional.of(host.kind().options(labels));
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return host.kind().labels(options);
  }

  /// The way out is a router of the segment's, which has its address already.
  @Override
  public Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    return Set.of();
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    UplinkNetwork made = UplinkNetwork.create(host.kind().plan(spec), host, networks::remove);
    return known(made);
  }

  /// Takes over a network that a former process has made, whether its parent is there or not.
  UplinkNetwork restored(NetworkSpec spec) {
    return known(UplinkNetwork.restored(host.kind().plan(spec), host, networks::remove));
  }

  private UplinkNetwork known(UplinkNetwork network) {
    networks.put(network.plan().id(), network);
    host.watch().watch(network);
    return network;
  }

  /// Those that are there.
  Collection<UplinkNetwork> networks() {
    return networks.values();
  }

  @Override
  public Restoration restoration() {
    return new UplinkRestoration(this, host);
  }

  @Override
  public Examination examination() {
    return new UplinkExamination(host);
  }

  @Override
  public Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    UplinkHost noted =
        new UplinkHost(
            host.host(),
            host.kind(),
            new NotedUplinks(host.host(), notes),
            host.claims().copy(),
            UplinkWatch.deaf(host.host()));
    return Optional.of(new UplinkRehearsal(new UplinkDriver(noted), noted));
  }

  @Override
  public Reconciliation removeLeftovers(
      Predicate<NetworkId> known, Predicate<EndpointId> endpoints) {
    return new UplinkExamination(host).removeLeftovers(known);
  }

  @Override
  public void watch(Consumer<Hint> listener) {
    host.watch().tell(listener);
  }

  /// Networks stay; who opens the next controller claims their parents anew.
  @Override
  public void close() {
    host.watch().close();
    host.claims().giveBackAll(networks.values().stream().map(UplinkNetwork::plan).toList());
    networks.clear();
  }
}
