package io.libnetwork;

import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Rehearsal;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Stands for a driver that has no double: what it would do is noted as what cannot be told.
final class UnclearDriver implements Rehearsal, NetworkDriver {

  private final NetworkDriver driver;
  private final Notes notes;

  UnclearDriver(NetworkDriver driver, Notes notes) {
    this.driver = driver;
    this.notes = notes;
  }

  @Override
  public NetworkDriver driver() {
    return this;
  }

  @Override
  public DriverNetwork network(DriverNetwork live) {
    return new UnclearNetwork("a network", false);
  }

  @Override
  public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
    return new UnclearEndpoint(
        "an endpoint",
        live.connectivity(),
        live.inside(),
        live.ports(),
        live.bandwidth().isPresent(),
        live.externalConnectivity().isPresent());
  }

  @Override
  public String name() {
    return driver.name();
  }

  @Override
  public DriverTraits traits() {
    return driver.traits();
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return driver.options(labels);
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return driver.labels(options);
  }

  @Override
  public Optional<EndpointDriverOptions> endpointOptions(DriverLabels labels) {
    return driver.endpointOptions(labels);
  }

  @Override
  public Map<String, String> labels(EndpointDriverOptions options) {
    return driver.labels(options);
  }

  @Override
  public Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    return driver.gatewayFamilies(internal, options);
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    unclear("to create network " + spec.name());
    return new UnclearNetwork("network " + spec.name(), spec.internal());
  }

  @Override
  public void close() {
    unclear("when it is closed");
  }

  private void unclear(String when) {
    notes.note(
        PlannedStep.change(
            Kind.UNCLEAR,
            Difference.Whose.NOBODY,
            "what driver " + driver.name() + " does " + when,
            "it tells nobody beforehand"));
  }

  /// A network of the driver's.
  private final class UnclearNetwork implements DriverNetwork {

    private final String text;
    private final boolean internal;

    UnclearNetwork(String text, boolean internal) {
      this.text = text;
      this.internal = internal;
    }

    @Override
    public DriverEndpoint createEndpoint(EndpointSpec spec) {
      unclear("to create endpoint " + spec.name());
      Set<IpFamily> families =
          internal
              ? Set.of()
              : spec.addresses().stream()
                  .map(address -> address.family())
                  .collect(Collectors.toUnmodifiableSet());
      return new UnclearEndpoint(
          "endpoint " + spec.name(), families, JoinPlan.NOTHING, List.of(), true, true);
    }

    @Override
    public Removal delete() {
      unclear("to delete " + text);
      return Removal.done();
    }
  }

  /// An endpoint of the driver's.
  private final class UnclearEndpoint implements DriverEndpoint, ExternalConnectivity {

    private final String text;
    private final Set<IpFamily> connectivity;
    private final JoinPlan inside;
    private final List<PortBinding> ports;
    private final boolean limitable;
    private final boolean publishing;

    UnclearEndpoint(
        String text,
        Set<IpFamily> connectivity,
        JoinPlan inside,
        List<PortBinding> ports,
        boolean limitable,
        boolean publishing) {
      this.text = text;
      this.connectivity = Set.copyOf(connectivity);
      this.inside = inside;
      this.ports = List.copyOf(ports);
      this.limitable = limitable;
      this.publishing = publishing;
    }

    @Override
    public Set<IpFamily> connectivity() {
      return connectivity;
    }

    @Override
    public JoinPlan join(JoinRequest request) {
      unclear("when " + text + " is joined");
      return inside;
    }

    @Override
    public JoinPlan inside() {
      return inside;
    }

    @Override
    public Removal leave(boolean namespaceEnds) {
      unclear("when " + text + " is left");
      return Removal.done();
    }

    @Override
    public void delete() {
      unclear("to delete " + text);
    }

    @Override
    public List<PortBinding> ports() {
      return ports;
    }

    @Override
    public Optional<ExternalConnectivity> externalConnectivity() {
      return publishing ? Optional.of(this) : Optional.empty();
    }

    @Override
    public Optional<Bandwidth> bandwidth() {
      return limitable ? Optional.of(this::limit) : Optional.empty();
    }

    private Removal limit(BandwidthLimits limits) {
      unclear("to limit " + text);
      return Removal.done();
    }

    @Override
    public void program(Set<IpFamily> gatewayFor) {
      unclear("when " + text + " is a gateway for " + gatewayFor);
    }

    @Override
    public List<PortBinding> publish(List<PublishedPort> further) {
      unclear("when " + text + " publishes " + further);
      return List.of();
    }

    @Override
    public void unpublish(List<PublishedPort> ended) {
      unclear("when " + text + " publishes no longer " + ended);
    }
  }
}
