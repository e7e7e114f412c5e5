package io.libnetwork.lab;

import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A container of a lab: its sandbox, its endpoints, and what runs in it.
///
/// @param name in the lab: one label of a domain name, of up to 40 letters, digits, `_` or `-`,
///   beginning with a letter or digit
/// @param command what runs in it; nothing without one
/// @param after sandboxes of the lab whose commands are started before this one's
/// @param hostname as [SandboxOption.Hostname]; the name without one
/// @param domainName as [SandboxOption.DomainName]
/// @param extraHosts lines of its `hosts` file
/// @param dns name servers in place of the host's
/// @param dnsSearch domains names are looked up in
/// @param dnsOptions options of its resolver
/// @param labels kept with it
/// @param endpoints one for each of its networks at most
public record LabSandbox(
    String name,
    Optional<LabCommand> command,
    List<String> after,
    Optional<String> hostname,
    Optional<String> domainName,
    List<SandboxOption.ExtraHost> extraHosts,
    List<IpAddress> dns,
    List<String> dnsSearch,
    List<String> dnsOptions,
    Map<String, String> labels,
    List<LabEndpoint> endpoints) {

  /// @throws io.libnetwork.NetworkException.InvalidParameter when the name is none
  public LabSandbox {
    LabNames.requireSandbox(name);
    after = List.copyOf(after);
    extraHosts = List.copyOf(extraHosts);
    dns = List.copyOf(dns);
    dnsSearch = List.copyOf(dnsSearch);
    dnsOptions = List.copyOf(dnsOptions);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    endpoints = List.copyOf(endpoints);
  }

  /// Its endpoint on a network of the lab.
  public Optional<LabEndpoint> endpoint(String network) {
    return endpoints.stream().filter(endpoint -> endpoint.network().equals(network)).findFirst();
  }
}
