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

  private static final Map<Errno, Reason> REASONS =
      Map.of(
          Errno.EPERM, Reason.NOT_PERMITTED,
          Errno.ENOENT, Reason.NOT_FOUND,
          Errno.EEXIST, Reason.EXISTS,
          Errno.EBUSY, Reason.BUSY,
          Errno.EOPNOTSUPP, Reason.NOT_SUPPORTED);

  private Complaint() {}

  static NftablesException about(String what, String complaint) {
    String text = complaint.strip();
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    return new NftablesException(
        reason(text), what + ": " + (shown.isEmpty() ? "no reason was given" : shown));
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
