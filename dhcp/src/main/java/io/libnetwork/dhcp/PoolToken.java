package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is kept of a pool until the next process, beside its prefix.
///
/// @param router the segment's, where a server names one
/// @param salt what tells the pool's endpoints from those of every other pool of the world, where
///   they have no MAC addresses of their own
/// @param ipv6 where its addresses come from, of IPv6
record PoolToken(Optional<IpAddress> router, long salt, Ipv6Source ipv6) {

  private static final Pattern FORM =
      Pattern.compile("router=([0-9a-f.:]*) salt=([0-9a-f]{16})(?: ipv6=([a-z0-9]+))?");
  private static final long LOCAL_UNICAST = 0x02_00_00_00_00_00L;
  private static final long FREE_BITS = 0xfc_ff_ff_ff_ff_ffL;

  /// The token of a new pool.
  static PoolToken of(Optional<IpAddress> router, RandomGenerator random, Ipv6Source ipv6) {
    return new PoolToken(router, random.nextLong(), ipv6);
  }

  /// Reads what [#toString] says.
  ///
  /// @throws NetworkException.InvalidParameter if it is not of that form
  static PoolToken parse(String text) {
    Matcher matcher = FORM.matcher(text);
    try {
      if (matcher.matches()) {
        String router = matcher.group(1);
        return new PoolToken(
            router.isEmpty() ? Optional.empty() : Optional.of(IpAddress.parse(router)),
            Long.parseUnsignedLong(matcher.group(2), 16),
            matcher.group(3) == null ? Ipv6Source.AUTO : Ipv6Source.parse(matcher.group(3)));
      }
    } catch (IllegalArgumentException | NetworkException malformed) {
      throw malformed(text);
    }
    throw malformed(text);
  }

  private static NetworkException malformed(String text) {
    return new NetworkException.InvalidParameter(
        "malformed token of a pool \"" + text + "\": expected router=ADDRESS salt=NUMBER");
  }

  /// As whom an endpoint asks that shares its MAC address with others: always the same, and nobody
  /// else's.
  MacAddress identity(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
      byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
      return new MacAddress((ByteBuffer.wrap(hash).getLong() & FREE_BITS) | LOCAL_UNICAST);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    String source = ipv6 == Ipv6Source.AUTO ? "" : " ipv6=" + ipv6;
    return "router=%s salt=%016x"
        .formatted(router.map(IpAddress::toString).orElse(""), salt)
        .concat(source);
  }
}
