package io.libnetwork.linux.tc;

/// What a queueing discipline does with the packets it holds.
public sealed interface QdiscKind permits Tbf, Htb, Ingress, Clsact, OtherQdisc {

  /// The kernel's word for it, as `tbf`.
  String text();
}
