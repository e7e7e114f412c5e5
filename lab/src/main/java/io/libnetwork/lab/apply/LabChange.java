package io.libnetwork.lab.apply;

import java.util.Optional;

/// One thing in which a host differs from a lab that is wanted, and what becomes of it.
///
/// @param verb what becomes of it
/// @param path what it is, as a file names it: `sandboxes.web.networks.front.ports`
/// @param before what is there, where that is one value
/// @param after what will be there, where that is one value
/// @param reason why it is made anew or stays; empty where that is plain
public record LabChange(
    Verb verb, String path, Optional<String> before, Optional<String> after, String reason) {

  /// What becomes of a thing.
  public enum Verb {
    /// It is not there, and is made.
    MAKE("+"),
    /// It is changed where it is.
    CHANGE("~"),
    /// It cannot be changed where it is: it goes, and is made anew.
    REPLACE("±"),
    /// It is there, wanted no longer, and goes.
    REMOVE("-"),
    /// It is there, wanted no longer, and stays, because nobody said that it should go.
    KEEP("=");

    private final String sign;

    Verb(String sign) {
      this.sign = sign;
    }

    /// One character, as a diff has.
    public String sign() {
      return sign;
    }
  }

  static LabChange make(String path) {
    return new LabChange(Verb.MAKE, path, Optional.empty(), Optional.empty(), "");
  }

  static LabChange remove(String path) {
    return new LabChange(Verb.REMOVE, path, Optional.empty(), Optional.empty(), "");
  }

  static LabChange replace(String path, String reason) {
    return new LabChange(Verb.REPLACE, path, Optional.empty(), Optional.empty(), reason);
  }

  static LabChange keep(String path) {
    return new LabChange(
        Verb.KEEP, path, Optional.empty(), Optional.empty(), "the lab no longer names it");
  }

  static LabChange change(String path, Object before, Object after) {
    return new LabChange(
        Verb.CHANGE, path, Optional.of(before.toString()), Optional.of(after.toString()), "");
  }

  /// As in `~ sandboxes.web.networks.front.ports: [] -> [8080:80/tcp]`.
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(verb.sign()).append(' ').append(path);
    if (before.isPresent() || after.isPresent()) {
      line.append(": ").append(before.orElse("")).append(" -> ").append(after.orElse(""));
    }
    return reason.isEmpty()
        ? line.toString()
        : line.append(" (").append(reason).append(')').toString();
  }
}
