package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.etc.ContainerResolvConf;
import io.libnetwork.etc.HostResolvConf;
import io.libnetwork.etc.HostsFile;
import io.libnetwork.etc.ResolvOverrides;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the files of containers are made from.
///
/// @param named whether there is a name server in each sandbox that is on a network with names
/// @param resolvConf the host's, see resolv.conf(5)
/// @param resolvedConf names the servers that systemd-resolved asks
record EtcSource(boolean named, Path resolvConf, Path resolvedConf) {

  /// Where containers with a name server of ours have it.
  private static final IpAddress RESOLVER = IpAddress.parse("127.0.0.11");

  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  static EtcSource of(Optional<ControllerOption.Names> serving) {
    ControllerOption.Names files = serving.orElseGet(ControllerOption.Names::new);
    return new EtcSource(serving.isPresent(), files.resolvConf(), files.resolvedConf());
  }

  /// The container's `resolv.conf`.
  ///
  /// @param shared whether it has the host's network
  /// @param unnamed whether it is on networks without names only
  /// @param ipv6 whether it has IPv6
  String resolvConf(ResolvOverrides overrides, boolean shared, boolean unnamed, boolean ipv6)
      throws IOException {
    HostResolvConf host = HostResolvConf.read(resolvConf, resolvedConf);
    String source = host.source().toString();
    ContainerResolvConf made =
        shared
            ? host.conf().shared(overrides, source)
            : named && !unnamed
                ? host.conf().withResolver(RESOLVER, overrides, source)
                : host.conf().withoutResolver(ipv6, overrides, List.of(), source);
    return made.text();
  }

  /// The host's own hosts file.
  static HostsFile hosts() throws IOException {
    try {
      return HostsFile.parse(Files.readString(HOSTS, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException missing) {
      return HostsFile.initial(true, List.of());
    }
  }

  static String hostName() throws IOException {
    return Files.readString(HOST_NAME, StandardCharsets.ISO_8859_1).strip();
  }
}
