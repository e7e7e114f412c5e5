package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.ruleset.RuleName;
import java.util.List;

/// Why a packet, or the answer to it, does not arrive.
public sealed interface Cause {

  /// Whose namespace that is in.
  String place();

  /// A rule, or the policy of a base chain.
  ///
  /// @param told the sender is told, by a reset or an ICMP message
  /// @param in the link it came in by; empty for none
  /// @param out the link it would have left by; empty for none
  record ByRule(String place, RuleName rule, boolean told, String in, String out) implements Cause {
    @Override
    public String toString() {
      return (told ? "rejected by " : "dropped by ") + rule;
    }
  }

  /// The kernel has no route, or one that leads nowhere.
  ///
  /// @param why the kernel's words
  record Unrouted(String place, IpAddress to, String why) implements Cause {
    @Override
    public String toString() {
      return "no route to " + to + ": " + why;
    }
  }

  /// The host does not forward.
  ///
  /// @param parameter what is 0
  record NotForwarding(String place, String parameter) implements Cause {
    @Override
    public String toString() {
      return "not forwarded: " + parameter + " is 0";
    }
  }

  /// Both ports of a bridge are isolated.
  record Isolated(String place, String from, String to) implements Cause {
    @Override
    public String toString() {
      return "the bridge's ports " + from + " and " + to + " are isolated from each other";
    }
  }

  /// A link is down.
  record Down(String place, String link) implements Cause {
    @Override
    public String toString() {
      return "link " + link + " is down";
    }
  }

  /// Nobody on a link has the address that is looked for.
  record NobodyHas(String place, String link, IpAddress address) implements Cause {
    @Override
    public String toString() {
      return "nobody on " + link + " has the address " + address;
    }
  }

  /// It arrives, and no socket takes it.
  record NobodyListens(String place, TransportPort port) implements Cause {
    @Override
    public String toString() {
      return "nobody listens on port " + port;
    }
  }

  /// It arrives, and who listens on the port is bound to other addresses.
  ///
  /// @param sockets as in `127.0.0.1:80, by nginx (process 812)`
  record ListensElsewhere(String place, TransportPort port, IpAddress asked, List<String> sockets)
      implements Cause {
    public ListensElsewhere {
      sockets = List.copyOf(sockets);
    }

    @Override
    public String toString() {
      return "who listens on port %s is bound to another address than %s: %s"
          .formatted(port, asked, String.join("; ", sockets));
    }
  }

  /// A socket of ours only keeps the port for a container, which the packet was not sent on to.
  record OnlyHeld(String place, TransportPort port) implements Cause {
    @Override
    public String toString() {
      return "port "
          + port
          + " is published, but not for this way: the socket there only keeps the port from others";
    }
  }

  /// It arrives at a port that a proxy serves, and who asks is none of the clients it is for.
  record NotAClient(String place, TransportPort port, IpAddress client) implements Cause {
    @Override
    public String toString() {
      return "port " + port + " is served by a proxy, and not for " + client;
    }
  }
}
