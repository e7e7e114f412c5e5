package io.libnetwork.testing;

import io.libnetwork.address.IpFamily;
import java.util.List;

/// A row of the matrix of who reaches whom; the file `reach.txt` explains its columns.
///
/// @param line where in the file it stands
record ReachRow(
    int line,
    String mode,
    String published,
    String from,
    String to,
    String v4,
    String v6,
    String reason) {

  /// Who is seen where nobody gets through.
  static final String NOBODY = "-";

  /// What comes of asking for a port that cannot be had.
  static final String REFUSED = "refused";

  /// Where there is nothing to ask.
  private static final String UNASKED = ".";

  private static final int COLUMNS = 6;

  /// Reads a file's rows.
  static List<ReachRow> parse(String text) {
    List<String> lines = text.lines().toList();
    return java.util.stream.IntStream.range(0, lines.size())
        .filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
        .mapToObj(i -> parse(i + 1, lines.get(i)))
        .toList();
  }

  private static ReachRow parse(int number, String line) {
    String[] words = line.strip().split("\\s+", COLUMNS + 1);
    if (words.length < COLUMNS) {
      throw new IllegalArgumentException(
          "line " + number + " of the matrix, \"" + line + "\": expected six columns at least");
    }
    return new ReachRow(
        number,
        words[0],
        words[1],
        words[2],
        words[3],
        words[4],
        words[5],
        words.length > COLUMNS ? words[COLUMNS] : "");
  }

  /// It says that the port cannot be asked for.
  boolean refused() {
    return v4.equals(REFUSED);
  }

  /// Whether there is something to ask in a family: who asks, or is asked, may have no address.
  boolean asks(IpFamily family) {
    return !(family == IpFamily.V4 ? v4 : v6).equals(UNASKED);
  }

  /// @param bridgeNetfilter 0 or 1; where that matters a column has both, as in `a/b`
  String expected(IpFamily family, int bridgeNetfilter) {
    String[] both = (family == IpFamily.V4 ? v4 : v6).split("/", -1);
    return both[both.length == 1 ? 0 : bridgeNetfilter];
  }
}
