package io.libnetwork;

import io.libnetwork.etc.ContainerResolvConf;
import io.libnetwork.etc.HostResolvConf;
import io.libnetwork.etc.HostsFile;
import io.libnetwork.etc.ResolvOverrides;
import io.libnetwork.resolver.NameServer;
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

  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /// Whom a container asks for names.
  enum Asking {
    /// It has the host's network, and asks whom the host asks.
    AS_THE_HOST,
    /// Our name server, where there are any.
    BY_NAME_SERVER,
    /// Those of the host's servers that it reaches, itself.
    ITSELF
  }

  static EtcSource of(Optional<ControllerOption.Names> serving) {
    ControllerOption.Names files = serving.orElseGet(ControllerOption.Names::new);
    return new EtcSource(serving.isPresent(), files.resolvConf(), files.resolvedConf());
  }

  /// The host's `resolv.conf` as it is now.
  Read read() throws IOException {
    return new Read(named, HostResolvConf.read(resolvConf, resolvedConf));
  }

  /// As it was when it was read, for all that is made at one time.
  ///
  /// @param named whether there is a name server in each sandbox that is on a network with names
  record Read(boolean named, HostResolvConf host) {

    /// The container's `resolv.conf`.
    ///
    /// @param ipv6 whether it has IPv6
    String resolvConf(ResolvOverrides overrides, Asking asking, boolean ipv6) {
      String source = host.source().toString();
      Asking meant = asking == Asking.BY_NAME_SERVER && !named ? Asking.ITSELF : asking;
      ContainerResolvConf made =
          switch (meant) {
            case AS_THE_HOST -> host.conf().shared(overrides, source);
            case BY_NAME_SERVER -> host.conf().withResolver(NameServer.ADDRESS, overrides, source);
            case ITSELF -> host.conf().withoutResolver(ipv6, overrides, List.of(), source);
          };
      return made.text();
    }
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
