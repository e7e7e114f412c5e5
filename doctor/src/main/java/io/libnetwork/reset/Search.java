package io.libnetwork.reset;

import io.libnetwork.ChangedParameters;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.StoredNames;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.FirewallRemains;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.BootId;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.store.StoredState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One look at what a host has of ours.
final class Search {

  private static final String STORE = "mvstore";
  private static final StoredNames NO_NAMES = new StoredNames(Map.of(), Map.of(), Map.of());

  private final Host host;
  private final Path state;
  private final Optional<StoredState> stored;
  private final List<String> unknown = new ArrayList<>();

  Search(Host host, Path state) {
    this.host = host;
    this.state = state;
    this.stored = read();
  }

  Belongings belongings() {
    List<MarkedLink> links = MarkedLink.of(host);
    List<MarkedLink> here = links.stream().filter(MarkedLink::here).toList();
    List<Path> namespaces = files(host.namespaceFolder());
    FirewallRemains firewall = firewall();
    StoredNames names = stored.map(found -> StoredNames.of(found.snapshot())).orElse(NO_NAMES);
    return new Belongings(
        here,
        links.stream().filter(marked -> !marked.here()).toList(),
        namespaces,
        firewall,
        parameters(firewall),
        new RunningContainers(host, names).with(here, namespaces),
        folders(),
        names,
        unknown);
  }

  /// @throws NetworkException.Conflict if a process has networks on this host
  void requireNobody(Belongings found) {
    Optional<String> holder = stored.flatMap(StoredState::holder);
    if (holder.isPresent()) {
      throw new NetworkException.Conflict(
          "the store %s is held by %s; end it first".formatted(state, holder.get()));
    }
    if (found.firewall().kept() && !found.tablesStay()) {
      throw new NetworkException.Conflict(
          "a process has networks on this host without a store in "
              + state
              + ": the table inet libnetwork_anchor belongs to it; end it first, or name its store");
    }
  }

  private Optional<StoredState> read() {
    try {
      Optional<StoredState> found = StateStoreProvider.named(STORE).read(state, Schema.FIRST);
      if (found.isEmpty()) {
        unknown.add("there is no store in " + state + withoutStore());
      }
      return found;
    } catch (NetworkException.System | NetworkException.Forbidden unusable) {
      unknown.add(unusable.getMessage() + withoutStore());
      return Optional.empty();
    }
  }

  private static String withoutStore() {
    return ": what is removed is known by its marks; what containers are called is not known, and"
        + " of kernel parameters only what the firewall notes of forwarding";
  }

  private FirewallRemains firewall() {
    try {
      return FirewallRemains.of(host.nftables());
    } catch (NftablesUnavailableException missing) {
      unknown.add("tables of ours: " + missing.getMessage());
      return FirewallRemains.NONE;
    }
  }

  /// By the store, and where it does not say by the firewall's note.
  private List<ChangedParameters> parameters(FirewallRemains firewall) {
    List<ChangedParameters> found =
        new ArrayList<>(
            stored.map(kept -> ChangedParameters.of(kept.snapshot(), host)).orElse(List.of()));
    for (IpFamily family : firewall.forwarded()) {
      String key = family == IpFamily.V4 ? "net/ipv4/ip_forward" : "net/ipv6/conf/all/forwarding";
      if (found.stream().noneMatch(changed -> changed.key().equals(key))) {
        found.add(
            new ChangedParameters(
                BootId.current(),
                host.namespace().id(),
                List.of(new Sysctl.Change(key, "0", "1"))));
      }
    }
    return found.stream().filter(changed -> changed.standing(host)).toList();
  }

  private List<Path> folders() {
    boolean store = files(state).stream().anyMatch(Search::ofStore);
    return Stream.concat(
            store ? Stream.of(state) : Stream.empty(),
            Stream.of(host.runRoot()).filter(Files::isDirectory))
        .toList();
  }

  private static boolean ofStore(Path file) {
    return String.valueOf(file.getFileName()).startsWith("state.");
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }
}
