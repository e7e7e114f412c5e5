package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.etc.HostEntry;
import io.libnetwork.etc.HostnameFile;
import io.libnetwork.etc.HostsFile;
import io.libnetwork.etc.ResolvOverrides;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a container's files say.
///
/// @param changing the lines of `hosts` that come and go with endpoints
/// @param ipv6 whether the container has IPv6
record EtcContents(
    String hostname, String hosts, String resolvConf, List<HostEntry> changing, boolean ipv6) {

  /// What no host name ends with.
  private static final Pattern END = Pattern.compile("[.-]+$");

  /// Of a host name (Linux's `HOST_NAME_MAX` is one more).
  private static final int LONGEST_NAME = 63;

  EtcContents {
    changing = List.copyOf(changing);
  }

  /// What the files say of a sandbox that has these endpoints.
  static EtcContents of(
      EtcSource.Read source,
      Sandbox sandbox,
      List<Endpoint> endpoints,
      GatewayElection.Result gateways)
      throws IOException {
    SandboxConfig config = sandbox.config();
    boolean shared = sandbox.key().equals(SandboxNamespace.HOST_KEY);
    boolean ipv6 = shared || endpoints.stream().anyMatch(EtcContents::hasIpv6);
    String name = shared && config.hostname().isEmpty() ? EtcSource.hostName() : name(sandbox);
    List<HostEntry> changing = new ArrayList<>(gatewayHosts(config, endpoints, gateways));
    changing.addAll(own(name, config.domainName().orElse(""), endpoints));
    List<HostEntry> extra =
        config.extraHosts().stream()
            .map(host -> new HostEntry(host.address(), List.of(host.name())))
            .toList();
    HostsFile fixed = shared ? EtcSource.hosts().with(extra, true) : HostsFile.initial(ipv6, extra);
    ResolvOverrides overrides =
        new ResolvOverrides(config.dns(), config.dnsSearch(), config.dnsOptions());
    return new EtcContents(
        new HostnameFile(name).toString(),
        fixed.with(changing, ipv6).toString(),
        source.resolvConf(overrides, asking(shared, endpoints), ipv6),
        changing,
        ipv6);
  }

  private static boolean hasIpv6(Endpoint endpoint) {
    return endpoint.address(IpFamily.V6).isPresent();
  }

  /// Who is on no network yet may come to be on one with names.
  private static EtcSource.Asking asking(boolean shared, List<Endpoint> endpoints) {
    if (shared) {
      return EtcSource.Asking.AS_THE_HOST;
    }
    boolean named =
        endpoints.isEmpty() || endpoints.stream().anyMatch(one -> one.network().named());
    return named ? EtcSource.Asking.BY_NAME_SERVER : EtcSource.Asking.ITSELF;
  }

  /// The host name it was given, or the container's.
  private static String name(Sandbox sandbox) {
    return sandbox
        .config()
        .hostname()
        .or(() -> ShortId.of(sandbox.container()))
        .orElseGet(() -> cut(sandbox.container()));
  }

  private static String cut(String container) {
    String fitting = container.substring(0, Math.min(LONGEST_NAME, container.length()));
    return END.matcher(fitting).replaceFirst("");
  }

  private static List<HostEntry> own(String name, String domain, List<Endpoint> endpoints) {
    return endpoints.stream()
        .flatMap(endpoint -> endpoint.addresses().stream())
        .map(InterfaceAddress::address)
        .map(address -> HostEntry.of(address, name, domain))
        .toList();
  }

  /// Where there is no way out there is no address of the host that could be named.
  private static List<HostEntry> gatewayHosts(
      SandboxConfig config, List<Endpoint> endpoints, GatewayElection.Result gateways) {
    List<HostEntry> entries = new ArrayList<>();
    for (String name : config.gatewayHosts()) {
      for (IpFamily family : IpFamily.values()) {
        gateway(endpoints, gateways, family)
            .ifPresent(address -> entries.add(new HostEntry(address, List.of(name))));
      }
    }
    return entries;
  }

  private static Optional<IpAddress> gateway(
      List<Endpoint> endpoints, GatewayElection.Result gateways, IpFamily family) {
    EndpointId elected = gateways.byFamily().get(family);
    return endpoints.stream()
        .filter(endpoint -> endpoint.id().equals(elected))
        .findFirst()
        .flatMap(endpoint -> endpoint.gateway(family));
  }
}
