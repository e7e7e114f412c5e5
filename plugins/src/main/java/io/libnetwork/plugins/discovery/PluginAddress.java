package io.libnetwork.plugins.discovery;

import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.TlsFiles;
import java.nio.file.Path;

/// Where a plugin listens.
public sealed interface PluginAddress {

  /// A socket in the file system.
  ///
  /// @param path absolute
  record Socket(Path path) implements PluginAddress {
    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /// A port of TCP, where both sides show certificates.
  record Tls(DaemonAddress.Tls at, TlsFiles files) implements PluginAddress {
    @Override
    public String toString() {
      return at.toString();
    }
  }
}
