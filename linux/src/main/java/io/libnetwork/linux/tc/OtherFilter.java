package io.libnetwork.linux.tc;

/// A filter that is not spoken here.
///
/// @param text the kernel's word for it, as `flower`
public record OtherFilter(String text) implements FilterKind {}
