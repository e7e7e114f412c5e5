package io.libnetwork.linux.nftables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes to a ruleset that the kernel makes all at once or not at all.
///
/// Three verbs: *add* succeeds where the very same is there already (but a rule is added again, and
/// a map's key that is there with other data is refused); *delete* is refused where nothing is; and
/// *destroy* deletes what may or may not be there. Libnftables 1.0.6 has no such verb of its own,
/// so destroy adds, then deletes: twice the work, and still one transaction. It is refused where
/// the key is there with other data, or the name with another definition, since that is not what
/// was meant.
///
/// The text is what [#toString()] answers, ready for nft(8).
public final class Transaction {

  /// Changes nothing.
  public static final Transaction EMPTY = builder().build();

  private final List<Change> changes;

  private Transaction(List<Change> changes) {
    this.changes = List.copyOf(changes);
  }

  /// A part of a transaction.
  sealed interface Change {

    /// Writes it as nft(8) reads it.
    void appendTo(StringBuilder text);
  }

  /// One command on a table, chain, set or rule.
  private record Command(String text) implements Change {

    @Override
    public void appendTo(StringBuilder to) {
      to.append(text).append('\n');
    }
  }

  /// A part that leaves tables, chains and sets as they are.
  sealed interface ElementChange extends Change {

    /// The set or map whose elements they are.
    Definition definition();
  }

  /// All elements of a set or map are deleted.
  record Flush(Definition definition) implements ElementChange {

    @Override
    public void appendTo(StringBuilder text) {
      text.append("flush ").append(definition.kind()).append(' ');
      text.append(Builder.path(definition)).append('\n');
    }
  }

  /// Elements of one set or map, which are added or deleted together.
  ///
  /// @param added they are added, otherwise deleted by their keys
  record Elements(boolean added, Definition definition, List<Element> elements)
      implements ElementChange {

    @Override
    public void appendTo(StringBuilder text) {
      text.append(added ? "add" : "delete");
      text.append(" element ").append(Builder.path(definition)).append(" { ");
      String separator = "";
      for (Element element : elements) {
        text.append(separator);
        element.appendTo(text, added);
        separator = ", ";
      }
      text.append(" }\n");
    }
  }

