package io.libnetwork.plumbing;

import io.libnetwork.InterfaceSysctl;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Comparison;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.WantedLink;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What it takes to make a container's interface what it was made to be.
public final class InterfaceComparison {

  private InterfaceComparison() {}

  /// The families whose routes have to be in a picture that several interfaces are compared with.
  public static Set<IpFamily> families(List<InterfaceSetup> setups) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (InterfaceSetup setup : setups) {
      InterfaceRequests.routes(setup).forEach(route -> families.add(route.destination().family()));
    }
    return families;
  }

  /// Compares. An interface that is gone has to be made anew, and nothing else is told of it.
  ///
  /// @param mtu what it should be, where that is known
  /// @param picture of the namespace that the interface is in
  public static List<Action> of(InterfaceSetup setup, OptionalInt mtu, Picture picture) {
    Optional<LinkView> there = picture.link(setup.link());
    if (there.isEmpty()) {
      return List.of(new Action.Make(setup.name().value(), "gone"));
    }
    WantedLink wanted =
        new WantedLink(
            setup.name(),
            mtu,
            setup.macAddress(),
            Optional.empty(),
            Optional.empty(),
            parameters(setup),
            InterfaceRequests.addresses(setup),
            InterfaceRequests.routes(setup));
    return Comparison.of(wanted, there.get(), picture);
  }

  /// What the caller asked for himself is his.
  private static Map<LinkParameter, Integer> parameters(InterfaceSetup setup) {
    Map<LinkParameter, Integer> parameters = new EnumMap<>(LinkParameter.class);
    if (setup.has(IpFamily.V6)) {
      parameters.put(LinkParameter.DISABLE_IPV6, 0);
      parameters.put(LinkParameter.ACCEPT_RA, 0);
      parameters.put(LinkParameter.ACCEPT_DAD, 0);
    } else {
      parameters.put(LinkParameter.DISABLE_IPV6, 1);
    }
    for (InterfaceSysctl asked : setup.sysctls()) {
      String key = asked.pathFor(setup.name().value());
      parameters.keySet().removeIf(known -> known.key(setup.name().value()).equals(key));
    }
    return parameters;
  }
}
