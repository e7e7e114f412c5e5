package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a ruleset has of ours, for who takes all of it away.
///
/// @param tables those that are there
/// @param ownersRules what the host's owner has put into the chain `user`, as nft writes it
/// @param forwarded the families whose forwarding was turned on by us, by the note in the table
/// @param kept a process keeps the ruleset, and so has networks here: the anchor is there, which
///   goes with its process
public record FirewallRemains(
    List<Table> tables, List<String> ownersRules, Set<IpFamily> forwarded, boolean kept) {

  /// Nothing.
  public static final FirewallRemains NONE =
      new FirewallRemains(List.of(), List.of(), Set.of(), false);

  private static final Pattern HANDLE = Pattern.compile("\\s*# handle \\d+.*$");

  public FirewallRemains {
    tables = List.copyOf(tables);
    ownersRules = List.copyOf(ownersRules);
    forwarded = Set.copyOf(forwarded);
  }

  /// Asks the kernel.
  ///
  /// @throws NftablesException if it refuses
  public static FirewallRemains of(Nftables nftables) {
    List<Table> there =
        Stream.of(FirewallSets.TABLE, BridgeSkeleton.TABLE).filter(nftables::exists).toList();
    List<String> rules = nftables.listRules().lines().toList();
    return new FirewallRemains(
        there,
        ownersRules(rules),
        FirewallContents.alone(nftables),
        !block(rules, Anchor.TABLE).isEmpty());
  }

  /// Deletes the tables, whatever is in them.
  ///
  /// @throws io.libnetwork.NetworkException as [Firewall] does
  public void remove(Nftables nftables) {
    if (tables.isEmpty()) {
      return;
    }
    try {
      nftables.apply(Tables.REMOVAL);
    } catch (NftablesException refused) {
      throw Refusals.of("remove the tables " + FirewallSets.TABLE.name(), refused);
    }
  }

  private static List<String> ownersRules(List<String> lines) {
    List<String> rules = new ArrayList<>();
    boolean inside = false;
    for (String line : block(lines, FirewallSets.TABLE)) {
      String text = HANDLE.matcher(line).replaceFirst("").strip();
      if (text.equals("}")) {
        inside = false;
      } else if (inside) {
        rules.add(text);
      } else {
        inside = text.equals("chain " + FirewallSkeleton.USER.name() + " {");
      }
    }
    return rules;
  }

  /// The lines of one table, its first among them.
  private static List<String> block(List<String> lines, Table table) {
    List<String> block = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("table ")) {
        if (!block.isEmpty()) {
          break;
        }
        if (line.startsWith("table " + table + " {")) {
          block.add(line);
        }
      } else if (!block.isEmpty()) {
        block.add(line);
      }
    }
    return block;
  }
}
