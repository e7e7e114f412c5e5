package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_INET;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_INET6;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import java.util.Optional;

/// The kernel's numbers for the two versions of the Internet Protocol.
final class Families {

  private Families() {}

  static int number(IpFamily family) {
    return switch (family) {
      case V4 -> AF_INET;
      case V6 -> AF_INET6;
    };
  }

  /// The family of a number.
  ///
  /// @return empty for a family that is not the Internet Protocol's
  static Optional<IpFamily> of(int number) {
    return switch (number) {
      case AF_INET -> Optional.of(IpFamily.V4);
      case AF_INET6 -> Optional.of(IpFamily.V6);
      default -> Optional.empty();
    };
  }

  static IpAddress unspecified(IpFamily family) {
    return switch (family) {
      case V4 -> Ipv4Address.UNSPECIFIED;
      case V6 -> new Ipv6Address(0, 0);
    };
  }

  /// Checks that an address fits the rest of a request.
  ///
  /// @throws IllegalArgumentException when two parts of one request are of different families
  static void requireSame(IpFamily family, IpFamily other, String what) {
    if (family != other) {
      throw new IllegalArgumentException(
          what + " is of family " + other + ", expected " + family + " like the rest");
    }
  }
}
