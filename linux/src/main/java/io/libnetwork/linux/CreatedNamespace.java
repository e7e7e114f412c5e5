package io.libnetwork.linux;

/// A namespace just made, with what was opened in it on the way.
///
/// @param namespace the namespace, open
/// @param opened what the task answered that ran inside
public record CreatedNamespace<T>(NetworkNamespace namespace, T opened) {}
