package io.libnetwork.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What should not be there any more.
final class Leftovers {

  private Leftovers() {}

  /// The folders of processes.
  static List<String> folders(Path all) {
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains("-"))
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + all, failure);
    }
  }

  /// The numbers of processes with a word among their arguments.
  static List<Long> processes(String word) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> commandLine(pid).contains(word))
        .toList();
  }

  /// The JDK tells only those that are not long, see proc_pid_cmdline(5).
  static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline")).replace('\0', ' ');
    } catch (IOException gone) {
      return "";
    }
  }
}
