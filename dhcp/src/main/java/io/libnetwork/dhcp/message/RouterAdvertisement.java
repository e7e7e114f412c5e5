package io.libnetwork.dhcp.message;

import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What a router says of itself and of its segment, RFC 4861 section 4.2.
///
/// @param router its own link-local address
/// @param managed it leaves addresses to a server of DHCPv6
/// @param lifetime for how long it leads elsewhere; zero where it does not
/// @param prefixes what is on the segment
public record RouterAdvertisement(
    Ipv6Address router, boolean managed, Duration lifetime, List<Prefix> prefixes) {

  /// `ETH_P_IPV6` of `linux/if_ether.h`.
  public static final int ETHER_TYPE = 0x86dd;

  /// Where the IPv6 header says what follows it, and ICMPv6's number.
  public static final int NEXT_HEADER_OFFSET = 20;

  public static final int ICMPV6 = 58;

  /// Where an ICMPv6 message says its type, and an advertisement's.
  public static final int TYPE_OFFSET = 54;

  public static final int TYPE = 134;

  private static final int HOPS = 255;
  private static final int MANAGED = 0x80;
  private static final int OPTIONS_OFFSET = 70;
  private static final int PREFIX = 3;
  private static final int PREFIX_BYTES = 32;
  private static final int ON_LINK = 0x80;
  private static final int AUTONOMOUS = 0x40;
  private static final int SOLICITATION = 133;
  private static final int SOLICITATION_BYTES = 8;
  private static final Ipv6Address ALL_ROUTERS = Ipv6Address.parse("ff02::2");

  /// A prefix of a segment, RFC 4861 section 4.6.2.
  ///
  /// @param prefix the prefix
  /// @param onLink who has an address of it is reached without the router
  /// @param autonomous each may make an address of it for himself, RFC 4862
  /// @param valid how long that holds; zero where it does no longer
  public record Prefix(IpPrefix prefix, boolean onLink, boolean autonomous, Duration valid) {}

  public RouterAdvertisement {
    prefixes = List.copyOf(prefixes);
  }

  /// Asks every router of the segment, without an address, so that it is answered to everybody.
  public static byte[] solicitation(MacAddress source) {
    byte[] message = ByteBuffer.allocate(SOLICITATION_BYTES).put(0, (byte) SOLICITATION).array();
    return Ipv6Header.toGroup(source, ICMPV6, HOPS, Ipv6Address.UNSPECIFIED, ALL_ROUTERS)
        .write(message, 2);
  }

  /// Reads a frame. What has passed a router, or is not a link-local address's, is no advertisement
  /// (section 6.1.2).
  ///
  /// @throws IllegalArgumentException if it is none, or is cut short
  public static RouterAdvertisement read(byte[] frame) {
    require(frame.length >= OPTIONS_OFFSET, "an advertisement is cut short");
    ByteBuffer in = ByteBuffer.wrap(frame);
    int end = TYPE_OFFSET + Short.toUnsignedInt(in.getShort(18));
    require(
        in.getShort(12) == (short) ETHER_TYPE
            && in.get(NEXT_HEADER_OFFSET) == ICMPV6
            && in.get(TYPE_OFFSET) == (byte) TYPE
            && in.get(TYPE_OFFSET + 1) == 0,
        "a frame is no advertisement");
    require(in.get(21) == (byte) HOPS, "an advertisement is not of this segment");
    require(end >= OPTIONS_OFFSET && end <= frame.length, "an advertisement is cut short");
    Ipv6Address router = address(in, 22);
    require(router.linkLocal(), "an advertisement is of " + router + ", which is not link-local");
    return new RouterAdvertisement(
        router,
        (in.get(59) & MANAGED) != 0,
        Duration.ofSeconds(Short.toUnsignedInt(in.getShort(60))),
        prefixes(in.limit(end).position(OPTIONS_OFFSET)));
  }

  private static List<Prefix> prefixes(ByteBuffer in) {
    List<Prefix> prefixes = new ArrayList<>();
    while (in.hasRemaining()) {
      require(in.remaining() >= 2, "an option is cut short");
      int at = in.position();
      int length = Byte.toUnsignedInt(in.get(at + 1)) * 8;
      require(length > 0 && length <= in.remaining(), "an option is cut short");
      if (in.get(at) == PREFIX) {
        require(length == PREFIX_BYTES, "a prefix has " + length + " bytes");
        prefixes.add(prefix(in, at));
      }
      in.position(at + length);
    }
    return prefixes;
  }

  private static Prefix prefix(ByteBuffer in, int at) {
    int flags = in.get(at + 3);
    long valid = Integer.toUnsignedLong(in.getInt(at + 4));
    return new Prefix(
        IpPrefix.containing(address(in, at + 16), Byte.toUnsignedInt(in.get(at + 2))),
        (flags & ON_LINK) != 0,
        (flags & AUTONOMOUS) != 0,
        Duration.ofSeconds(valid));
  }

  private static Ipv6Address address(ByteBuffer in, int at) {
    return new Ipv6Address(in.getLong(at), in.getLong(at + 8));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
