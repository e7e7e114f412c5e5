package io.libnetwork.drivers.ipvlan;

import io.libnetwork.drivers.uplink.Standing;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Ipvlan;
import io.libnetwork.linux.rtnetlink.LinkKind;
import java.util.Optional;

/// How ipvlan links stand on their parent. The mode and the flag are the parent's, so the kernel
/// would change those of all links on it with the next one (`ipvlan_set_port_mode` in
/// `drivers/net/ipvlan/ipvlan_main.c`).
record IpvlanStanding(Ipvlan.Mode mode, Ipvlan.Flag flag) implements Standing {

  @Override
  public String kind() {
    return IpvlanDriver.NAME;
  }

  @Override
  public LinkKind on(Ifindex parent) {
    return new Ipvlan(parent, mode, flag);
  }

  @Override
  public boolean ownMac() {
    return false;
  }

  @Override
  public boolean routed() {
    return mode != Ipvlan.Mode.L2;
  }

  /// In mode l2 the kernel tells links from their parent by addresses alone: an address that both
  /// had would be taken from the parent.
  @Override
  public Optional<String> hostAccessRefusal(boolean ownAddresses) {
    if (flag != Ipvlan.Flag.BRIDGE) {
      return Optional.of(
          "the host reaches containers with flag bridge alone, and the flag is "
              + IpvlanTexts.text(flag));
    }
    return mode == Ipvlan.Mode.L2 && !ownAddresses
        ? Optional.of("host access in mode l2 needs an address of the host's own in each family")
        : Optional.empty();
  }

  @Override
  public Optional<String> refusalBeside(Standing other) {
    return switch (other) {
      case IpvlanStanding own when own.equals(this) -> Optional.empty();
      case IpvlanStanding(Ipvlan.Mode theirs, Ipvlan.Flag with) ->
          Optional.of(
              "it is used in mode %s with flag %s, which are the same for all networks on a parent"
                  .formatted(IpvlanTexts.text(theirs), IpvlanTexts.text(with)));
      case Standing others ->
          Optional.of("ipvlan and %s cannot share a parent".formatted(others.kind()));
    };
  }
}
