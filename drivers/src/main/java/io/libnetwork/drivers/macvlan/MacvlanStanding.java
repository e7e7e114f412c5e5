package io.libnetwork.drivers.macvlan;

import io.libnetwork.drivers.uplink.Standing;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.Macvlan;
import java.util.Optional;

/// How macvlan links stand on their parent: in one of the kernel's modes, see
/// `drivers/net/macvlan.c`. Modes can be mixed on a parent, except that `passthru` has it for
/// itself.
record MacvlanStanding(Macvlan.Mode mode) implements Standing {

  @Override
  public String kind() {
    return MacvlanDriver.NAME;
  }

  @Override
  public LinkKind on(Ifindex parent) {
    return new Macvlan(parent, mode);
  }

  @Override
  public boolean ownMac() {
    return true;
  }

  @Override
  public boolean routed() {
    return false;
  }

  @Override
  public Optional<String> hostAccessRefusal(boolean ownAddresses) {
    return mode == Macvlan.Mode.BRIDGE
        ? Optional.empty()
        : Optional.of(
            "the host reaches containers in mode bridge alone, and the mode is "
                + MacvlanTexts.text(mode));
  }

  @Override
  public Optional<String> refusalBeside(Standing other) {
    return switch (other) {
      case MacvlanStanding(Macvlan.Mode theirs) when theirs == Macvlan.Mode.PASSTHRU ->
          Optional.of("has it for itself in mode passthru");
      case MacvlanStanding _ when mode == Macvlan.Mode.PASSTHRU ->
          Optional.of("mode passthru has a parent for itself");
      case MacvlanStanding _ -> Optional.empty();
      case Standing others ->
          Optional.of("macvlan and %s cannot share a parent".formatted(others.kind()));
    };
  }
}
