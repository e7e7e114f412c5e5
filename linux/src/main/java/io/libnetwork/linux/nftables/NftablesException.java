package io.libnetwork.linux.nftables;

import java.io.Serial;

/// The kernel or libnftables refused; of what was asked, nothing was done.
public final class NftablesException extends RuntimeException {

  /// Why, as far as it can be told: the errno of the first complaint.
  public enum Reason {
    /// `EPERM`: no CAP_NET_ADMIN in the namespace, or a table that another socket owns.
    NOT_PERMITTED,
    /// `ENOENT`: what should be deleted, changed or referred to is not there.
    NOT_FOUND,
    /// `EEXIST`: the name or key is there with another definition, data, or overlaps.
    EXISTS,
    /// `EBUSY`: something still refers to it.
    BUSY,
    /// `EOPNOTSUPP`: the kernel lacks it.
    NOT_SUPPORTED,
    /// Anything else; the message has it.
    OTHER
  }

  @Serial private static final long serialVersionUID = 1L;

  private final Reason reason;

  NftablesException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
