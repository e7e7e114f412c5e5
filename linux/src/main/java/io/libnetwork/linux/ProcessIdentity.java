package io.libnetwork.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Which process: its number, which the kernel gives again, and when it started, which tells it
/// from the next that gets the number. Within one boot of the machine, see [BootId].
///
/// @param pid the process's number, 1 or more
/// @param started when it started, in clock ticks since boot: field 22 of `/proc/<pid>/stat`, see
///   proc_pid_stat(5)
public record ProcessIdentity(long pid, long started) {

  /// Fields are counted from after the command's name, which may have blanks and parentheses in it:
  /// the state, field 3, is the first.
  private static final int STARTED = 22 - 3;

  public ProcessIdentity {
    if (pid <= 0) {
      throw new IllegalArgumentException("no process id: " + pid + ", expected 1 or more");
    }
  }

  /// The process that has a number now; empty where none has.
  ///
  /// @throws UncheckedIOException when the kernel does not tell
  public static Optional<ProcessIdentity> of(long pid) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[STARTED])));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException failure) {
      if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
        return Optional.empty();
      }
      throw new UncheckedIOException("cannot tell when process " + pid + " started", failure);
    }
  }

  /// This process still runs.
  public boolean alive() {
    return of(pid).filter(this::equals).isPresent();
  }
}
