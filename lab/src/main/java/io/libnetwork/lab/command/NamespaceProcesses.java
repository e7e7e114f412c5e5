package io.libnetwork.lab.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The processes in some network namespaces, to be ended.
///
/// A process is found by the namespace it is in (`/proc/<pid>/ns/net`, see namespaces(7)), so also
/// what a command has started and forgotten, and what somebody ran there by hand.
public final class NamespaceProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(NamespaceProcesses.class);
  private static final Path PROC = Path.of("/proc");
  private static final Duration AFTER_KILL = Duration.ofSeconds(2);
  private static final long LONGEST_PAUSE = 20;

  private NamespaceProcesses() {}

  /// Ends everything in these namespaces: asks by SIGTERM, and after a while ends by SIGKILL what
  /// has not ended. Namespaces that are gone have no processes.
  ///
  /// @param keys paths at which the namespaces are bound
  /// @param entering processes that may not be inside yet, and end too
  /// @param grace how long they may take to end when they are asked to
  public static void end(
      Collection<Path> keys, Collection<ProcessHandle> entering, Duration grace) {
    Set<Path> namespaces = new HashSet<>();
    keys.forEach(key -> identity(key).ifPresent(namespaces::add));
    Set<ProcessHandle> asked = all(namespaces, entering);
    if (asked.isEmpty()) {
      return;
    }
    asked.forEach(ProcessHandle::destroy);
    awaitNone(asked, grace);
    Set<ProcessHandle> left = all(namespaces, entering);
    left.forEach(process -> {
      LOG.info("process {} does not end when it is asked to, and is killed", process.pid());
      process.destroyForcibly();
    });
    awaitNone(left, AFTER_KILL);
  }

  private static Set<ProcessHandle> all(Set<Path> namespaces, Collection<ProcessHandle> entering) {
    Set<ProcessHandle> all = new LinkedHashSet<>();
    entering.stream().filter(ProcessHandle::isAlive).forEach(all::add);
    if (!namespaces.isEmpty()) {
      all.addAll(in(namespaces));
    }
    return all;
  }

  private static void awaitNone(Collection<ProcessHandle> processes, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    long pause = 1;
    while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < end) {
      try {
        Thread.sleep(pause);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private static List<ProcessHandle> in(Set<Path> namespaces) {
    List<ProcessHandle> found = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : all) {
        if (entered(process).filter(namespaces::contains).isPresent()) {
          ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
              .filter(ProcessHandle::isAlive)
              .ifPresent(found::add);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list the processes of this machine", failure);
    }
    return found;
  }

  /// Which namespace a process is in, as `net:[4026531840]`; empty where it has ended, or is not
  /// ours to see.
  private static Optional<Path> entered(Path process) {
    try {
      return Optional.of(Files.readSymbolicLink(process.resolve("ns/net")));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /// Which namespace is bound at a path, in the same words: the number is that of its inode. Empty
  /// where there is none.
  private static Optional<Path> identity(Path key) {
    try {
      return Optional.of(Path.of("net:[" + Files.getAttribute(key, "unix:ino") + "]"));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
