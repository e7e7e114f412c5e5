package io.libnetwork.linux.sockdiag;

/// A process that has a socket open.
///
/// @param pid its number, as this process's `/proc` shows it
/// @param command its name, at most 15 characters (`comm` in proc_pid_comm(5))
public record SocketHolder(long pid, String command) {

  /// As in `nginx (process 812)`.
  @Override
  public String toString() {
    return command + " (process " + pid + ")";
  }
}
