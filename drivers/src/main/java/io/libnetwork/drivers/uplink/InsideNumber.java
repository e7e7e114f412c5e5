package io.libnetwork.drivers.uplink;

import io.libnetwork.EndpointId;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.List;
import java.util.stream.IntStream;

/// The number that an endpoint's link has in its sandbox's namespace, made of the endpoint's id.
///
/// Nothing of a link in another namespace can be seen from the host's, and nobody tells the number
/// that the kernel has chosen; a link is found again by one that is known. It also keeps kernels
/// before 6.15 from refusing a link whose name a link *of the host* has: they look for the number
/// there in place of the name (`__rtnl_newlink` in `net/core/rtnetlink.c`).
///
/// It is far above those that the kernel chooses, which count from 1.
final class InsideNumber {

  private static final int FIRST = 0x4000_0000;
  private static final int DIGITS = 7;
  private static final int HEXADECIMAL = 16;
  private static final int CHOICES = 4;

  private InsideNumber() {}

  /// Those that it can have, in the order in which they are tried.
  static List<Ifindex> of(EndpointId endpoint) {
    return IntStream.range(0, CHOICES)
        .map(choice -> choice * DIGITS)
        .mapToObj(from -> endpoint.value().substring(from, from + DIGITS))
        .map(digits -> new Ifindex(FIRST + Integer.parseInt(digits, HEXADECIMAL)))
        .toList();
  }
}
