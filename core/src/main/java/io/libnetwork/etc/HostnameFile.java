package io.libnetwork.etc;

/// A container's `hostname` file (`hostname(5)`).
///
/// @param name without its domain
public record HostnameFile(String name) {

  /// The file's text.
  @Override
  public String toString() {
    return name + "\n";
  }
}
