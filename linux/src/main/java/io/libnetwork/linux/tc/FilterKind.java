package io.libnetwork.linux.tc;

/// Which packets a filter is for, and what becomes of them.
public sealed interface FilterKind permits RedirectAll, OtherFilter {

  /// The kernel's word for it, as `u32`.
  String text();
}
