package io.libnetwork.explain;

import io.libnetwork.Host;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The namespaces that a question leads through: the host's first, those that are named, and, once
/// a way leads somewhere unknown, every namespace that this process can find. Not for several
/// threads.
final class Survey implements AutoCloseable {

  /// Where engines bind namespaces.
  private static final List<Path> FOLDERS =
      List.of(Path.of("/run/netns"), Path.of("/run/docker/netns"));

  private static final Path PROC = Path.of("/proc");

  /// More are not looked at.
  private static final int MOST = 4_096;

  private final NamespaceThread thread;
  private final Host host;
  private final Map<Path, String> named;
  private final Map<NamespaceId, NamespaceView> views = new LinkedHashMap<>();
  private final Map<Ends, List<End>> ends = new HashMap<>();
  private final NamespaceView hostView;
  private boolean complete;

  /// The two numbers of a pair's end: its own, and that of the other.
  private record Ends(int own, int other) {}

  /// A link of a namespace.
  record End(NamespaceView view, Link link) {}

  /// @param named namespaces that are looked at first, and what they are called
  Survey(Host host, Map<Path, String> named) {
    this.host = host;
    this.thread = host.namespaceThread();
    this.named = Map.copyOf(named);
    this.hostView = add("host", duplicate(host.namespace()));
    hostView.judgeBy(RulesetListing.read(thread, host.nftables()));
  }

  /// A view closes its namespace, and the host's is not ours to close.
  private NetworkNamespace duplicate(NetworkNamespace namespace) {
    return thread.call(namespace, NetworkNamespace::current);
  }

  NamespaceView host() {
    return hostView;
  }

  List<NamespaceView> known() {
    return List.copyOf(views.values());
  }

  /// The view of a namespace.
  ///
  /// @throws IllegalArgumentException when there is none
  NamespaceView at(Path path, String name) {
    try {
      return add(name, NetworkNamespace.open(path));
    } catch (SystemCallException refused) {
      throw new IllegalArgumentException(
          "cannot look at the namespace of "
              + name
              + " ("
              + path
              + "): "
              + refused.errno()
              + "; expected a network namespace, and the right to enter it",
          refused);
    }
  }

  /// The end of a pair that another is the other end of; empty where it is in a namespace that is
  /// not found.
  Optional<End> peer(NamespaceView view, Link link) {
    if (!link.kind().equals("veth") || link.parent().isEmpty()) {
      return Optional.empty();
    }
    if (link.parentNamespace().isEmpty()) {
      return link.parent().flatMap(view::link).map(other -> new End(view, other));
    }
    Optional<End> found = find(view, link);
    if (found.isEmpty() && !complete) {
      findAll();
      found = find(view, link);
    }
    return found;
  }

  private Optional<End> find(NamespaceView view, Link link) {
    Ends wanted = new Ends(link.parent().map(Ifindex::value).orElse(0), link.index().value());
    return ends.getOrDefault(wanted, List.of()).stream()
        .filter(end -> end.view() != view)
        .filter(end -> view.numberOf(end.view()).equals(link.parentNamespace()))
        .findFirst();
  }

  /// Who has an address on a link of its; the host comes first.
  Optional<NamespaceView> having(IpAddress address) {
    Optional<NamespaceView> found = among(address);
    if (found.isEmpty() && !complete) {
      findAll();
      found = among(address);
    }
    return found;
  }

  private Optional<NamespaceView> among(IpAddress address) {
    return views.values().stream()
        .filter(view ->
            view.addresses().stream().anyMatch(own -> own.address().address().equals(address)))
        .findFirst();
  }

  private void findAll() {
    complete = true;
    named.forEach((path, name) -> open(path, name));
    List<Path> folders = new ArrayList<>(FOLDERS);
    folders.add(host.namespaceFolder());
    for (Path folder : folders) {
      files(folder, "*").forEach(path -> open(path, "netns:" + path));
    }
    Set<String> seen = new HashSet<>();
    for (Path process : files(PROC, "[0-9]*")) {
      Path namespace = process.resolve("ns/net");
      if (seen.add(target(namespace))) {
        open(namespace, "pid:" + process.getFileName());
      }
    }
  }

  private void open(Path path, String name) {
    if (views.size() >= MOST) {
      return;
    }
    try {
      add(name, NetworkNamespace.open(path));
    } catch (SystemCallException gone) {
      // A process that has ended, or a file that is no namespace: nobody to be found there.
      return;
    }
  }

  private NamespaceView add(String name, NetworkNamespace namespace) {
    NamespaceView present = views.get(namespace.id());
    if (present != null) {
      namespace.close();
      return present;
    }
    NamespaceView view = NamespaceView.open(name, thread, namespace);
    views.put(namespace.id(), view);
    for (Link link : view.links().values()) {
      link.parent()
          .ifPresent(other ->
              ends.computeIfAbsent(
                      new Ends(link.index().value(), other.value()), _ -> new ArrayList<>())
                  .add(new End(view, link)));
    }
    return view;
  }

  /// A process may end while it is looked at, or not be ours to look at.
  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException unseen) {
      return "";
    }
  }

  private static List<Path> files(Path folder, String names) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
      files.forEach(found::add);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look through " + folder, failure);
    }
    return found;
  }

  @Override
  public void close() {
    views.values().forEach(NamespaceView::close);
  }
}
