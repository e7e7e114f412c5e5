package io.libnetwork.linux.netlink;

/// What a dump has to be, of a table that may change while the kernel tells it.
public enum Consistency {
  /// One picture of one moment: a dump that a change interrupts (`NLM_F_DUMP_INTR`) is asked again.
  ONE_MOMENT,
  /// What is met while the table is gone through. What was there all the time is told, unless a
  /// change moved it; what came or went meanwhile may be told or not.
  AS_MET
}
