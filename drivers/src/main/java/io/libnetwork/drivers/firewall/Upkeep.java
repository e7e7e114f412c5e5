package io.libnetwork.drivers.firewall;

/// What becomes of our tables when others change them.
public enum Upkeep {
  /// They are made again at once, and meanwhile an [Anchor] keeps connections alive and lets
  /// nothing new through.
  REPAIR,
  /// They stay as others make them, until the next change of ours that finds out, or until
  /// everything is looked at (`ControllerOption.ReconcileEvery`). So a chain can be emptied to see
  /// what it is for.
  LEAVE
}
