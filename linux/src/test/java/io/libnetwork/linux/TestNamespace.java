package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// A namespace of a test's own, bound at a path so that `ip` can look into it; gone when closed.
public final class TestNamespace implements AutoCloseable {

  private static final Path FOLDER =
      Path.of("/run/libnetwork-test-" + ProcessHandle.current().pid());
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final NamespaceThread THREAD = startThread();

  private final Path path;
  private final NetworkNamespace namespace;

  private TestNamespace(Path path, NetworkNamespace namespace) {
    this.path = path;
    this.namespace = namespace;
  }

  /// Makes one. The calling test is skipped, and says so, where the process may not.
  public static TestNamespace open() {
    requireRoot();
    Path path = FOLDER.resolve("ns" + NUMBER.incrementAndGet());
    return new TestNamespace(path, THREAD.createAt(path));
  }

  /// Skips the calling test where the process is not root.
  public static void requireRoot() {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: network namespaces need root");
    }
    Assumptions.assumeTrue(root, "network namespaces need root");
  }

  /// The thread that enters namespaces for all tests.
  public static NamespaceThread thread() {
    return THREAD;
  }

  public NetworkNamespace namespace() {
    return namespace;
  }

  public Path path() {
    return path;
  }

  /// What a command says that is run inside; it must succeed.
  public String run(String... command) {
    List<String> entered = new ArrayList<>(List.of("nsenter", "--net=" + path));
    entered.addAll(List.of(command));
    try {
      Process process = new ProcessBuilder(entered).redirectErrorStream(true).start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as("%s: %s", entered, said).isZero();
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + entered, interrupted);
    }
  }

  @Override
  public void close() {
    namespace.close();
    NetworkNamespace.delete(path);
    removeFolderIfEmpty();
  }

  private static synchronized void removeFolderIfEmpty() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      if (files.findAny().isPresent()) {
        return;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    NamespaceFolder.remove(FOLDER);
  }

  private static NamespaceThread startThread() {
    NamespaceThread thread = NamespaceThread.start();
    Runtime.getRuntime().addShutdownHook(new Thread(thread::close));
    return thread;
  }
}
