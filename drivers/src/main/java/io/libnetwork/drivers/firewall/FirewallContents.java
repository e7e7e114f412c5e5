package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.SetDefinition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What the kernel has in our table, as far as it decides whether somebody still needs it.
///
/// @param networks there is a bridge of ours, or a network on one of others
/// @param ownersRules there are rules in the chain that is the host's owner's
/// @param alone the families whose forwarding was turned on by us; asked only where neither is
record FirewallContents(boolean networks, boolean ownersRules, Set<IpFamily> alone) {

  /// A set has this key exactly if it has elements, see libnftables-json(5).
  private static final Pattern ELEMENTS = Pattern.compile("\"elem\"\\s*:");

  /// A chain of its own has its name under `name`; under `chain` only its rules have it.
  private static final Pattern OWNERS_RULE =
      Pattern.compile("\"chain\"\\s*:\\s*\"" + FirewallSkeleton.USER.name() + "\"");

  private static final FirewallContents NOTHING = new FirewallContents(false, false, Set.of());

  FirewallContents {
    alone = Set.copyOf(alone);
  }

  /// Asks the kernel. The owner's chain is listed only when there is no network.
  static FirewallContents read(Nftables nftables) {
    if (!nftables.exists(FirewallSets.TABLE)) {
      return NOTHING;
    }
    if (filled(nftables, FirewallSets.NETS) || filled(nftables, FirewallSets.SEGMENTS)) {
      return new FirewallContents(true, false, Set.of());
    }
    return withoutNetworks(nftables);
  }

  /// A table that an older version has made may lack the set.
  private static boolean filled(Nftables nftables, SetDefinition set) {
    try {
      return ELEMENTS.matcher(nftables.list(set)).find();
    } catch (NftablesException refused) {
      if (refused.reason() == NftablesException.Reason.NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  /// As if there were no network.
  static FirewallContents withoutNetworks(Nftables nftables) {
    if (!nftables.exists(FirewallSets.TABLE)) {
      return NOTHING;
    }
    return new FirewallContents(
        false, ownersRules(nftables), families(nftables.list(FirewallSets.ALONE)));
  }

  private static boolean ownersRules(Nftables nftables) {
    try {
      return OWNERS_RULE.matcher(nftables.list(FirewallSkeleton.USER)).find();
    } catch (NftablesException refused) {
      if (refused.reason() == NftablesException.Reason.NOT_FOUND) {
        return false;
      }
      throw refused;
    }
  }

  /// Whose forwarding it is, as elements.
  static List<Element> notes(Nftables nftables) {
    return alone(nftables).stream()
        .map(family -> FirewallSets.ALONE.element(Component.etherType(family)))
        .toList();
  }

  /// The families whose forwarding was turned on by us.
  static Set<IpFamily> alone(Nftables nftables) {
    return nftables.exists(FirewallSets.TABLE)
        ? families(nftables.list(FirewallSets.ALONE))
        : Set.of();
  }

  boolean inUse() {
    return networks || ownersRules;
  }

  /// Listings have names for these numbers.
  private static Set<IpFamily> families(String set) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    if (set.contains("\"ip\"")) {
      families.add(IpFamily.V4);
    }
    if (set.contains("\"ip6\"")) {
      families.add(IpFamily.V6);
    }
    return families;
  }
}
