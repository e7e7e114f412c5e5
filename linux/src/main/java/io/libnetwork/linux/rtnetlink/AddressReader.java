package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.AddressConstants.IFADDRMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_ADDRESS;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_BROADCAST;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_CACHEINFO;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_FLAGS;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_LABEL;
import static io.libnetwork.linux.rtnetlink.AddressConstants.IFA_LOCAL;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one `RTM_NEWADDR` or `RTM_DELADDR`: `struct ifaddrmsg` of `linux/if_addr.h`, then
/// attributes.
final class AddressReader {

  private static final int FOREVER = 0xffff_ffff;

  private @Nullable IpAddress local;
  private @Nullable IpAddress farEnd;
  private Optional<Ipv4Address> broadcast = Optional.empty();
  private Optional<String> label = Optional.empty();
  private Optional<Duration> valid = Optional.empty();
  private Optional<Duration> preferred = Optional.empty();
  private int flags;

  private AddressReader() {}

  /// Reads a whole message.
  ///
  /// @return empty for a family that is not the Internet Protocol's
  static Optional<LinkAddress> read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    if (Families.of(Byte.toUnsignedInt(header.get(0))).isEmpty()) {
      return Optional.empty();
    }
    AddressReader reader = new AddressReader();
    reader.flags = Byte.toUnsignedInt(header.get(2));
    Attributes attributes = message.attributes(IFADDRMSG_SIZE);
    while (attributes.next()) {
      reader.accept(attributes);
    }
    return reader.address(header);
  }

  private void accept(Attributes attributes) {
    switch (attributes.type()) {
      case IFA_LOCAL -> local = IpAddress.of(attributes.bytes());
      case IFA_ADDRESS -> farEnd = IpAddress.of(attributes.bytes());
      case IFA_BROADCAST -> broadcast = Optional.of(Ipv4Address.of(attributes.bytes()));
      case IFA_LABEL -> label = Optional.of(attributes.text());
      case IFA_FLAGS -> flags = attributes.asInt();
      case IFA_CACHEINFO -> {
        preferred = lifetime(attributes.value().getInt(0));
        valid = lifetime(attributes.value().getInt(4));
      }
      default -> {}
    }
  }

  private Optional<LinkAddress> address(ByteBuffer header) {
    IpAddress own = local != null ? local : farEnd;
    if (own == null) {
      return Optional.empty();
    }
    return Optional.of(
        new LinkAddress(
            new Ifindex(header.getInt(4)),
            new InterfaceAddress(own, Byte.toUnsignedInt(header.get(1))),
            new Scope(Byte.toUnsignedInt(header.get(3))),
            broadcast,
            label,
            AddressFlag.of(flags),
            valid,
            preferred));
  }

  private static Optional<Duration> lifetime(int seconds) {
    return seconds == FOREVER
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Integer.toUnsignedLong(seconds)));
  }
}
