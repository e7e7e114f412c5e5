package io.libnetwork.linux.tc;

/// A class of a kind that is not spoken here.
///
/// @param text the kernel's word for it, as `tbf`
public record OtherClass(String text) implements ClassKind {}
