package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Making an endpoint's link, in one exchange: it is born in the sandbox's namespace under its
/// final name, with its MAC address and a number that is known. One made here and moved would wait
/// for every reader in the kernel.
///
/// It bears no alias, which the kernel takes only afterwards and from inside, but the group of what
/// is ours and unmarked for good: by that it is found when a join was cut short.
record Plugging(Host host, UplinkEndpoint endpoint, JoinRequest request, Parent parent) {

  Ifindex plug() {
    Optional<NetlinkException> last = Optional.empty();
    for (Ifindex number : InsideNumber.of(endpoint.spec().id())) {
      last = attempt(number);
      if (last.isEmpty()) {
        return number;
      }
      if (!numberTaken(last.get())) {
        break;
      }
    }
    throw translate(last.orElseThrow());
  }

  private Optional<NetlinkException> attempt(Ifindex number) {
    try {
      host.rtnetlink().execute(Links.add(spec(number)));
      return Optional.empty();
    } catch (NetlinkException refused) {
      return Optional.of(refused);
    }
  }

  private LinkSpec spec(Ifindex number) {
    UplinkPlan plan = endpoint.network().plan();
    List<LinkSetting> settings = new ArrayList<>();
    settings.add(LinkSetting.index(number));
    settings.add(LinkSetting.group(Mark.unmarked(host)));
    settings.add(LinkSetting.in(request.namespace()));
    if (plan.standing().ownMac()) {
      settings.add(LinkSetting.mac(endpoint.spec().macAddress().orElseThrow()));
    }
    endpoint.mtu().ifPresent(bytes -> settings.add(LinkSetting.mtu(bytes)));
    return new LinkSpec(request.name(), plan.standing().on(parent.index()), settings);
  }

  /// Whether it is the number or the name that is taken, not every kernel tells.
  private static boolean numberTaken(NetlinkException refused) {
    return refused.errno().equals(Errno.EBUSY) || refused.errno().equals(Errno.EEXIST);
  }

  private RuntimeException translate(NetlinkException refused) {
    UplinkPlan plan = endpoint.network().plan();
    if (refused.errno().equals(Errno.EEXIST)) {
      return new NetworkException.Conflict(
          "endpoint %s: there is an interface %s in the sandbox already; choose another name"
              .formatted(endpoint.spec().name(), request.name()));
    }
    if (refused.errno().equals(Errno.ENODEV)) {
      return Refusals.parentGone(plan);
    }
    return Refusals.ofKind(plan, plan.standing().kind(), refused);
  }
}
