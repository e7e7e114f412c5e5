package io.libnetwork.cli.terminal;

/// A column of what is listed.
///
/// @param field its name in formats, as in `ID`
/// @param heading what stands above it, as in `NETWORK ID`
/// @param shown whether it is in the table that is printed where no format is given
public record Column(String field, String heading, boolean shown) {

  /// One that is always shown.
  public static Column shown(String field, String heading) {
    return new Column(field, heading, true);
  }

  /// One for formats only.
  public static Column hidden(String field, String heading) {
    return new Column(field, heading, false);
  }
}
