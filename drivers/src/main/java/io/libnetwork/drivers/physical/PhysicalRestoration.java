package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.PortBinding;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Restoration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding links again that are in sandboxes, and giving back those whose endpoint is no more.
final class PhysicalRestoration implements Restoration {

  private static final Logger LOG = LoggerFactory.getLogger(PhysicalRestoration.class);

  private final PhysicalDriver driver;
  private final Host host;
  private final KernelMoves kernel;
  private final List<LinkRecord> records;
  private final Set<EndpointId> found = new HashSet<>();

  /// In which sandbox a link is.
  private final Map<EndpointId, NetworkNamespace> places = new HashMap<>();

  PhysicalRestoration(PhysicalDriver driver, Host host, KernelMoves kernel) {
    this.driver = driver;
    this.host = host;
    this.kernel = kernel;
    this.records = kernel.records().all();
  }

  /// It has nothing in the kernel that could be gone.
  @Override
  public Optional<DriverNetwork> network(NetworkSpec spec) {
    return Optional.of(driver.createNetwork(spec));
  }

  @Override
  public Optional<Found> join(
      DriverEndpoint endpoint, JoinRequest request, List<PortBinding> ports) {
    PhysicalEndpoint own = (PhysicalEndpoint) endpoint;
    Optional<LinkRecord> record = record(own.spec().id());
    if (record.isEmpty()) {
      return Optional.empty();
    }
    InterfaceName name = new InterfaceName(record.get().name());
    return find(own.spec().id(), request.namespace())
        .map(link -> {
          found.add(own.spec().id());
          return new Found(own.restored(name, request, link.index()), link.up());
        });
  }

  private Optional<LinkRecord> record(EndpointId endpoint) {
    return records.stream().filter(record -> record.endpoint().equals(endpoint)).findFirst();
  }

  private Optional<Link> find(EndpointId endpoint, NetworkNamespace namespace) {
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), namespace)) {
      return inside.list(Links.list()).stream()
          .filter(link -> MovedMark.of(host, link).equals(Optional.of(endpoint)))
          .findFirst();
    }
  }

  @Override
  public void inside(NetworkNamespace sandbox) {
    if (left().isEmpty() || sandbox.id().equals(host.namespace().id())) {
      return;
    }
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      inside.list(Links.list()).stream()
          .flatMap(link -> MovedMark.of(host, link).stream())
          .forEach(endpoint -> places.put(endpoint, sandbox));
    }
  }

  private List<LinkRecord> left() {
    return records.stream().filter(record -> !found.contains(record.endpoint())).toList();
  }

  @Override
  public boolean anyLeft() {
    return !left().isEmpty();
  }

  @Override
  public void complete() {
    for (LinkRecord record : left()) {
      try {
        giveBack(record);
      } catch (RuntimeException failure) {
        LOG.error("link {} could not be given back", record.name(), failure);
      }
    }
  }

  private void giveBack(LinkRecord record) {
    LOG.info("link {} is no endpoint's any more, and is given back", record.name());
    NetworkNamespace place = places.get(record.endpoint());
    if (place != null) {
      kernel.takeOut(record.endpoint(), place);
    }
    kernel.restore(record);
  }
}
