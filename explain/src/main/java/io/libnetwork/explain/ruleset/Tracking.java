package io.libnetwork.explain.ruleset;

import java.util.HashSet;
import java.util.Set;

/// What connection tracking knows of a packet's connection, in one namespace.
///
/// @param state `new`, `established`, `untracked` or `invalid`
/// @param reply the packet goes against the direction of the first one
/// @param status of `ct status`, as far as rules of anybody ask for it: `dnat`, `snat`
/// @param mark the connection's
/// @param labels the bits that are set
/// @param original as the first packet came
/// @param translated as the first packet left
/// @param destinationSettled it has been decided where it leads
/// @param sourceSettled it has been decided under which address it leaves
public record Tracking(
    String state,
    boolean reply,
    Set<String> status,
    long mark,
    Set<Long> labels,
    Tuple original,
    Tuple translated,
    boolean destinationSettled,
    boolean sourceSettled) {

  static final String NEW = "new";
  static final String UNTRACKED = "untracked";

  public Tracking {
    status = Set.copyOf(status);
    labels = Set.copyOf(labels);
  }

  /// Of a connection's first packet.
  public static Tracking first(Tuple original) {
    return new Tracking(NEW, false, Set.of(), 0, Set.of(), original, original, false, false);
  }

  /// Of an answer that belongs to no connection that is known here.
  public static Tracking stray(Tuple tuple) {
    return new Tracking("invalid", false, Set.of(), 0, Set.of(), tuple, tuple, true, true);
  }

  /// Of the first answer to the packet that this is of.
  public Tracking answered() {
    return new Tracking(
        "established", true, status, mark, labels, original, translated, true, true);
  }

  boolean fresh() {
    return state.equals(NEW);
  }

  Tracking untracked() {
    return new Tracking(UNTRACKED, reply, status, mark, labels, original, translated, true, true);
  }

  Tracking withMark(long value) {
    return new Tracking(
        state,
        reply,
        status,
        value,
        labels,
        original,
        translated,
        destinationSettled,
        sourceSettled);
  }

  Tracking withLabel(long bit) {
    Set<Long> all = new HashSet<>(labels);
    all.add(bit);
    return new Tracking(
        state, reply, status, mark, all, original, translated, destinationSettled, sourceSettled);
  }

  /// It is known by now where it leads, or under which address it leaves.
  Tracking settled(boolean destination) {
    return new Tracking(
        state,
        reply,
        status,
        mark,
        labels,
        original,
        translated,
        destination || destinationSettled,
        !destination || sourceSettled);
  }

  Tracking withTranslation(Tuple changed, String kind) {
    Set<String> all = new HashSet<>(status);
    all.add(kind);
    return new Tracking(
        state, reply, all, mark, labels, original, changed, destinationSettled, sourceSettled);
  }
}
