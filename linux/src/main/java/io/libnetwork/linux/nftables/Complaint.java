package io.libnetwork.linux.nftables;

import io.libnetwork.linux.foreign.CLibrary;
import io.libnetwork.linux.nftables.NftablesException.Reason;

/// What libnftables says when it refuses. It gives an errno only as text, in the process's
/// language, so the text is compared with the C library's own.
final class Complaint {

  /// One complaint an element makes a long text; the first ones tell enough.
  private static final int LONGEST = 2000;

  private Complaint() {}

  static NftablesException about(String what, String complaint) {
    String text = complaint.strip();
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    return new NftablesException(
        reason(text), what + ": " + (shown.isEmpty() ? "no reason was given" : shown));
  }

  static NftablesException errno(String what, int errno) {
    return new NftablesException(reasonOf(errno), what + ": " + CLibrary.strerror(errno));
  }

  private static Reason reason(String complaint) {
    int end = complaint.indexOf('\n');
    String first = end < 0 ? complaint : complaint.substring(0, end);
    for (int errno : Errno.CLASSIFIED) {
      if (first.contains(CLibrary.strerror(errno))) {
        return reasonOf(errno);
      }
    }
    // Found by the library itself, before the kernel was asked.
    return first.contains("interval overlaps") ? Reason.EXISTS : Reason.OTHER;
  }

  private static Reason reasonOf(int errno) {
    return switch (errno) {
      case Errno.EPERM -> Reason.NOT_PERMITTED;
      case Errno.ENOENT -> Reason.NOT_FOUND;
      case Errno.EEXIST -> Reason.EXISTS;
      case Errno.EBUSY -> Reason.BUSY;
      case Errno.EOPNOTSUPP -> Reason.NOT_SUPPORTED;
      case Errno.EMFILE, Errno.ENFILE -> Reason.EXHAUSTED;
      default -> Reason.OTHER;
    };
  }

  /// `asm-generic/errno-base.h` and `errno.h`.
  private static final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int EOPNOTSUPP = 95;
    static final int[] CLASSIFIED = {EPERM, ENOENT, EEXIST, EBUSY, EOPNOTSUPP, EMFILE, ENFILE};
  }
}
