package io.libnetwork.testing;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is there that was not there before: links, rules of routing, namespaces and their mounts,
/// files of containers, firewall tables, descriptors and threads.
///
/// Begun before a controller is opened, and asked when the controller and its host are closed. The
/// kernel removes interfaces in the background, so the audit looks again for a while before it
/// calls something a leak.
public final class LeakAudit {

  /// A table of ours, as libnftables-json(5) lists it.
  private static final Pattern TABLE =
      Pattern.compile("\"table\": *\\{\"family\": *\"(\\w+)\", *\"name\": *\"(libnetwork[^\"]*)\"");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private final TestHost host;
  private final boolean process;
  private final Map<String, Integer> before;

  private LeakAudit(TestHost host, boolean process) {
    this.host = host;
    this.process = process;
    this.before = inventory();
  }

  /// Remembers what is there now.
  public static LeakAudit begin(TestHost host) {
    SocketClasses.initialise();
    Nftables.prepare();
    return new LeakAudit(host, true);
  }

  /// As [#begin], of the host alone, while a controller is open there: without descriptors and
  /// threads, which it opens as it needs them.
  public static LeakAudit beginOfHost(TestHost host) {
    return new LeakAudit(host, false);
  }

  /// What is more than at the beginning, in words; empty when nothing is.
  public List<String> leaks() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> leaks = difference();
    while (!leaks.isEmpty() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      leaks = difference();
    }
    return leaks;
  }

  private List<String> difference() {
    List<String> more = new ArrayList<>();
    inventory()
        .forEach((what, count) -> {
          int extra = count - before.getOrDefault(what, 0);
          if (extra > 0) {
            more.add(extra == 1 ? what : extra + " × " + what);
          }
        });
    return more;
  }

  private Map<String, Integer> inventory() {
    Map<String, Integer> counts = new TreeMap<>();
    Stream.of(
            links(host),
            rules(host),
            namespaces(host),
            mounts(host),
            files(host),
            tables(host),
            process ? descriptors() : Stream.<String>empty(),
            process ? threads() : Stream.<String>empty())
        .flatMap(found -> found)
        .forEach(what -> counts.merge(what, 1, Integer::sum));
    return counts;
  }

  private static Stream<String> links(TestHost host) {
    return host.rtnetlink().list(Links.list()).stream().map(Link::name).map("link "::concat);
  }

  private static Stream<String> rules(TestHost host) {
    return Stream.of(IpFamily.values())
        .flatMap(family -> host.rtnetlink().list(Rules.list(family)).stream())
        .map(rule -> "rule " + rule);
  }

  private static Stream<String> namespaces(TestHost host) {
    return host.sandboxNamespaces().stream().map(path -> "namespace " + path);
  }

  private static Stream<String> mounts(TestHost host) {
    String under = host.host().namespaceFolder() + "/";
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
      return lines.filter(line -> line.contains(under)).map("mount "::concat).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read /proc/self/mountinfo", failure);
    }
  }

  private static Stream<String> files(TestHost host) {
    if (!Files.isDirectory(host.host().fileFolder())) {
      return Stream.empty();
    }
    try (Stream<Path> found = Files.walk(host.host().fileFolder())) {
      return found.skip(1).map(path -> "file " + path).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + host.host().fileFolder(), failure);
    }
  }

  private static Stream<String> tables(TestHost host) {
    try (Nftables nftables = host.thread().call(host.namespace(), Nftables::open)) {
      return TABLE
          .matcher(nftables.listRuleset())
          .results()
          .map(match -> "table " + match.group(1) + " " + match.group(2))
          .toList()
          .stream();
    }
  }

  /// Sockets, namespaces and event counters; the JVM opens files of its own as it goes.
  private static Stream<String> descriptors() {
    List<String> kinds = new ArrayList<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (Path descriptor : open) {
        target(descriptor, kinds);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list /proc/self/fd", failure);
    }
    return kinds.stream();
  }

  private static void target(Path descriptor, List<String> kinds) throws IOException {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      if (target.startsWith("socket:")) {
        kinds.add("open socket");
      } else if (target.startsWith("net:")) {
        kinds.add("open namespace");
      } else if (target.contains("eventfd")) {
        kinds.add("open event counter");
      }
    } catch (NoSuchFileException closedMeanwhile) {
      // A descriptor that is gone when looked at is no leak.
      return;
    }
  }

  /// Threads of ours that belong to a host or a controller; the shared pool for kernel calls ends
  /// by itself when idle.
  private static Stream<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("libnetwork-") && !name.startsWith("libnetwork-kernel-"))
        .map("thread "::concat);
  }
}
