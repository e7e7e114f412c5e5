package io.libnetwork.dns.zone;

import java.util.List;
import java.util.stream.Collectors;

/// A master file has mistakes, for which the whole of it is refused.
public final class ZoneFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// Where a file is wrong, and how.
  ///
  /// @param line the first is 1
  /// @param column in characters (UTF-16 units, a tab is one), the first is 1
  /// @param message in lower case, with the offending value
  public record Mistake(int line, int column, String message) {

    /// As in `3:7: invalid TTL "1x": expected …`.
    @Override
    public String toString() {
      return line + ":" + column + ": " + message;
    }
  }

  private final transient List<Mistake> mistakes;

  ZoneFileException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  /// One or more, in the order in which they were found; after [ZoneFile#MISTAKES] the rest of the
  /// file was not read.
  public List<Mistake> mistakes() {
    return mistakes;
  }
}
