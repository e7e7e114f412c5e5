package io.libnetwork.http.v1;

import java.util.List;
import java.util.regex.Pattern;

/// A request that is refused.
///
/// @param status that is answered
/// @param body of the request
/// @param named what the message says
record Refused(int status, String body, String named) {

  private static final Pattern BAR = Pattern.compile(" +\\| ");

  /// Reads a table of them: status, body and what is named, with bars between.
  static List<Refused> table(String text) {
    return text.lines().map(Refused::row).toList();
  }

  private static Refused row(String line) {
    String[] cells = BAR.split(line, 3);
    return new Refused(Integer.parseInt(cells[0]), cells[1].strip(), cells[2].strip());
  }
}
