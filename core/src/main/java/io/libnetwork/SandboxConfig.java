package io.libnetwork;

import io.libnetwork.address.IpAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a sandbox was asked to be: its options, gathered.
///
/// @param placement which namespace
/// @param hostname the container's host name
/// @param domainName the domain it is in
/// @param extraHosts lines of its hosts file
/// @param gatewayHosts names in its hosts file for the address at which it reaches its host
/// @param dns name servers, in place of the host's
/// @param dnsSearch search domains, in place of the host's
/// @param dnsOptions resolver options, in place of the host's
/// @param files whether it has files for the container to mount
/// @param labels texts kept with it
/// @param ephemeral whether it goes when the controller closes
/// @param leases what it goes with
public record SandboxConfig(
    Placement placement,
    Optional<String> hostname,
    Optional<String> domainName,
    List<SandboxOption.ExtraHost> extraHosts,
    List<String> gatewayHosts,
    Optional<List<IpAddress>> dns,
    Optional<List<String>> dnsSearch,
    Optional<List<String>> dnsOptions,
    boolean files,
    Map<String, String> labels,
    boolean ephemeral,
    List<Lease> leases) {

  public SandboxConfig {
    extraHosts = List.copyOf(extraHosts);
    gatewayHosts = List.copyOf(gatewayHosts);
    labels = Map.copyOf(labels);
    leases = List.copyOf(leases);
    LeaseTerms.requireOneTime(leases);
  }

  /// Which namespace a sandbox has.
  public sealed interface Placement {

    /// One of its own, made and removed with it.
    record New() implements Placement {}

    /// One that is bound at a path.
    record At(Path path) implements Placement {}

    /// That of a process.
    record Of(long pid) implements Placement {}

    /// The host's.
    record Host() implements Placement {}

    /// Somebody else's, into which he moves the interface himself.
    record HandedOver(Path path) implements Placement {}
  }

  /// Gathers options.
  ///
  /// @throws NetworkException.InvalidParameter when two of them say which namespace
  static SandboxConfig of(SandboxOption... options) {
    Gathering gathering = new Gathering();
    for (SandboxOption option : options) {
      gathering.take(option);
    }
    return gathering.config();
  }

  /// The options so far.
  private static final class Gathering {

    private Optional<Placement> placement = Optional.empty();
    private Optional<String> hostname = Optional.empty();
    private Optional<String> domainName = Optional.empty();
    private final List<SandboxOption.ExtraHost> extraHosts = new ArrayList<>();
    private final List<String> gatewayHosts = new ArrayList<>();
    private Optional<List<IpAddress>> dns = Optional.empty();
    private Optional<List<String>> dnsSearch = Optional.empty();
    private Optional<List<String>> dnsOptions = Optional.empty();
    private boolean files;
    private final Map<String, String> labels = new HashMap<>();
    private boolean ephemeral;
    private final List<Lease> leases = new ArrayList<>();

    void take(SandboxOption option) {
      switch (option) {
        case SandboxOption.NamespaceAt(Path path) -> place(new Placement.At(path));
        case SandboxOption.NamespaceOf(long pid) -> place(new Placement.Of(pid));
        case SandboxOption.HostNamespace _ -> place(new Placement.Host());
        case SandboxOption.HandedOver(Path path) -> place(new Placement.HandedOver(path));
        case SandboxOption.Hostname(String name) -> hostname = Optional.of(name);
        case SandboxOption.DomainName(String name) -> domainName = Optional.of(name);
        case SandboxOption.ExtraHost host -> extraHosts.add(host);
        case SandboxOption.ExtraHostGateway(String name) -> gatewayHosts.add(name);
        case SandboxOption.Dns(List<IpAddress> servers) -> dns = Optional.of(servers);
        case SandboxOption.DnsSearch(List<String> domains) -> dnsSearch = Optional.of(domains);
        case SandboxOption.DnsOptions(List<String> given) -> dnsOptions = Optional.of(given);
        case SandboxOption.Files _ -> files = true;
        case SandboxOption.Labels(Map<String, String> more) -> labels.putAll(more);
        case SandboxOption.Ephemeral _ -> ephemeral = true;
        case SandboxOption.Leased(Lease lease) -> leases.add(lease);
      }
    }

    private void place(Placement wanted) {
      placement.ifPresent(already -> {
        throw new NetworkException.InvalidParameter(
            "a sandbox has one namespace, and two were given: " + already + " and " + wanted);
      });
      placement = Optional.of(wanted);
    }

    SandboxConfig config() {
      return new SandboxConfig(
          placement.orElseGet(Placement.New::new),
          hostname,
          domainName,
          extraHosts,
          gatewayHosts,
          dns,
          dnsSearch,
          dnsOptions,
          files,
          labels,
          ephemeral,
          leases);
    }
  }
}
