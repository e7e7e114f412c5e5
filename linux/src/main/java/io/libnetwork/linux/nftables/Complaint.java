package io.libnetwork.linux.nftables;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.foreign.CLibrary;
import io.libnetwork.linux.nftables.NftablesException.Reason;
import java.util.Map;

/// What libnftables says when it refuses. It gives an errno only as text, in the process's
/// language, so the text is compared with the C library's own.
final class Complaint {

  /// One complaint an element makes a long text; the first ones tell enough.
  private static final int LONGEST = 2000;

  /// A command of a thousand elements is one line.
  private static final int LONGEST_LINE = 160;

  private static final Map<Errno, Reason> REASONS =
      Map.of(
          Errno.EPERM, Reason.NOT_PERMITTED,
          Errno.ENOENT, Reason.NOT_FOUND,
          Errno.EEXIST, Reason.EXISTS,
          Errno.EBUSY, Reason.BUSY,
          Errno.EOPNOTSUPP, Reason.NOT_SUPPORTED);

  private Complaint() {}

  static NftablesException about(String what, String complaint) {
    String text = narrowed(complaint.strip());
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    return new NftablesException(
        reason(text), what + ": " + (shown.isEmpty() ? "no reason was given" : shown));
  }

  /// What an error number of the kernel's means.
  static Reason reason(Errno errno) {
    return REASONS.getOrDefault(errno, Reason.OTHER);
  }

  /// The library quotes a command's whole line and puts carets under what is wrong. Of a long line
  /// this keeps what the carets mark and some of what is around it.
  private static String narrowed(String complaint) {
    String[] lines = complaint.split("\n", -1);
    for (int i = 0; i + 1 < lines.length; i++) {
      int caret = lines[i + 1].indexOf('^');
      if (caret >= 0 && lines[i].length() > LONGEST_LINE) {
        int from = Math.max(0, caret - LONGEST_LINE / 4);
        lines[i] = part(lines[i], from);
        lines[i + 1] = part(lines[i + 1], from);
      }
    }
    return String.join("\n", lines);
  }

  private static String part(String line, int from) {
    int start = Math.min(from, line.length());
    return line.substring(start, Math.min(line.length(), start + LONGEST_LINE));
  }

  private static Reason reason(String complaint) {
    int end = complaint.indexOf('\n');
    String first = end < 0 ? complaint : complaint.substring(0, end);
    for (Map.Entry<Errno, Reason> entry : REASONS.entrySet()) {
      if (first.contains(CLibrary.strerror(entry.getKey().number()))) {
        return entry.getValue();
      }
    }
    // Found by the library itself, before the kernel was asked.
    return first.contains("interval overlaps") ? Reason.EXISTS : Reason.OTHER;
  }
}
