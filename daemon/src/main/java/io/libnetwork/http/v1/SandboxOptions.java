package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.wire.v1.ExtraHostResource;
import io.libnetwork.wire.v1.SandboxRequest;
import io.libnetwork.wire.v1.SandboxRequest.NamespaceRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// What a sandbox is asked to be.
final class SandboxOptions {

  /// In place of an address: the one at which a container reaches its host.
  static final String HOST_GATEWAY = "host-gateway";

  private SandboxOptions() {}

  static SandboxOption[] of(SandboxRequest request) {
    List<SandboxOption> options = new ArrayList<>();
    Optional.ofNullable(request.namespace()).map(SandboxOptions::namespace).ifPresent(options::add);
    names(request, options);
    Optional.ofNullable(request.labels())
        .map(LabelTexts::theirs)
        .map(SandboxOption.Labels::new)
        .ifPresent(options::add);
    Values.list(request.leases())
        .forEach(lease -> options.add(new SandboxOption.Leased(LeaseTexts.lease(lease))));
    if (Boolean.TRUE.equals(request.files())) {
      options.add(new SandboxOption.Files());
    }
    if (Boolean.TRUE.equals(request.ephemeral())) {
      options.add(new SandboxOption.Ephemeral());
    }
    return options.toArray(SandboxOption[]::new);
  }

  private static void names(SandboxRequest request, List<SandboxOption> options) {
    Optional.ofNullable(request.hostname())
        .map(SandboxOption.Hostname::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.domainName())
        .map(SandboxOption.DomainName::new)
        .ifPresent(options::add);
    Values.list(request.extraHosts()).forEach(host -> options.add(extraHost(host)));
    Optional.ofNullable(request.dns())
        .map(servers -> Values.each("name server", servers, IpAddress::parse))
        .map(SandboxOption.Dns::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.dnsSearch())
        .map(SandboxOption.DnsSearch::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.dnsOptions())
        .map(SandboxOption.DnsOptions::new)
        .ifPresent(options::add);
  }

  private static SandboxOption extraHost(ExtraHostResource request) {
    String name = Values.required("name", request.name());
    String address = Values.required("address", request.address());
    return address.equals(HOST_GATEWAY)
        ? new SandboxOption.ExtraHostGateway(name)
        : new SandboxOption.ExtraHost(name, Values.address("address of host " + name, address));
  }

  private static SandboxOption namespace(NamespaceRequest request) {
    String path = request.path();
    Long pid = request.pid();
    Boolean host = request.host();
    long said = Stream.of(path, pid, host).filter(Objects::nonNull).count();
    if (said != 1 || Boolean.FALSE.equals(host)) {
      throw new NetworkException.InvalidParameter(
          "invalid namespace, path %s, pid %s, host %s: expected one of path, pid and host true"
              .formatted(path, pid, host));
    }
    if (path != null) {
      return new SandboxOption.NamespaceAt(absolute(path));
    }
    return pid != null ? new SandboxOption.NamespaceOf(pid) : new SandboxOption.HostNamespace();
  }

  /// The daemon's working directory is nobody's business.
  private static Path absolute(String text) {
    Path path = Values.parse("path of a namespace", text, Path::of);
    if (!path.isAbsolute()) {
      throw new NetworkException.InvalidParameter(
          "invalid path of a namespace '%s': expected an absolute one".formatted(text));
    }
    return path;
  }
}
