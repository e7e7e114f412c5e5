package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;

/// The kernel refused a netlink request.
///
/// The message says what was asked, the error number, and the kernel's own words where it gave some
/// (the extended acknowledgement of netlink(7), `NLMSGERR_ATTR_MSG`).
public final class NetlinkException extends SystemCallException {

  private static final long serialVersionUID = 1L;

  /// @param description what was asked
  /// @param kernelText the extended acknowledgement's text, empty where there was none
  public NetlinkException(String description, Errno errno, String kernelText) {
    super(
        "netlink",
        kernelText.isEmpty() ? description : description + " (" + kernelText + ")",
        errno);
  }
}