  /// Its changes, where all of them concern elements that [ElementMessages] can carry; empty where
  /// one does not.
  Optional<List<ElementChange>> elementsAlone() {
    List<ElementChange> elements = new ArrayList<>(changes.size());
    for (Change change : changes) {
      if (!(change instanceof ElementChange some) || !ElementMessages.carry(some.definition())) {
        return Optional.empty();
      }
      elements.add(some);
    }
    return Optional.of(elements);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// How many commands of nft's language it is; elements added together count as one.
  public int commands() {
    return changes.size();
  }

  /// How many elements of sets and maps it adds and deletes, each by itself.
  public int elements() {
    return changes.stream()
        .mapToInt(change -> change instanceof Elements some ? some.elements().size() : 0)
        .sum();
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /// The commands as nft(8) reads them, one to a line.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    changes.forEach(change -> change.appendTo(text));
    return text.toString();
  }

  /// Gathers changes in order. Elements that follow each other under one verb are gathered by set,
  /// which changes nothing about the outcome. Not for several threads.
  public static final class Builder {

    private enum Verb {
      ADD,
      DELETE,
      DESTROY
    }

    private final List<Change> changes = new ArrayList<>();
    private final Map<Definition, List<Element>> elements = new LinkedHashMap<>();
    private Verb verb = Verb.ADD;

    private Builder() {}

    /// Adds an empty table.
    public Builder add(Table table) {
      return command("add table " + table, table.owned() ? " { flags owner; }" : "");
    }

    /// Adds an empty chain; its table must be there.
    public Builder add(Chain chain) {
      return command(
          "add chain " + chain, chain.hook().map(hook -> " { " + hook + " }").orElse(""));
    }

    /// Adds an empty set or map; its table must be there.
    public Builder add(Definition definition) {
      return command(
          "add " + definition.kind() + " " + path(definition), specification(definition));
    }

    /// Adds a rule at its chain's end, even if the same is there.
    public Builder add(Rule rule) {
      return command("add rule " + rule.chain() + " ", rule.toString());
    }

    /// Adds an element.
    public Builder add(Element element) {
      return element(Verb.ADD, element);
    }

    /// Adds elements of any sets and maps.
    public Builder add(Collection<Element> added) {
      added.forEach(this::add);
      return this;
    }

    /// Deletes a table with all that is in it.
    public Builder delete(Table table) {
      return command("delete table " + table, "");
    }

    /// Deletes a chain, which must be empty and nobody's target.
    public Builder delete(Chain chain) {
      return command("delete chain " + chain, "");
    }

    /// Deletes a set or map with its elements; no rule may use it.
    public Builder delete(Definition definition) {
      return command("delete " + definition.kind() + " " + path(definition), "");
    }

    /// Deletes an element by its key, whatever data it has.
    public Builder delete(Element element) {
      return element(Verb.DELETE, element);
    }

    /// Deletes elements of any sets and maps by their keys.
    public Builder delete(Collection<Element> deleted) {
      deleted.forEach(this::delete);
      return this;
    }

    /// Deletes a table with all that is in it, if it is there.
    public Builder destroy(Table table) {
      return add(table).delete(table);
    }

    /// Deletes a chain with its rules, if it is there, at whatever hook; it must be nobody's
    /// target.
    public Builder destroy(Chain chain) {
      return command("add chain " + chain, "").flush(chain).delete(chain);
    }

    /// Deletes a set or map with its elements, if it is there; no rule may use it.
    public Builder destroy(Definition definition) {
      return add(definition).delete(definition);
    }

    /// Deletes an element if it is there with this key and data.
    public Builder destroy(Element element) {
      return element(Verb.DESTROY, element);
    }

    /// Deletes elements of any sets and maps, as far as they are there.
    public Builder destroy(Collection<Element> destroyed) {
      destroyed.forEach(this::destroy);
      return this;
    }

    /// Deletes a chain's rules. There is no deleting of one rule: what replaces a chain's rules
    /// flushes it and adds the new ones, and no packet sees it empty.
    public Builder flush(Chain chain) {
      return command("flush chain " + chain, "");
    }

    /// Deletes a set's or map's elements.
    public Builder flush(Definition definition) {
      gatherElements();
      changes.add(new Flush(definition));
      return this;
    }

    /// Goes on with the changes of another transaction.
    public Builder then(Transaction other) {
      gatherElements();
      changes.addAll(other.changes);
      return this;
    }

    /// The changes so far; the builder can go on.
    public Transaction build() {
      gatherElements();
      return new Transaction(changes);
    }

    private Builder command(String head, String rest) {
      gatherElements();
      changes.add(new Command(head + rest));
      return this;
    }

    private Builder element(Verb wanted, Element element) {
      if (verb != wanted) {
        gatherElements();
        verb = wanted;
      }
      elements.computeIfAbsent(element.definition(), _ -> new ArrayList<>()).add(element);
      return this;
    }

    private void gatherElements() {
      if (verb != Verb.DELETE) {
        elements.forEach((definition, list) -> changes.add(new Elements(true, definition, list)));
      }
      if (verb != Verb.ADD) {
        elements.forEach((definition, list) -> changes.add(new Elements(false, definition, list)));
      }
      elements.clear();
    }

    private static String path(Definition definition) {
      return definition.table() + " " + definition.name();
    }

    private static String specification(Definition definition) {
      String key = " { " + ElementType.declaration(definition.key());
      String data =
          definition.data().isEmpty() ? "" : " : " + Definition.concatenation(definition.data());
      String size = "; size " + definition.learns() + "; flags dynamic, timeout";
      String flags =
          definition.interval() ? "; flags interval" : definition.learns() > 0 ? size : "";
      return key + data + flags + "; }";
    }
  }
}
