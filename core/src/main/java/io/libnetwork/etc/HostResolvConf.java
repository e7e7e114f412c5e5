package io.libnetwork.etc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A host's `resolv.conf`.
///
/// Where it names nothing but the stub of systemd-resolved, which listens for programs of the host
/// and refuses some questions, the servers behind it are in another file (man page
/// systemd-resolved.service(8)), and this is what that says.
///
/// @param source the file it was read from
public record HostResolvConf(ResolvConf conf, Path source) {

  /// Reads the file of a host, or that of systemd-resolved in its place.
  ///
  /// @param resolvConf usually `/etc/resolv.conf`. When it is missing there are no name servers.
  /// @param resolvedConf usually `/run/systemd/resolve/resolv.conf`. When it is missing, or names
  ///   none, the first file counts.
  public static HostResolvConf read(Path resolvConf, Path resolvedConf) throws IOException {
    HostResolvConf host = read(resolvConf);
    if (!host.conf.stubOnly()) {
      return host;
    }
    HostResolvConf behind = read(resolvedConf);
    return behind.conf.servers().isEmpty() ? host : behind;
  }

  private static HostResolvConf read(Path file) throws IOException {
    try {
      // Any byte is a character of this set: a comment in another one is no failure.
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      return new HostResolvConf(ResolvConf.parse(text), file);
    } catch (NoSuchFileException missing) {
      return new HostResolvConf(ResolvConf.EMPTY, file);
    }
  }
}
