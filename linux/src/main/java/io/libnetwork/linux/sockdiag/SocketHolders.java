package io.libnetwork.linux.sockdiag;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/// Which process has a socket, found by looking through the open files of every process.
///
/// That takes a system call for each open file of the machine, so it is for the text of an error,
/// never for an operation that succeeds. It ends as soon as all are found, and at the latest after
/// a number of files. Who is not root sees the files of processes of his own only; processes in
/// another PID namespace than this one's descendants are not seen at all.
public final class SocketHolders {

  private static final Path PROC = Path.of("/proc");

  /// About a second's work.
  private static final int MOST_FILES = 250_000;

  private final Map<String, Long> wanted = new HashMap<>();
  private final Map<Long, SocketHolder> found = new HashMap<>();
  private int files;

  private SocketHolders() {}

  /// Looks for the holders of sockets.
  ///
  /// @param inodes [InetSocket#inode()] of each
  /// @return by inode, one of the processes that have it; without those that were not found
  public static Map<Long, SocketHolder> find(Collection<Long> inodes) {
    SocketHolders search = new SocketHolders();
    for (long inode : new HashSet<>(inodes)) {
      if (inode != 0) {
        search.wanted.put("socket:[" + inode + "]", inode);
      }
    }
    search.run();
    return Map.copyOf(search.found);
  }

  private void run() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (wanted.isEmpty() || files > MOST_FILES) {
          return;
        }
        look(process);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("could not look through " + PROC, failure);
    }
  }

  /// A process may end while it is looked at, or not be ours to look at.
  private void look(Path process) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        files++;
        note(process, descriptor);
        if (wanted.isEmpty() || files > MOST_FILES) {
          return;
        }
      }
    } catch (IOException | DirectoryIteratorException unseen) {
      return;
    }
  }

  private void note(Path process, Path descriptor) throws IOException {
    Long inode = wanted.remove(target(descriptor));
    if (inode != null) {
      long pid = Long.parseLong(process.getFileName().toString());
      String command = Files.readString(process.resolve("comm")).strip();
      found.put(inode, new SocketHolder(pid, command));
    }
  }

  /// A file may be closed between the listing and the look.
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closed) {
      return "";
    }
  }
}
