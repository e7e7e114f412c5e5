package io.libnetwork.linux.tc;

/// What a class gives the packets that are put into it.
public sealed interface ClassKind permits HtbClass, OtherClass {

  /// The kernel's word for the queueing discipline it belongs to, as `htb`.
  String text();
}
