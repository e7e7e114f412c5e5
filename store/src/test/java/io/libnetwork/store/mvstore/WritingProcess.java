package io.libnetwork.store.mvstore;

import io.libnetwork.store.Change;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process that counts up in a store, on several threads, and says on its standard output what
/// was acknowledged, until it is killed: `<thread> <count>`.
final class WritingProcess implements AutoCloseable {

  static final int THREADS = 4;

  private final Process process;
  private final BufferedReader output;

  private WritingProcess(Process process) {
    this.process = process;
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static WritingProcess start(Path folder) throws IOException {
    return new WritingProcess(
        new ProcessBuilder(ChildJvm.command(WritingProcess.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /// The next lines it says.
  List<String> lines(int count) throws IOException {
    List<String> lines = new ArrayList<>();
    while (lines.size() < count) {
      String line = output.readLine();
      if (line == null) {
        throw new IOException("the process ended by itself after " + lines);
      }
      lines.add(line);
    }
    return lines;
  }

  long pid() {
    return process.pid();
  }

  /// Kills it (SIGKILL), and answers what it had said and was not read yet.
  List<String> kill() throws IOException, InterruptedException {
    // The handle, because the process itself would throw away what was not read.
    process.toHandle().destroyForcibly();
    List<String> rest = new ArrayList<>();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      rest.add(line);
    }
    process.waitFor();
    return rest;
  }

  @Override
  public void close() {
    process.destroyForcibly();
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
