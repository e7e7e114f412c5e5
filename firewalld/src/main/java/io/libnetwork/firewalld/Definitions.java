package io.libnetwork.firewalld;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What firewalld keeps of ours: a zone that lets through what comes from our bridges, and a policy
/// that lets through what goes to them from any other zone.
///
/// They open what our own table has already judged: an internal network's packets and those to
/// unpublished ports are dropped there, before firewalld sees them. What is there by these names
/// already stays as it is, so that its owner may change it.
final class Definitions {

  /// The zone; firewalld takes 17 letters at most.
  static final String ZONE = "libnetwork";

  /// The policy; firewalld takes 18 letters at most.
  static final String POLICY = "libnetwork-in";

  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
  private static final String TARGET = "ACCEPT";

  private static final Map<String, Object> ZONE_SETTINGS =
      Map.of(
          "short",
          "libnetwork",
          "description",
          "Bridges of container networks. What they carry is judged by the table libnetwork.",
          "target",
          TARGET);

  private static final Map<String, Object> POLICY_SETTINGS =
      Map.of(
          "short",
          "libnetwork-in",
          "description",
          "To container networks. What they are sent is judged by the table libnetwork.",
          "target",
          TARGET,
          "ingress_zones",
          List.of("ANY"),
          "egress_zones",
          List.of(ZONE));

  private Definitions() {}

  /// Makes sure that both are in force.
  ///
  /// firewalld takes a new zone by a reload only, which forgets what others told it for the time
  /// being. So that happens when there is something new, and otherwise once at most.
  ///
  /// @param mayReload whether it may be reloaded though nothing is new
  /// @return whether it was reloaded
  /// @throws SilentException when they are not in force
  static boolean ensure(FirewalldBus bus, boolean mayReload) {
    if (inForce(bus)) {
      return false;
    }
    boolean made = keep(bus);
    if (!made && !mayReload) {
      throw new SilentException(
          "firewalld keeps the zone %s and the policy %s, but neither brings them into force: look at its log, and type firewall-cmd --reload"
              .formatted(ZONE, POLICY));
    }
    LOG.warn(
        "firewalld gets the zone {} and is reloaded for it: what was changed there without"
            + " --permanent is forgotten",
        ZONE);
    bus.reload();
    return true;
  }

  /// Removes both from what firewalld keeps, and every interface from the zone.
  ///
  /// @return whether there was anything
  static boolean remove(FirewalldBus bus) {
    if (bus.zones().contains(ZONE)) {
      for (String link : bus.interfaces(ZONE)) {
        bus.answer(bus.removeInterface(ZONE, link));
      }
    }
    boolean policy = bus.keptPolicies().contains(POLICY);
    boolean zone = bus.keptZones().contains(ZONE);
    // The policy first, which names the zone.
    if (policy) {
      bus.forgetPolicy(POLICY);
    }
    if (zone) {
      bus.forgetZone(ZONE);
    }
    return policy || zone;
  }

  private static boolean inForce(FirewalldBus bus) {
    return bus.zones().contains(ZONE) && bus.policies().contains(POLICY);
  }

  private static boolean keep(FirewalldBus bus) {
    Set<String> zones = bus.keptZones();
    Set<String> policies = bus.keptPolicies();
    if (!zones.contains(ZONE)) {
      unlessThere(() -> bus.keepZone(ZONE, ZONE_SETTINGS));
    }
    if (!policies.contains(POLICY)) {
      unlessThere(() -> bus.keepPolicy(POLICY, POLICY_SETTINGS));
    }
    return !zones.contains(ZONE) || !policies.contains(POLICY);
  }

  /// Another process of ours may have been quicker.
  private static void unlessThere(Runnable keep) {
    try {
      keep.run();
    } catch (RefusedException refused) {
      if (!refused.is("NAME_CONFLICT")) {
        throw refused;
      }
    }
  }
}
