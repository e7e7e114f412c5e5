package io.libnetwork.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that outlives this one where this one is killed, and then runs [Sweep].
///
/// It is a shell, which costs next to nothing, and waits for a line from this process. When it gets
/// one, all is well and it ends; when it gets none and the pipe ends, this process has ended. It
/// has a session of its own (setsid(1)): what is typed at the terminal to end the tests does not
/// end it.
final class Watcher implements AutoCloseable {

  private static final String SCRIPT = "read -r well && exit 0; exec \"$@\"";
  private static final long LIMIT_SECONDS = 5;

  private final Process process;

  private Watcher(Process process) {
    this.process = process;
  }

  static Watcher start(SessionFolder folder, Place place) {
    List<String> words = new ArrayList<>(List.of("setsid", "sh", "-c", SCRIPT, "sh"));
    words.addAll(java());
    words.add(place.folder().toString());
    words.add(place.namespace().map(Path::toString).orElse(""));
    words.add(Long.toString(folder.owner().pid()));
    try {
      ProcessBuilder builder = new ProcessBuilder(words);
      // An agent or an option of the tests' own JVM is none of its business.
      builder.environment().keySet().removeIf(name -> name.endsWith("_OPTIONS"));
      builder.redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
      return new Watcher(builder.start());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + words, failure);
    }
  }

  /// With the modules, or the classes, that this process has.
  private static List<String> java() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    Module own = Sweep.class.getModule();
    if (own.isNamed()) {
      words.addAll(List.of("--enable-native-access=io.libnetwork.linux", "--add-modules"));
      words.addAll(List.of("ALL-MODULE-PATH", "-p", System.getProperty("jdk.module.path", "")));
      words.addAll(List.of("-m", own.getName() + "/" + Sweep.class.getName()));
    } else {
      words.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
      words.addAll(List.of(System.getProperty("java.class.path", "."), Sweep.class.getName()));
    }
    return words;
  }

  /// Says that all is well, and returns when it has ended.
  @Override
  public void close() {
    try {
      process.getOutputStream().write("well\n".getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "the watcher of this process, %d, does not end".formatted(process.pid()));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("the watcher of this process has been killed", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the watcher ended", interrupted);
    }
  }
}
