package io.libnetwork.drivers.physical;

import io.libnetwork.Difference;
import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.uplink.UplinkClaims;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Rehearsal;
import io.libnetwork.spi.Restoration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Makes networks whose endpoints are links that the host has already.
public final class PhysicalDriver implements NetworkDriver {

  /// The name networks ask for this driver by.
  public static final String NAME = "physical";

  private static final String FOLDER = "links";
  private static final DriverTraits TRAITS =
      new DriverTraits(true, false, DriverTraits.SandboxKind.OWN_NAMESPACE, false);

  private final Host host;
  private final LinkMoves moves;
  private final UplinkClaims claims;

  /// Those that are there.
  private final Set<NetworkId> networks = ConcurrentHashMap.newKeySet();

  private PhysicalDriver(Host host, LinkMoves moves, UplinkClaims claims) {
    this.host = host;
    this.moves = moves;
    this.claims = claims;
  }

  /// What a controller makes the driver with.
  public static NetworkDriverFactory factory() {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return NAME;
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        host.requireLinux("the physical driver");
        return new PhysicalDriver(host, kernel(host), UplinkClaims.of(host));
      }
    };
  }

  private static KernelMoves kernel(Host host) {
    return new KernelMoves(host, new LinkRecords(host.runRoot().resolve(FOLDER)));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public DriverTraits traits() {
    return TRAITS;
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return PhysicalTexts.network(labels);
  }

  @Override
  public Map<String, String> labels(NetworkDriverOptions options) {
    return PhysicalTexts.of(own("the driver", options));
  }

  @Override
  public Optional<EndpointDriverOptions> endpointOptions(DriverLabels labels) {
    return PhysicalTexts.endpoint(labels);
  }

  @Override
  public Map<String, String> labels(EndpointDriverOptions options) {
    return switch (options) {
      case PhysicalEndpointOptions own -> PhysicalTexts.of(own);
      case Object others ->
          throw new NetworkException.InvalidParameter(
              "the physical driver takes PhysicalEndpointOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  /// The way out is a router of the segment's.
  @Override
  public Set<IpFamily> gatewayFamilies(boolean internal, Optional<NetworkDriverOptions> options) {
    return Set.of();
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    PhysicalOptions options = options(spec);
    if (spec.internal()) {
      throw new NetworkException.InvalidParameter(
          "network %s cannot be internal: where its links lead is not the host's to say"
              .formatted(spec.name()));
    }
    claims.takeWhole(spec.id(), spec.name(), options.links());
    networks.add(spec.id());
    return new PhysicalNetwork(spec, options, moves, claims, networks::remove);
  }

  private static PhysicalOptions options(NetworkSpec spec) {
    String whose = "network " + spec.name();
    return spec.options()
        .map(given -> own(whose, given))
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "%s needs links of the host: name them by the option %s"
                    .formatted(whose, PhysicalTexts.LINKS)));
  }

  private static PhysicalOptions own(String whose, NetworkDriverOptions options) {
    return switch (options) {
      case PhysicalOptions own -> own;
      case Object others ->
          throw new NetworkException.InvalidParameter(
              "%s: the physical driver takes PhysicalOptions, not %s"
                  .formatted(whose, others.getClass().getSimpleName()));
    };
  }

  @Override
  public Restoration restoration() {
    return new PhysicalRestoration(this, host, kernel(host));
  }

  /// A link is on the host by its mark only while it is moved, or when who moved it was killed.
  @Override
  public Reconciliation removeLeftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    KernelMoves kernel = kernel(host);
    List<Reconciliation> done = new ArrayList<>();
    for (LinkRecord record : kernel.records().all()) {
      if (!endpoints.test(record.endpoint()) && kernel.onHost(record)) {
        done.add(restored(kernel, record));
      }
    }
    return Reconciliation.all(done);
  }

  private static Reconciliation restored(KernelMoves kernel, LinkRecord record) {
    Difference difference =
        new Difference(
            Difference.Kind.LEFTOVER,
            Difference.Whose.NOBODY,
            "interface " + record.name(),
            "as it was before a sandbox had it",
            "marked, and no endpoint's",
            true);
    try {
      kernel.restore(record);
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }

  @Override
  public Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    UplinkClaims copied = claims.copy();
    NotedMoves noted = new NotedMoves(host, notes);
    PhysicalDriver copy = new PhysicalDriver(host, noted, copied);
    return Optional.of(
        new Rehearsal() {
          @Override
          public NetworkDriver driver() {
            return copy;
          }

          @Override
          public DriverNetwork network(DriverNetwork live) {
            return ((PhysicalNetwork) live).rehearsed(noted, copied);
          }

          @Override
          public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
            return ((PhysicalEndpoint) live).rehearsed((PhysicalNetwork) network);
          }
        });
  }

  /// Networks stay; who opens the next controller claims their links anew.
  @Override
  public void close() {
    networks.forEach(claims::giveBackWhole);
    networks.clear();
  }
}
