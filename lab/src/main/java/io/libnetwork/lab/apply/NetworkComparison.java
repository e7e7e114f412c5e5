package io.libnetwork.lab.apply;

import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Service;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.apply.Step.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A lab's networks and their zones against what is wanted.
final class NetworkComparison {

  private final Scene scene;
  private final Lab wanted;
  private final Lab before;
  private final Work work;
  private final Set<ApplyOption> options;

  NetworkComparison(Scene scene, Lab wanted, Lab before, Work work, Set<ApplyOption> options) {
    this.scene = scene;
    this.wanted = wanted;
    this.before = before;
    this.work = work;
    this.options = options;
  }

  void run() {
    wanted.networks().forEach(this::compare);
    scene
        .networks()
        .forEach((name, network) -> {
          if (wanted.network(name).isEmpty()) {
            unwanted(name, network);
          }
        });
  }

  private void compare(LabNetwork network) {
    String path = "networks." + network.name();
    Fingerprint fingerprint = Fingerprint.of(network);
    Optional<Network> found = scene.network(network.name());
    if (found.isEmpty()) {
      work.networkAnew(network.name());
      work.add(Step.single(Phase.MAKE_NETWORKS, LabChange.make(path), () -> make(network)));
    } else if (!LabLabels.made(found.get().labels(), fingerprint)) {
      replace(network, found.get(), path, fingerprint);
    } else {
      compareZones(network, found.get(), path);
    }
  }

  private void replace(LabNetwork network, Network found, String path, Fingerprint fingerprint) {
    requireOwnEndpoints(found);
    String reason =
        before
            .network(network.name())
            .map(former -> fingerprint.difference(Fingerprint.of(former)))
            .filter(difference -> !difference.isEmpty())
            .orElse("somebody has made it otherwise");
    work.networkAnew(network.name());
    work.add(
        Step.single(Phase.REMOVE_NETWORKS, LabChange.replace(path, reason), () -> remove(found)));
    work.add(Step.silent(Phase.MAKE_NETWORKS, () -> make(network)));
  }

  /// Somebody else's container on it would lose its interface.
  private void requireOwnEndpoints(Network network) {
    for (Endpoint endpoint : network.endpoints()) {
      if (!own(endpoint)) {
        throw new NetworkException.Conflict(
            "network %s has to go, and endpoint %s on it is not the lab's: disconnect that first"
                .formatted(network.name(), endpoint.name()));
      }
    }
  }

  private boolean own(Endpoint endpoint) {
    return LabLabels.belongs(endpoint.labels(), scene.lab())
        || endpoint
            .sandbox()
            .filter(it -> LabLabels.belongs(it.config().labels(), scene.lab()))
            .isPresent();
  }

  private static void remove(Network network) {
    network.services().forEach(Service::delete);
    network.endpoints().forEach(Endpoint::deleteForced);
    network.delete();
  }

  private void unwanted(String name, Network network) {
    String path = "networks." + name;
    if (!options.contains(ApplyOption.PRUNE)) {
      work.keep(path);
      return;
    }
    requireOwnEndpoints(network);
    work.add(Step.single(Phase.REMOVE_NETWORKS, LabChange.remove(path), () -> remove(network)));
  }

  private void make(LabNetwork network) {
    List<NetworkOption> asked = new ArrayList<>(network.pools());
    asked.add(new NetworkOption.Ipv4(network.ipv4()));
    asked.add(new NetworkOption.Ipv6(network.ipv6()));
    if (network.internal()) {
      asked.add(new NetworkOption.Internal());
    }
    if (!network.named()) {
      asked.add(new NetworkOption.WithoutNames());
    }
    if (!network.options().isEmpty()) {
      asked.add(new NetworkOption.DriverLabels(network.options()));
    }
    network.zones().forEach(zone -> asked.add(new NetworkOption.DnsZone(zone)));
    scene.leases().forEach(lease -> asked.add(new NetworkOption.Leased(lease)));
    asked.add(
        new NetworkOption.Labels(
            LabLabels.of(scene.lab(), Fingerprint.of(network), network.labels())));
    scene
        .controller()
        .createNetwork(
            network.driver(), scene.onHost(network.name()), asked.toArray(NetworkOption[]::new));
  }

  private void compareZones(LabNetwork network, Network found, String path) {
    for (Zone zone : network.zones()) {
      Optional<Zone> there = found.findZone(origin(zone));
      if (there.isEmpty() || !there.get().equals(zone)) {
        work.add(
            Step.single(
                Phase.CHANGE_ZONES,
                zoneChange(path + ".records." + origin(zone), there, zone),
                () -> found.putZone(zone)));
      }
    }
    for (Zone there : found.zones()) {
      if (network.zones().stream().noneMatch(zone -> zone.origin().equals(there.origin()))) {
        String origin = origin(there);
        work.add(
            Step.single(
                Phase.CHANGE_ZONES,
                LabChange.remove(path + ".records." + origin),
                () -> found.removeZone(origin)));
      }
    }
  }

  /// As a file has it, without the dot of the root.
  private static String origin(Zone zone) {
    String origin = zone.origin().toString();
    return origin.endsWith(".") ? origin.substring(0, origin.length() - 1) : origin;
  }

  private static LabChange zoneChange(String path, Optional<Zone> there, Zone zone) {
    return there
        .map(former -> LabChange.change(path, former.records(), zone.records()))
        .orElseGet(() -> LabChange.make(path));
  }
}
