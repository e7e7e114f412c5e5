package io.libnetwork.junit;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.lab.command.NamespaceProcesses;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away what processes have left that were killed: what runs in their containers, networks
/// and containers, and their folders.
///
/// They are found again by their records and removed as usual, so that of the firewall's elements
/// theirs go, and those of processes that run stay.
final class Sweep {

  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
  private static final Duration GRACE = Duration.ofMillis(500);
  private static final Duration LAST_BREATH = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 10;

  private static final Object TURN = new Object();

  private Sweep() {}

  /// What the watcher runs, see [Watcher].
  ///
  /// @param arguments the folder of all processes, the path of the namespace that plays the host or
  ///   an empty text, and the number of the process that is to have ended
  public static void main(String[] arguments) throws InterruptedException {
    Optional<Path> namespace =
        arguments[1].isEmpty() ? Optional.empty() : Optional.of(Path.of(arguments[1]));
    awaitEnd(Long.parseLong(arguments[2]));
    if (!run(new Place(namespace, Path.of(arguments[0])))) {
      System.exit(1);
    }
  }

  /// A process's pipes may be closed a moment before it has ended.
  private static void awaitEnd(long pid) throws InterruptedException {
    long end = System.nanoTime() + LAST_BREATH.toNanos();
    while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        && System.nanoTime() < end) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /// Takes away what all ended processes have left in a place. What cannot be is logged, and stays
  /// for the next.
  ///
  /// @return whether nothing is left
  static boolean run(Place place) {
    if (SessionFolder.left(place).isEmpty()) {
      return true;
    }
    synchronized (TURN) {
      Path file = place.folder().resolve("sweep.lock");
      try (FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        return all(place);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot lock " + file, failure);
      }
    }
  }

  private static boolean all(Place place) {
    boolean swept = true;
    for (SessionFolder folder : SessionFolder.left(place)) {
      try {
        one(folder, place);
        LOG.info("process {} was killed: what its tests had is removed", folder.owner().pid());
      } catch (RuntimeException failure) {
        swept = false;
        LOG.error("what the tests of a killed process had is not all gone: {}", folder, failure);
      }
    }
    return swept;
  }

  private static void one(SessionFolder folder, Place place) {
    NamespaceProcesses.end(folder.sandboxNamespaces(), entering(folder), GRACE);
    StateStoreProvider stores = StateStoreProvider.named(SessionHost.STORE);
    if (Files.isDirectory(folder.store())) {
      try (Host host = place.host(folder.path());
          StateStore store = stores.open(folder.store(), Schema.FIRST)) {
        empty(host, store);
      }
      stores.delete(folder.store());
    }
    folder.delete();
  }

  /// What was on its way into a container when its process was killed has the container's files
  /// among its arguments, see [io.libnetwork.lab.command.CommandLine].
  private static List<ProcessHandle> entering(SessionFolder folder) {
    String path = folder.path() + "/";
    return ProcessHandle.allProcesses()
        .filter(process -> commandLine(process.pid()).contains(path))
        .toList();
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  /// To open a controller is to find again what there is.
  private static void empty(Host host, StateStore store) {
    try (Controller controller =
        Controller.open(host, SessionHost.options(store, new ControllerOption.WithoutNames()))) {
      controller.removeAll(controller.sandboxes());
      for (Network network : controller.networks()) {
        network.endpoints().forEach(Endpoint::deleteForced);
        network.delete();
      }
    }
  }
}
