package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import java.util.LinkedHashMap;
import java.util.Map;

/// How what belongs to a lab is known by its labels.
final class LabLabels {

  /// The lab's name, at networks, sandboxes and endpoints of it.
  static final String LAB = "io.libnetwork.lab";

  /// The [Fingerprint] of what it was asked to be.
  static final String MADE = "io.libnetwork.lab.made";

  private LabLabels() {}

  static Map<String, String> of(String lab, Fingerprint fingerprint, Map<String, String> own) {
    Map<String, String> labels = new LinkedHashMap<>(own);
    labels.put(LAB, lab);
    labels.put(MADE, fingerprint.digest());
    return labels;
  }

  /// Those that are the owner's.
  static Map<String, String> own(Map<String, String> labels) {
    Map<String, String> own = new LinkedHashMap<>(labels);
    own.remove(LAB);
    own.remove(MADE);
    return own;
  }

  /// Those that are not ours: what ours say only this host needs.
  static Map<String, String> theirs(Map<String, String> labels) {
    Map<String, String> theirs = new LinkedHashMap<>(labels);
    theirs.keySet().removeIf(key -> key.startsWith(Lab.RESERVED_LABELS));
    return theirs;
  }

  static boolean belongs(Map<String, String> labels, String lab) {
    return lab.equals(labels.get(LAB));
  }

  static boolean made(Map<String, String> labels, Fingerprint fingerprint) {
    return fingerprint.digest().equals(labels.get(MADE));
  }
}
