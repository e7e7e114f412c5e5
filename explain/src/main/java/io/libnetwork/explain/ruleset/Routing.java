package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.Optional;

/// What rules ask of a namespace that is not in the packet: its routing tables, and what was drawn.
public interface Routing {

  /// Whose an address is: `local`, `broadcast`, `multicast`, `anycast` or `unicast`.
  String type(IpAddress address);

  /// By which link an address is reached; empty where it is not.
  Optional<String> linkTo(IpAddress address, long mark);

  /// Under which address what leaves for a destination by a link is masqueraded.
  Optional<IpAddress> sourceTo(IpAddress destination, String link);

  /// What rules have noted in the packet's priority, as they are listed: one of the numbers that a
  /// rule might have drawn. Empty where that is not known.
  default Optional<String> drawn() {
    return Optional.empty();
  }

  /// The first address of a link.
  Optional<IpAddress> addressOf(String link, IpFamily family);
}
