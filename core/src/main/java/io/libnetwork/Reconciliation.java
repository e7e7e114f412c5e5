package io.libnetwork;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What one look at everything has found, and what came of it.
///
/// @param repaired what was found and put right
/// @param failed what was found, and refused to be put right
/// @param left what was found and is not ours to put right
public record Reconciliation(
    List<Difference> repaired, List<Failed> failed, List<Difference> left) {

  /// Everything is as it should be.
  public static final Reconciliation NOTHING = new Reconciliation(List.of(), List.of(), List.of());

  public Reconciliation {
    repaired = List.copyOf(repaired);
    failed = List.copyOf(failed);
    left = List.copyOf(left);
  }

  /// A difference that stays.
  ///
  /// @param cause why, in a sentence
  public record Failed(Difference difference, String cause) {

    @Override
    public String toString() {
      return difference + ": " + cause;
    }
  }

  /// Something that was put right.
  public static Reconciliation repaired(Difference difference) {
    return new Reconciliation(List.of(difference), List.of(), List.of());
  }

  /// Something that refused to be put right.
  public static Reconciliation failed(Difference difference, RuntimeException cause) {
    return new Reconciliation(
        List.of(), List.of(new Failed(difference, String.valueOf(cause.getMessage()))), List.of());
  }

  /// Something that is not ours to put right.
  public static Reconciliation left(Difference difference) {
    return new Reconciliation(List.of(), List.of(), List.of(difference));
  }

  /// All of several.
  public static Reconciliation all(Collection<Reconciliation> several) {
    List<Difference> repaired = new ArrayList<>();
    List<Failed> failed = new ArrayList<>();
    List<Difference> left = new ArrayList<>();
    for (Reconciliation one : several) {
      repaired.addAll(one.repaired);
      failed.addAll(one.failed);
      left.addAll(one.left);
    }
    return new Reconciliation(repaired, failed, left);
  }

  /// Whether nothing was found.
  public boolean clean() {
    return repaired.isEmpty() && failed.isEmpty() && left.isEmpty();
  }

  /// Everything that was found.
  public List<Difference> differences() {
    List<Difference> all = new ArrayList<>(repaired);
    failed.forEach(one -> all.add(one.difference()));
    all.addAll(left);
    return List.copyOf(all);
  }
}
