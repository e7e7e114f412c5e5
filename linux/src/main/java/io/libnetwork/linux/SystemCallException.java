package io.libnetwork.linux;

/// The kernel refused a system call.
///
/// The message names the call, what it was asked of, and the error number.
public class SystemCallException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String call;
  private final transient Errno errno;

  /// @param call the system call's name as in section 2 of the manual
  /// @param subject what it was asked of: a path, a descriptor, an interface
  /// @param errno why it was refused
  public SystemCallException(String call, String subject, Errno errno) {
    super(call + " " + subject + ": " + errno);
    this.call = call;
    this.errno = errno;
  }

  /// The system call's name.
  public String call() {
    return call;
  }

  /// Why the kernel refused.
  public Errno errno() {
    return errno;
  }

  /// Whether the process lacked a right (`EPERM` or `EACCES`), in most cases `CAP_NET_ADMIN` or
  /// `CAP_SYS_ADMIN`.
  public boolean forbidden() {
    return errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES);
  }
}
