package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// How soon the daemon serves on a host that has nothing, and how long a short command takes from
/// its beginning to its end, against a JVM that prints a line.
final class StartBenchmark {

  private static final int ROUNDS = 15;
  private static final String FLOOR = "a JVM that prints a line";
  private static final String CLI = "io.libnetwork.cli/io.libnetwork.cli.Main";

  /// As `./libnetwork` runs short commands.
  private static final List<String> SHORT =
      List.of(
          "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-Xlog:all=error:stderr");

  private final Path folder;
  private final List<String> learned;
  private final Consumer<Row> rows;

  StartBenchmark(Path folder, List<String> learned, Consumer<Row> rows) {
    this.folder = folder;
    this.learned = learned;
    this.rows = rows;
  }

  void run() {
    List<String> line = new ArrayList<>(OurDaemon.java());
    line.addAll(SHORT);
    line.addAll(cached("line", List.of("-cp", line(), "Line")));
    line.addAll(List.of("-cp", line(), "Line"));
    Samples floor = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      floor.time(() -> Programs.run(line));
    }
    rows.accept(Row.of("daemon-ready", ready(), FLOOR, floor));
    rows.accept(Row.of("cli-network-ls", list(), FLOOR, floor));
  }

  private Samples ready() {
    Samples samples = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      try (TestHost host = TestHost.create()) {
        Path place = folder.resolve("ready-" + round);
        long began = System.nanoTime();
        try (OurDaemon _ = OurDaemon.start(host, place, learned)) {
          samples.add(System.nanoTime() - began);
        }
      }
    }
    return samples;
  }

  private Samples list() {
    try (TestHost host = TestHost.create();
        OurDaemon daemon = OurDaemon.start(host, folder.resolve("list"), learned)) {
      List<String> arguments =
          List.of(
              "-p",
              OurDaemon.modules(),
              "-m",
              CLI,
              "--host",
              "unix://" + daemon.socket(),
              "network",
              "ls");
      List<String> command = new ArrayList<>(OurDaemon.java());
      command.addAll(SHORT);
      command.addAll(cached("cli", arguments));
      command.addAll(arguments);
      Samples samples = new Samples();
      for (int round = 0; round < ROUNDS; round++) {
        samples.time(() -> Programs.run(command));
      }
      return samples;
    }
  }

  /// What the JVM has learned from running this once.
  private List<String> cached(String name, List<String> arguments) {
    Path cache = folder.resolve(name + ".aot");
    List<String> training = new ArrayList<>(OurDaemon.java());
    training.addAll(SHORT);
    training.add("-XX:AOTCacheOutput=" + cache);
    training.addAll(arguments);
    Programs.run(training);
    return List.of("-XX:AOTCache=" + cache);
  }

  /// A jar with a class that prints a line.
  private String line() {
    Path jar = folder.resolve("line.jar");
    if (!Files.exists(jar)) {
      try {
        Path source = folder.resolve("Line.java");
        Files.writeString(
            source,
            "public class Line { public static void main(String[] a) { System.out.println(\"a line\"); } }",
            StandardCharsets.UTF_8);
        Path bin = Path.of(System.getProperty("java.home"), "bin");
        Programs.run(
            List.of(bin.resolve("javac").toString(), "-d", folder.toString(), source.toString()));
        Programs.run(
            List.of(
                bin.resolve("jar").toString(),
                "--create",
                "--file",
                jar.toString(),
                "-C",
                folder.toString(),
                "Line.class"));
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot write a program that prints a line", failure);
      }
    }
    return jar.toString();
  }
}
