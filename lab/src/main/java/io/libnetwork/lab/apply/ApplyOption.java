package io.libnetwork.lab.apply;

/// What applying a lab may do besides adding and changing.
public enum ApplyOption {
  /// What the lab named before and names no longer goes.
  PRUNE,
  /// What cannot be changed where it is goes, and is made anew.
  REPLACE
}
