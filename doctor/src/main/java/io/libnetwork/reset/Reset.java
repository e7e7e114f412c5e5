package io.libnetwork.reset;

import io.libnetwork.ChangedParameters;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.drivers.neighbour.NeighbourFirewallProvider;
import io.libnetwork.drivers.neighbour.Neighbours;
import io.libnetwork.drivers.uplink.LeftLinks;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// Takes everything of ours away from a host, and puts back what was changed of it.
///
/// ```java
/// Reset reset = Reset.of(Host.local(), Host.DEFAULT_STATE_ROOT);
/// System.out.println(reset.belongings());
/// reset.run(false);
/// ```
///
/// There must be no controller on the host; a container that still runs loses its interfaces. Needs
/// the rights that a controller needs. What fails is thrown as a [NetworkException]; what was done
/// until then stays done, and the next reset goes on.
public final class Reset {

  /// Where a store is looked for in a folder.
  private static final String STORE = "mvstore";

  private final Host host;
  private final Path state;
  private final List<NeighbourFirewallProvider> neighbours;

  private Reset(Host host, Path state, List<NeighbourFirewallProvider> neighbours) {
    this.host = host.requireLinux("reset");
    this.state = state.toAbsolutePath();
    this.neighbours = List.copyOf(neighbours);
  }

  /// Of a host and of what is in its folder for what lasts until the next boot.
  ///
  /// @param state the folder of the store; there need not be one
  public static Reset of(Host host, Path state) {
    return new Reset(host, state, Neighbours.providers(host));
  }

  /// The same, with others of the host's firewalls than those that are found.
  public Reset withNeighbours(List<NeighbourFirewallProvider> given) {
    return new Reset(host, state, given);
  }

  /// What there is to be removed. Nothing is changed.
  public Belongings belongings() {
    return new Search(host, state).belongings();
  }

  /// Removes all of it.
  ///
  /// @param evenIfRunning whether containers that still run may lose their interfaces
  /// @throws NetworkException.Conflict if a process has networks on this host, or a container runs
  ///   and may not lose its interfaces; then nothing was changed
  public Outcome run(boolean evenIfRunning) {
    Search search = new Search(host, state);
    Belongings found = search.belongings();
    search.requireNobody(found);
    if (!evenIfRunning) {
      requireStopped(found);
    }
    List<Sysctl.Change> restored;
    try (Held _ = hold()) {
      restored = remove(found);
    }
    return new Outcome(restored, finish(found));
  }

  private static void requireStopped(Belongings found) {
    if (!found.running().isEmpty()) {
      throw new NetworkException.Conflict(
          "containers run that would lose their network: "
              + String.join(", ", found.running().stream().map(Running::toString).toList())
              + "; stop them, or say that they may");
    }
  }

  /// The interfaces go first and the tables last: nothing passes while its rules go, and the host
  /// forwards for nobody when they are gone.
  private List<Sysctl.Change> remove(Belongings found) {
    removeLinks(found.links());
    found.namespaces().forEach(NetworkNamespace::delete);
    List<Sysctl.Change> changes = new ArrayList<>();
    for (ChangedParameters changed : found.parameters()) {
      changes.addAll(changed.restore(host));
    }
    if (!found.firewall().tables().isEmpty() && !found.tablesStay()) {
      found.firewall().remove(host.nftables());
    }
    return changes;
  }

  private void removeLinks(List<MarkedLink> links) {
    CompletableFuture<?>[] removals =
        links.stream()
            .map(marked -> LeftLinks.remove(host, marked.link()))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(removals).join();
  }

  private List<String> finish(Belongings found) {
    List<String> left = new ArrayList<>();
    if (found.tablesStay()) {
      left.add(
          "interfaces %s are of a controller with another folder, and stay with the tables that guard them; name its folder to remove them too"
              .formatted(found.othersLinks()));
    }
    neighbours.stream()
        .filter(NeighbourFirewallProvider::reachable)
        .forEach(neighbour -> forget(neighbour).ifPresent(left::add));
    removeFolders();
    StateStoreProvider.named(STORE).delete(state);
    return left;
  }

  private Optional<String> forget(NeighbourFirewallProvider neighbour) {
    if (neighbour.tables().stream().noneMatch(host.nftables()::exists)) {
      return Optional.empty();
    }
    try {
      boolean _ = neighbour.uninstall();
      return Optional.empty();
    } catch (NetworkException refused) {
      return Optional.of(String.valueOf(refused.getMessage()));
    }
  }

  private void removeFolders() {
    if (Files.isDirectory(host.namespaceFolder())) {
      NamespaceFolder.remove(host.namespaceFolder());
    }
    try {
      removeFiles(host.fileFolder());
      if (Files.isDirectory(host.runRoot()) && empty(host.runRoot())) {
        Files.delete(host.runRoot());
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove the folder " + host.runRoot(), failure);
    }
  }

  /// A folder with all that is in it; what links lead to stays.
  private static void removeFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> walked = Files.walk(folder)) {
      found = walked.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      Files.deleteIfExists(path);
    }
  }

  private static boolean empty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  /// A store that is kept from being opened by another while all goes.
  private interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /// One that is damaged beyond use is nobody's to open.
  private Held hold() {
    if (!Files.isDirectory(state)) {
      return () -> {};
    }
    try {
      StateStore store = StateStoreProvider.named(STORE).open(state, Schema.FIRST);
      return store::close;
    } catch (NetworkException.System | NetworkException.Forbidden unusable) {
      return () -> {};
    }
  }
}
