package io.libnetwork.testing;

import io.libnetwork.Host;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A network namespace that plays a host: a controller on it neither sees nor changes the machine's
/// own network.
///
/// It has its own way to look at itself, apart from the [Host] that is tested, so that an audit can
/// look after that one is closed. Needs root.
public final class TestHost implements AutoCloseable {

  private static final String NAMESPACE_FOLDER = "host";
  private static final String PREFIX = "libnetwork-host-";

  /// Kept in memory, as `/run` is on a host; shm_overview(7).
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path folder;
  private final Path namespacePath;
  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Rtnetlink rtnetlink;
  private final Host host;

  private TestHost(Path folder, NamespaceThread thread) {
    this.folder = folder;
    this.thread = thread;
    this.namespacePath = folder.resolve(NAMESPACE_FOLDER).resolve("net");
    this.namespace = thread.createAt(namespacePath);
    this.rtnetlink = Rtnetlink.open(thread, namespace);
    this.host = Host.at(namespacePath, folder.resolve("run"));
    rtnetlink.execute(Links.up(Ifindex.LOOPBACK));
  }

  /// Makes a host, with a folder of its own: in memory where there is a place for it, among the
  /// temporary ones otherwise.
  public static TestHost create() {
    try {
      Path folder =
          Files.isWritable(MEMORY)
              ? Files.createTempDirectory(MEMORY, PREFIX)
              : Files.createTempDirectory(PREFIX);
      return new TestHost(folder, NamespaceThread.start());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder for a test host", failure);
    }
  }

  /// The host as a controller takes it; closed with this.
  public Host host() {
    return host;
  }

  /// Where its namespace is bound, for `nsenter --net=`.
  public Path namespacePath() {
    return namespacePath;
  }

  /// Its namespace.
  public NetworkNamespace namespace() {
    return namespace;
  }

  /// The thread by which the test itself enters namespaces.
  public NamespaceThread thread() {
    return thread;
  }

  /// Its links, addresses and routes, seen apart from the host that is tested.
  public Rtnetlink rtnetlink() {
    return rtnetlink;
  }

  /// Gives the host an address of its own, on its loopback interface, where it needs no neighbour.
  public void addAddress(InterfaceAddress address) {
    rtnetlink.execute(Addresses.add(LinkAddress.of(Ifindex.LOOPBACK, address)));
  }

  /// What is bound among the namespaces of its sandboxes.
  public List<Path> sandboxNamespaces() {
    Path bound = host.namespaceFolder();
    if (!Files.isDirectory(bound)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(bound)) {
      return paths.sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + bound, failure);
    }
  }

  /// Runs a command inside the host's namespace and answers what it prints, standard error
  /// included.
  ///
  /// @throws IllegalStateException when it fails, with what it printed
  public String run(String... command) {
    return Commands.run(namespacePath, command);
  }

  /// The same host as after a reboot: what its kernel had is gone, and so is what it keeps until
  /// the next boot. This one is closed.
  public TestHost rebooted() {
    powerOff();
    return new TestHost(folder, NamespaceThread.start());
  }

  @Override
  public void close() {
    powerOff();
    delete(folder);
  }

  private void powerOff() {
    host.close();
    rtnetlink.close();
    namespace.close();
    thread.close();
    NetworkNamespace.delete(namespacePath);
    sandboxNamespaces().forEach(NetworkNamespace::delete);
    NamespaceFolder.remove(folder.resolve(NAMESPACE_FOLDER));
    NamespaceFolder.remove(host.namespaceFolder());
  }

  private static void delete(Path folder) {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.sorted(Comparator.reverseOrder()).forEach(paths::add);
      for (Path path : paths) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + folder, failure);
    }
  }
}
