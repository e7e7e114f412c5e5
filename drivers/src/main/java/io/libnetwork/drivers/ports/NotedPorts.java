package io.libnetwork.drivers.ports;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ports.HeldSockets.Attempt;
import io.libnetwork.drivers.ports.Way.Service;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.RouteType;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.Notes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which ports of a host a plan would take, told without taking any: the kernel is asked which
/// sockets there are, and whether an address is the host's. Used by one thread.
///
/// What only an attempt tells is not known, as that the process lacks a right.
final class NotedPorts {

  private final HostPorts live;
  private final Rtnetlink rtnetlink;
  private final Notes notes;

  /// Of all protocols; asked for once, when it is first needed.
  private @Nullable BusyPorts busy;

  /// @param live those that are taken
  NotedPorts(HostPorts live, Rtnetlink rtnetlink, Notes notes) {
    this.live = live;
    this.rtnetlink = rtnetlink;
    this.notes = notes;
  }

  /// A port would be held by a socket that answers nobody.
  void taken(HostPlace place) {
    notes.note(PlannedStep.make(Kind.HOST_PORT, Whose.NOBODY, place.toString(), ""));
  }

  void free(HostPlace place) {
    notes.note(PlannedStep.remove(Kind.HOST_PORT, Whose.NOBODY, place.toString(), ""));
  }

  /// A port would be served by a proxy.
  void served(HostPlace place, IpAddress at) {
    notes.note(PlannedStep.make(Kind.HOST_PORT, Whose.NOBODY, at(place, at), "served by a proxy"));
  }

  void servedNoMore(HostPlace place, IpAddress at) {
    notes.note(
        PlannedStep.remove(Kind.HOST_PORT, Whose.NOBODY, at(place, at), "served by a proxy"));
  }

  private static String at(HostPlace place, IpAddress address) {
    return new HostPlace(place.protocol(), address, place.ports()).toString();
  }

  /// What would come of opening sockets.
  Attempt open(HostPlace place, Service service) {
    Optional<HostPlace> taken = place.each().filter(this::busy).findFirst();
    if (taken.isPresent()) {
      return refused(taken.get(), Errno.EADDRINUSE);
    }
    if (!hosts(place.address())) {
      return refused(place.at(place.ports().first()), Errno.EADDRNOTAVAIL);
    }
    boolean withoutLoopback =
        service == Service.TRANSLATED_AND_LOOPBACK && !hosts(Ipv6Address.LOOPBACK);
    Service possible = withoutLoopback ? Service.TRANSLATED : service;
    return new Attempt.Held(HeldSockets.planned(place, possible, this));
  }

  /// As [HostPorts#hold], of ports that nobody publishes now.
  Optional<Attempt.Refused> open(List<Reservation> wanted, List<HeldSockets> opened) {
    for (Reservation each : wanted) {
      switch (open(each.place(), Service.TRANSLATED)) {
        case Attempt.Held(HeldSockets held) -> opened.add(held);
        case Attempt.Refused refused -> {
          return Optional.of(refused);
        }
      }
    }
    return Optional.empty();
  }

  /// Answers where all addresses are the host's.
  void requireAddresses(List<HostPlace> places) {
    for (HostPlace place : places) {
      if (!hosts(place.address())) {
        HostPlace first = place.at(place.ports().first());
        throw Refusals.of(first, refusal(first, Errno.EADDRNOTAVAIL));
      }
    }
  }

  /// Whether sockets of ours have the ports, which the plan may have given back.
  boolean ours(HostPlace place) {
    return live.book().has(place);
  }

  private boolean busy(HostPlace place) {
    return !ours(place) && sockets().holder(place).isPresent();
  }

  private BusyPorts sockets() {
    BusyPorts asked = busy;
    if (asked == null) {
      asked = live.busyPorts(List.of(Protocol.values()));
      busy = asked;
    }
    return asked;
  }

  /// The kernel has a route of this type to what is its own.
  private boolean hosts(IpAddress address) {
    if (address.unspecified()) {
      return true;
    }
    try {
      return rtnetlink.get(Routes.get(address)).type() == RouteType.LOCAL;
    } catch (NetlinkException unreachable) {
      return false;
    }
  }

  private static Attempt refused(HostPlace place, Errno why) {
    return new Attempt.Refused(place, refusal(place, why));
  }

  private static SystemCallException refusal(HostPlace place, Errno why) {
    return new SystemCallException("bind", place.toString(), why);
  }
}
