package io.libnetwork.reset;

import io.libnetwork.Host;
import io.libnetwork.StoredNames;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.rtnetlink.NamespaceNumbers;
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
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which containers have an interface of ours and processes, found without a record: an interface
/// says which namespace its other end is in, and a process which one it is in.
final class RunningContainers {

  private static final Path PROC = Path.of("/proc");

  private final Host host;
  private final StoredNames names;

  RunningContainers(Host host, StoredNames names) {
    this.host = host;
    this.names = names;
  }

  /// @param bound where namespaces of sandboxes are bound
  List<Running> with(List<MarkedLink> links, List<Path> bound) {
    Map<Integer, MarkedLink> leadingTo =
        links.stream()
            .filter(marked -> marked.link().parentNamespace().isPresent())
            .collect(
                Collectors.toMap(
                    marked -> marked.link().parentNamespace().getAsInt(),
                    marked -> marked,
                    (first, _) -> first));
    Map<NamespaceId, String> ours = ours(bound);
    List<Running> running = new ArrayList<>();
    processes()
        .forEach((namespace, numbers) ->
            container(numbers.getFirst(), namespace, ours, leadingTo)
                .ifPresent(name -> running.add(new Running(name, numbers))));
    return running;
  }

  private Optional<String> container(
      long process,
      NamespaceId namespace,
      Map<NamespaceId, String> ours,
      Map<Integer, MarkedLink> leadingTo) {
    if (ours.containsKey(namespace)) {
      return Optional.of(ours.get(namespace));
    }
    return number(process)
        .map(leadingTo::get)
        .map(link ->
            link.endpoint()
                .map(names.endpoints()::get)
                .orElse("behind interface " + link.link().name()));
  }

  /// The number that the host has for a process's namespace, where it has one.
  private Optional<Integer> number(long process) {
    try (NetworkNamespace namespace = NetworkNamespace.ofProcess(process)) {
      return host.rtnetlink().find(NamespaceNumbers.get(namespace));
    } catch (SystemCallException ended) {
      return Optional.empty();
    }
  }

  private Map<NamespaceId, String> ours(List<Path> bound) {
    Map<NamespaceId, String> ours = new HashMap<>();
    bound.forEach(path -> boundAt(path).ifPresent(id -> ours.put(id, name(path))));
    return ours;
  }

  /// A file that nothing is bound at has nobody in it.
  private static Optional<NamespaceId> boundAt(Path path) {
    try (NetworkNamespace namespace = NetworkNamespace.open(path)) {
      return Optional.of(namespace.id());
    } catch (SystemCallException noNamespace) {
      return Optional.empty();
    }
  }

  private String name(Path bound) {
    String id = bound.getFileName().toString();
    return names.containers().entrySet().stream()
        .filter(sandbox -> sandbox.getKey().value().equals(id))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("in " + bound);
  }

  /// Those of every namespace but the host's.
  private Map<NamespaceId, List<Long>> processes() {
    // They are one where the host is the process's own.
    Set<NamespaceId> not =
        new HashSet<>(List.of(host.namespace().id(), NetworkNamespace.currentId()));
    Map<NamespaceId, List<Long>> found = new LinkedHashMap<>();
    Map<Long, Path> all = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      processes.forEach(path -> all.put(Long.parseLong(path.getFileName().toString()), path));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list the processes in " + PROC, failure);
    }
    all.forEach((number, path) ->
        namespace(path)
            .filter(id -> !not.contains(id))
            .ifPresent(id -> found.computeIfAbsent(id, _ -> new ArrayList<>()).add(number)));
    return found;
  }

  private static Optional<NamespaceId> namespace(Path process) {
    try {
      return Optional.of(
          NamespaceId.parse(Files.readSymbolicLink(process.resolve("ns/net")).toString()));
    } catch (IOException ended) {
      return Optional.empty();
    }
  }
}
