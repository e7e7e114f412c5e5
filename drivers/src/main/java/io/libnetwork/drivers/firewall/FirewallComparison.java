package io.libnetwork.drivers.firewall;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Kind;
import io.libnetwork.Difference.Whose;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.TableShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the kernel has of our tables against what it should have: one difference for a table, a
/// chain or a set, however much of it is missing. What others have added to our sets is theirs, and
/// so are the rules of the chain `user`.
final class FirewallComparison {

  /// So many elements of a set are told by themselves.
  private static final int NAMED = 3;

  private static final String MISSING = "missing";

  private final Nftables nftables;
  private final Map<Table, TableShape> untouched;
  private final Map<Definition, List<Element>> wanted;
  private final List<Difference> found = new ArrayList<>();

  private FirewallComparison(
      Nftables nftables, Map<Table, TableShape> untouched, Collection<Element> wanted) {
    this.nftables = nftables;
    this.untouched = untouched;
    this.wanted =
        wanted.stream()
            .collect(
                Collectors.groupingBy(
                    Element::definition, LinkedHashMap::new, Collectors.toList()));
  }

  /// Asks the kernel, and changes nothing.
  ///
  /// @param wanted all elements that should be there
  static List<Difference> of(
      Nftables nftables, NamespaceThread thread, Collection<Element> wanted) {
    FirewallComparison comparison =
        new FirewallComparison(nftables, UntouchedTables.of(thread), wanted);
    Tables.ALL.forEach(comparison::table);
    return List.copyOf(comparison.found);
  }

  private void table(Table table) {
    Optional<TableShape> there = nftables.shape(table);
    if (there.isEmpty()) {
      differing(ElementText.of(table), Difference.THERE, MISSING);
      return;
    }
    TableShape shape = untouched.getOrDefault(table, there.get());
    chains(table, shape, there.get());
    for (Definition definition : Tables.DEFINITIONS) {
      if (definition.table().equals(table)) {
        set(definition, there.get());
      }
    }
  }

  private void chains(Table table, TableShape wantedShape, TableShape there) {
    for (String name : wantedShape.chains().keySet().stream().sorted().toList()) {
      String chain = "chain " + name + " of " + ElementText.of(table);
      List<String> present = there.chains().get(name);
      if (present == null) {
        differing(chain, Difference.THERE, MISSING);
      } else if (!users(table, name) && !present.equals(wantedShape.chains().get(name))) {
        differing(chain, "with the rules that are ours", "with others");
      }
    }
  }

  private static boolean users(Table table, String chain) {
    return table.equals(FirewallSets.TABLE) && chain.equals(FirewallSkeleton.USER.name());
  }

  private void set(Definition definition, TableShape there) {
    if (!there.sets().contains(definition.name())) {
      differing(ElementText.of(definition), Difference.THERE, MISSING);
      return;
    }
    List<Element> all = wanted.getOrDefault(definition, List.of());
    List<Element> lacking = all.isEmpty() ? all : nftables.lacking(definition, all);
    if (!lacking.isEmpty()) {
      differing(
          ElementText.of(definition),
          "with all " + all.size() + " of its elements",
          "without " + lacking.size() + " of them: " + examples(lacking));
    }
  }

  private static String examples(List<Element> lacking) {
    String named =
        lacking.stream().limit(NAMED).map(ElementText::of).collect(Collectors.joining(", "));
    return lacking.size() > NAMED ? named + " and " + (lacking.size() - NAMED) + " more" : named;
  }

  private void differing(String object, String should, String actual) {
    found.add(new Difference(Kind.FIREWALL, Whose.NOBODY, object, should, actual, true));
  }
}
