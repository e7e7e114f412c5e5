package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.spi.PoolChoice;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// A prefix out of which a driver chooses pools, and how large it makes them: Docker's
/// `default-address-pools`. It is never expanded; a /8 in parts of /32 costs as much as any other.
///
/// @param base the whole, not in `::ffff:0:0/96`
/// @param length the prefix length of a pool chosen from it: the base's to 32 or 128, and not 0
public record PredefinedPool(IpPrefix base, int length) {

  /// Declared first: the pools below are checked against it.
  private static final IpPrefix MAPPED = IpPrefix.parse("::ffff:0.0.0.0/96");

  /// Docker's choice for networks that one host has for itself: 31 pools.
  public static final List<PredefinedPool> LOCAL =
      List.of(
          of("172.17.0.0/16", 16),
          of("172.18.0.0/16", 16),
          of("172.19.0.0/16", 16),
          of("172.20.0.0/14", 16),
          of("172.24.0.0/14", 16),
          of("172.28.0.0/14", 16),
          of("192.168.0.0/16", 20));

  /// Docker's choice for networks that several hosts share: 65,536 pools.
  public static final List<PredefinedPool> GLOBAL = List.of(of("10.0.0.0/8", 24));

  /// Checks the length, and that the base is not an IPv4 prefix in disguise.
  ///
  /// @throws NetworkException.InvalidParameter otherwise
  public PredefinedPool {
    if (length < Math.max(1, base.length()) || length > base.family().bits()) {
      throw new NetworkException.InvalidParameter(
          "invalid predefined pool %s: pools of length %d cannot be chosen from it; expected %d to %d"
              .formatted(base, length, Math.max(1, base.length()), base.family().bits()));
    }
    if (MAPPED.contains(base)) {
      throw new NetworkException.InvalidParameter(
          "invalid predefined pool " + base + ": expected its IPv4 form");
    }
  }

  private static PredefinedPool of(String base, int length) {
    return new PredefinedPool(IpPrefix.parse(base), length);
  }

  /// A host's own block of unique local IPv6 addresses (RFC 4193) in pools of /64: always the same
  /// for the same host, and with a global id that is as good as drawn at random.
  ///
  /// @param hostId what tells the host from others; the global id is 40 bits of its SHA-256
  public static PredefinedPool uniqueLocal(String hostId) {
    byte[] digest = sha256(hostId.getBytes(StandardCharsets.UTF_8));
    long globalId = ByteBuffer.wrap(digest).getLong() & 0xff_ffff_ffffL;
    long high = 0xfdL << 56 | globalId << 16;
    return new PredefinedPool(new IpPrefix(new Ipv6Address(high, 0), 48), 64);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// Those of a family in the order of their addresses; of two that overlap, the larger.
  static List<PredefinedPool> sorted(List<PredefinedPool> pools, IpFamily family) {
    List<PredefinedPool> kept = new ArrayList<>();
    pools.stream()
        .filter(pool -> pool.base().family() == family)
        .sorted(Comparator.comparing(PredefinedPool::base))
        .filter(pool -> kept.isEmpty() || !kept.getLast().base().overlaps(pool.base()))
        .forEachOrdered(kept::add);
    return List.copyOf(kept);
  }

  /// The length of a pool chosen from this one, or empty where what is asked for does not fit in.
  OptionalInt lengthFor(PoolChoice choice) {
    return switch (choice) {
      case PoolChoice.Any() -> OptionalInt.of(length);
      case PoolChoice.AnyOfLength(int asked) ->
          base.length() <= asked ? OptionalInt.of(asked) : OptionalInt.empty();
      case PoolChoice.Exactly _ -> OptionalInt.empty();
    };
  }
}
