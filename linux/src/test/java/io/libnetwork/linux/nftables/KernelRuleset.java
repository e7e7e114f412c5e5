package io.libnetwork.linux.nftables;

import static org.junit.jupiter.api.Assumptions.abort;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.foreign.Libnftables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network namespace of its own with an open ruleset, gone when closed.
final class KernelRuleset implements AutoCloseable {

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Nftables nftables;

  private KernelRuleset(NamespaceThread thread) {
    this.thread = thread;
    this.namespace = thread.create();
    this.nftables = open();
  }

  /// Skips the test, and says why, where the kernel cannot be asked.
  static KernelRuleset create() throws IOException {
    if (!Libnftables.loadable()) {
      skip("libnftables is not installed");
    }
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      skip("making a network namespace needs root");
    }
    Nftables.prepare();
    return new KernelRuleset(NamespaceThread.start());
  }

  Nftables nftables() {
    return nftables;
  }

  /// One more, of the same namespace.
  Nftables open() {
    return thread.call(namespace, Nftables::open);
  }

  /// What the program `nft`, run inside the namespace, prints.
  String nft(String... arguments) throws IOException, InterruptedException {
    long process = ProcessHandle.current().pid();
    String file = "--net=/proc/%d/fd/%d".formatted(process, namespace.descriptor());
    List<String> command = new ArrayList<>(List.of("nsenter", file, "nft"));
    command.addAll(List.of(arguments));
    Process nft = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(nft.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (nft.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + printed);
    }
    return printed;
  }

  @Override
  public void close() {
    nftables.close();
    namespace.close();
    thread.close();
  }

  private static void skip(String reason) {
    System.out.println("SKIPPED nftables kernel test: " + reason);
    abort(reason);
  }
}
