package io.libnetwork.lab.file;

/// What is wrong with a file, and where.
///
/// @param place where it stands
/// @param path by which the value is reached, as in `sandboxes.web.networks.front.addresses.0`;
///   empty where the whole file is meant
/// @param message in lower case and on one line, with the offending value
public record Mistake(Place place, String path, String message) {

  /// As in `12:14: invalid …`.
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
