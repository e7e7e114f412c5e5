package io.libnetwork.drivers;

import static org.junit.jupiter.api.Assumptions.abort;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A network namespace that stands for a host, and further ones beside it; all gone when closed.
public final class TestHost implements AutoCloseable {

  private final NamespaceThread thread = NamespaceThread.start();
  private final List<NetworkNamespace> namespaces = new ArrayList<>();
  private final NetworkNamespace namespace;
  private final Nftables nftables;

  private TestHost() throws IOException {
    namespace = beside();
    nftables = thread.call(namespace, Nftables::open);
    ip("link set lo up");
  }

  /// Skips the test, and says why, where the kernel cannot be asked.
  public static TestHost create() throws IOException {
    try {
      Nftables.prepare();
    } catch (NftablesUnavailableException missing) {
      skip(missing.toString());
    }
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      skip("making a network namespace needs root");
    }
    return new TestHost();
  }

  public NamespaceThread thread() {
    return thread;
  }

  public NetworkNamespace namespace() {
    return namespace;
  }

  public Nftables nftables() {
    return nftables;
  }

  /// A further namespace: a container, or another host. Its links have no duplicate address
  /// detection: for more than a second after they are up, IPv6 would not be spoken.
  public NetworkNamespace beside() throws IOException {
    NetworkNamespace made = thread.create();
    namespaces.add(made);
    sysctl(made, "net/ipv6/conf/default/accept_dad", "0");
    return made;
  }

  /// What `nft`, run at the host, prints.
  public String nft(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("nft"));
    command.addAll(List.of(arguments));
    return run(namespace, "", command);
  }

  /// Lines for `ip -batch`, run at the host.
  public void ip(String... lines) throws IOException {
    ip(namespace, lines);
  }

  public static void ip(NetworkNamespace where, String... lines) throws IOException {
    run(where, String.join("\n", lines), List.of("ip", "-batch", "-"));
  }

  /// Writes a sysctl of the host, as in `net/ipv4/ip_forward`. Has the kernel destroy sockets of
  /// this host, as ss(8) does with `--kill`.
  ///
  /// @param filter which, as in `sport = :80`
  public void killSockets(String family, String kind, String filter) throws IOException {
    List<String> what = new ArrayList<>(List.of("ss", family, kind, "--all", "--kill"));
    what.addAll(List.of(filter.split(" ", -1)));
    run(namespace, "", what);
  }

  public void sysctl(String name, String value) throws IOException {
    sysctl(namespace, name, value);
  }

  /// Waits until every link that is up sends. A link whose carrier has just come drops what it is
  /// to send, as `qdisc noop`, until the kernel gets round to it, which takes up to a second.
  public void awaitLinks() throws IOException {
    Instant deadline = Instant.now().plusSeconds(10);
    for (NetworkNamespace each : namespaces) {
      while (links(each).contains("qdisc noop ")) {
        if (Instant.now().isAfter(deadline)) {
          throw new IOException("links did not come up: " + links(each));
        }
      }
    }
  }

  /// A namespace as a path that other processes can open.
  public static String path(NetworkNamespace namespace) {
    return "/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), namespace.descriptor());
  }

  @Override
  public void close() {
    nftables.close();
    namespaces.forEach(NetworkNamespace::close);
    thread.close();
  }

  /// Writes a sysctl of a namespace.
  public static void sysctl(NetworkNamespace where, String name, String value) throws IOException {
    run(where, value, List.of("tee", "/proc/sys/" + name));
  }

  private static String links(NetworkNamespace where) throws IOException {
    return run(where, "", List.of("ip", "-o", "link", "show", "up"));
  }

  private static String run(NetworkNamespace where, String input, List<String> what)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + path(where)));
    command.addAll(what);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var to = process.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + ": " + printed);
    }
    return printed;
  }

  private static void skip(String reason) {
    System.out.println("SKIPPED kernel test: " + reason);
    abort(reason);
  }
}
