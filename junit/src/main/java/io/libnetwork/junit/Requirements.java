package io.libnetwork.junit;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a process needs to make networks.
final class Requirements {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";
  private static final int HEXADECIMAL = 16;

  /// `linux/capability.h`: CAP_NET_ADMIN, 12, and CAP_SYS_ADMIN, 21.
  private static final long NEEDED = (1L << 12) | (1L << 21);

  private Requirements() {}

  /// @throws NetworkException.Forbidden without a right
  /// @throws NetworkException.NotImplemented on another platform than Linux, or without libnftables
  static void require() {
    missing()
        .ifPresent(refused -> {
          throw refused;
        });
  }

  /// What is missing; empty where nothing is.
  static Optional<NetworkException> missing() {
    String platform = System.getProperty("os.name");
    if (!platform.toLowerCase(Locale.ROOT).startsWith("linux")) {
      return Optional.of(
          new NetworkException.NotImplemented(
              "networks for tests need Linux, and this platform is " + platform));
    }
    if ((capabilities() & NEEDED) != NEEDED) {
      return Optional.of(
          new NetworkException.Forbidden(
              "networks for tests need root (CAP_NET_ADMIN and CAP_SYS_ADMIN), which user %s has not: run the tests as root, or have them skipped by %s=skip"
                  .formatted(System.getProperty("user.name"), LabExtension.MISSING)));
    }
    try {
      Nftables.prepare();
      return Optional.empty();
    } catch (NftablesUnavailableException missing) {
      return Optional.of(
          new NetworkException.NotImplemented(
              "networks for tests need libnftables (Debian: libnftables1): "
                  + missing.getMessage()));
    }
  }

  private static long capabilities() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(EFFECTIVE))
          .mapToLong(line ->
              Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), HEXADECIMAL))
          .findFirst()
          .orElse(0);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + STATUS, failure);
    }
  }
}
