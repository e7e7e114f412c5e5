package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.Dummy;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.Vlan;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.Optional;

/// The parents of a host's networks: found, made where that is ours to do, and removed with the
/// last network.
record Parents(UplinkHost host) {

  /// Claims a network's parent, and makes it where it is not there and can be made.
  ///
  /// @throws NetworkException.Conflict when another network is on it that this one cannot be beside
  /// @throws NetworkException.InvalidParameter when it is not there, or is none to stand on
  Parent claim(UplinkPlan plan) {
    return host.claims()
        .exclusively(() -> {
          host.claims().take(plan);
          try {
            return ready(plan);
          } catch (RuntimeException failure) {
            host.claims().giveBack(plan);
            throw failure;
          }
        });
  }

  /// As [#claim], of a network that was there before; its parent may be gone and return.
  Optional<Parent> claimAgain(UplinkPlan plan) {
    return host.claims()
        .exclusively(() -> {
          host.claims().take(plan);
          return makeable(plan) ? Optional.of(ready(plan)) : Optional.empty();
        });
  }

  /// A network's parent, where it is there by now or can be made.
  Optional<Parent> present(UplinkPlan plan) {
    return host.claims()
        .exclusively(() -> makeable(plan) ? Optional.of(ready(plan)) : Optional.empty());
  }

  /// Whether a network's parent is there, or can be made.
  boolean makeable(UplinkPlan plan) {
    return plan.alone() || find(plan).isPresent() || base(plan).isPresent();
  }

  /// A network's parent as it is.
  Optional<Parent> find(UplinkPlan plan) {
    return host.links().find(plan.parent().value());
  }

  private Optional<Parent> base(UplinkPlan plan) {
    return plan.tagged().flatMap(tagged -> host.links().find(tagged.base().value()));
  }

  private Parent ready(UplinkPlan plan) {
    Optional<Parent> there = find(plan);
    Parent parent = there.isPresent() ? there.get() : make(plan);
    requireUsable(plan, parent);
    if (plan.alone() && !parent.owner().equals(Optional.of(plan.id()))) {
      throw new NetworkException.Conflict(
          "network %s: the host has an interface %s already, which is to be the network's own"
              .formatted(plan.network(), parent.name()));
    }
    return parent;
  }

  private Parent make(UplinkPlan plan) {
    if (plan.alone()) {
      return host.links().addParent(plan, new Dummy());
    }
    Tagged tagged = plan.tagged().orElseThrow(() -> missing(plan, plan.parent().value()));
    Parent base = base(plan).orElseThrow(() -> missing(plan, tagged.base().value()));
    requireUsable(plan, base);
    if (!base.up()) {
      throw plan.invalid(
          "VLAN %d of %s cannot be brought up while %s is down; bring it up first"
              .formatted(tagged.id(), base.name(), base.name()));
    }
    LinkKind vlan = new Vlan(base.index(), tagged.id(), Vlan.Protocol.DOT1Q);
    return host.links().addParent(plan, vlan);
  }

  private void requireUsable(UplinkPlan plan, Parent parent) {
    if (parent.loopback()) {
      throw plan.invalid("invalid parent %s: it leads to the host alone".formatted(parent.name()));
    }
    if (parent.master()) {
      throw plan.invalid(
          "invalid parent %s: it is a port of a bridge or of another interface, which has all its frames; name that one as the parent"
              .formatted(parent.name()));
    }
    int wanted = plan.uplink().mtu().orElse(parent.mtu());
    if (wanted > parent.mtu()) {
      throw plan.invalid(
          "invalid MTU %d: parent %s has %d".formatted(wanted, parent.name(), parent.mtu()));
    }
  }

  private static NetworkException missing(UplinkPlan plan, String name) {
    return plan.invalid(
        "invalid parent %s: the host has no interface %s; expected one that is there, or a VLAN of one as in eth0.50"
            .formatted(plan.parent(), name));
  }

  /// Gives a network's parent back, which goes with its last network where it was made for one.
  Removal release(UplinkPlan plan) {
    return host.claims()
        .exclusively(() -> {
          host.claims().giveBack(plan);
          return find(plan)
              .filter(parent -> parent.owner().isPresent())
              .map(parent -> handOn(plan, parent))
              .orElseGet(Removal::done);
        });
  }

  private Removal handOn(UplinkPlan plan, Parent parent) {
    List<UplinkPlan> others = host.claims().on(plan.parent());
    if (others.isEmpty()) {
      return host.links().delete(parent.index(), plan.whose());
    }
    if (parent.owner().equals(Optional.of(plan.id()))) {
      host.links().remark(parent, others.getFirst());
    }
    return Removal.done();
  }
}
