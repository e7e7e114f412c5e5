package io.libnetwork.lab.file;

import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Addresses of networks that are used twice, or cannot be had there.
final class CheckingAddresses {

  private final Findings findings;
  private final Map<String, OnNetwork> networks = new HashMap<>();

  /// @param taken who has which address, a MAC address too
  private record OnNetwork(LabNetwork network, Map<Object, String> taken) {}

  private CheckingAddresses(Lab lab, Findings findings) {
    this.findings = findings;
    lab.networks()
        .forEach(network -> networks.put(network.name(), new OnNetwork(network, new HashMap<>())));
  }

  static void check(Lab lab, Findings findings) {
    CheckingAddresses checking = new CheckingAddresses(lab, findings);
    lab.networks().forEach(checking::pools);
    lab.sandboxes()
        .forEach(sandbox ->
            sandbox.endpoints().forEach(endpoint -> checking.endpoint(sandbox, endpoint)));
    lab.services().forEach(checking::service);
  }

  private Optional<OnNetwork> on(String network) {
    return Optional.ofNullable(networks.get(network));
  }

  private void pools(LabNetwork network) {
    on(network.name())
        .ifPresent(there -> {
          for (int i = 0; i < network.pools().size(); i++) {
            NetworkOption.Pool pool = network.pools().get(i);
            String path = "networks.%s.pools.%d".formatted(network.name(), i);
            pool.gateway().ifPresent(each -> take(there, each, "the gateway", path + ".gateway"));
            pool.auxiliary()
                .forEach((name, address) ->
                    take(there, address, "auxiliary " + name, path + ".auxiliary." + name));
          }
        });
  }

  private void endpoint(LabSandbox sandbox, LabEndpoint endpoint) {
    String path = Checks.path(sandbox, endpoint);
    String who = "sandbox " + sandbox.name();
    addresses(endpoint.network(), endpoint.addresses(), who, path);
    on(endpoint.network())
        .ifPresent(there ->
            endpoint.macAddress().ifPresent(mac -> take(there, mac, who, path + ".macAddress")));
  }

  private void service(LabService service) {
    addresses(
        service.network(),
        service.addresses(),
        "service " + service.name(),
        "services." + service.name());
  }

  private void addresses(String network, List<IpAddress> addresses, String who, String path) {
    Set<IpFamily> seen = EnumSet.noneOf(IpFamily.class);
    for (int i = 0; i < addresses.size(); i++) {
      IpAddress address = addresses.get(i);
      String at = "%s.addresses.%d".formatted(path, i);
      if (!seen.add(address.family())) {
        findings.add(
            at,
            "address %s is the second of %s: expected one at most"
                .formatted(address, address.family()));
      }
      on(network)
          .ifPresent(there -> {
            fits(there.network(), address, at);
            take(there, address, who, at);
          });
    }
  }

  private void fits(LabNetwork network, IpAddress address, String path) {
    if (!CheckingPools.has(network, address.family())) {
      findings.add(
          path,
          "address %s is of %s, which network %s has not: expected `%s: true` there"
              .formatted(
                  address, address.family(), network.name(), CheckingPools.key(address.family())));
      return;
    }
    Optional<List<IpPrefix>> pools = pools(network, address.family());
    if (pools.isPresent() && pools.get().stream().noneMatch(pool -> pool.contains(address))) {
      findings.add(
          path,
          "address %s is in no pool of network %s: expected one in %s"
              .formatted(address, network.name(), pools.get()));
    }
  }

  /// All of a family's pools; empty where any other pool will do.
  private static Optional<List<IpPrefix>> pools(LabNetwork network, IpFamily family) {
    List<IpPrefix> prefixes = new ArrayList<>();
    for (NetworkOption.Pool pool : network.pools()) {
      if (pool.family() == family) {
        Optional<IpPrefix> exact = CheckingPools.exact(pool);
        if (exact.isEmpty()) {
          return Optional.empty();
        }
        prefixes.add(exact.get());
      }
    }
    return Optional.of(prefixes).filter(all -> !all.isEmpty());
  }

  private void take(OnNetwork there, Object address, String who, String path) {
    String before = there.taken().putIfAbsent(address, who);
    if (before != null) {
      findings.add(
          path,
          "address %s of network %s is used twice: %s has it"
              .formatted(address, there.network().name(), before));
    }
  }
}
