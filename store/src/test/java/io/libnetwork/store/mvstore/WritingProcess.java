package io.libnetwork.store.mvstore;

import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A process that counts up in a store, on several threads, and says on its standard output what
/// was acknowledged, until it is killed: `<thread> <count>`.
final class WritingProcess implements AutoCloseable {

  static final int THREADS = 4;

  private static final long PAUSE_MILLIS = 2;

  private final Process process;

  /// What it says: a file, because two threads read a pipe when its process ends, this one and the
  /// JVM's own, and either may get what comes first.
  private final Path said;

  /// How many lines were waited for.
  private int awaited;

  private WritingProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  static WritingProcess start(Path folder) throws IOException {
    Path said = Files.createTempFile("libnetwork-said", "");
    return new WritingProcess(
        new ProcessBuilder(ChildJvm.command(WritingProcess.class, folder.toString()))
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start(),
        said);
  }

  /// Waits until it has said so many more lines.
  void await(int count) throws IOException, InterruptedException {
    awaited += count;
    while (lines().size() < awaited) {
      if (!process.isAlive()) {
        throw new IOException("the process ended by itself after " + lines());
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(said);
  }

  long pid() {
    return process.pid();
  }

  /// Kills it (SIGKILL), and answers all that it had said.
  List<String> kill() throws IOException, InterruptedException {
    process.destroyForcibly();
    process.waitFor();
    return lines();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(said);
  }

  static RecordKey counter(int thread) {
    return new RecordKey("counter", "thread " + thread);
  }

  static void main(String[] args) {
    StateStore store = new MvStoreProvider().open(Path.of(args[0]), Schema.FIRST);
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      Thread.ofPlatform().start(() -> count(store, thread));
    }
  }

  private static void count(StateStore store, int thread) {
    RecordKey key = counter(thread);
    long count =
        store.find(key).map(StateRecord::content).map(found -> found.whole("count")).orElse(0L);
    while (true) {
      count++;
      Fields content =
          Fields.builder().whole("count", count).text("padding", "x".repeat(300)).build();
      store.queue(new Change.Put(key, content)).await();
      // One write for a line, so that half a line is never said.
      byte[] line = "%d %d\n".formatted(thread, count).getBytes(StandardCharsets.UTF_8);
      synchronized (WritingProcess.class) {
        System.out.write(line, 0, line.length);
        System.out.flush();
      }
    }
  }
}
