package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// How soon the daemon serves on a host that has nothing, and how long a short command takes from
/// its beginning to its end, against a JVM that prints a line.
final class StartBenchmark {

  private static final int ROUNDS = 15;
  private static final String FLOOR = "a JVM that prints a line";
  private static final String CLI = "io.libnetwork.cli/io.libnetwork.cli.Main";

  private static final String LEARNED = "-XX:AOTCache=";

  private final Path folder;
  private final Consumer<Row> rows;

  StartBenchmark(Path folder, Consumer<Row> rows) {
    this.folder = folder;
    this.rows = rows;
  }

  void run() {
    List<String> line = cached(List.of("-cp", line(), "Line"));
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
        try (OurDaemon _ = OurDaemon.start(host, place)) {
          samples.add(System.nanoTime() - began);
        }
      }
    }
    return samples;
  }

  private Samples list() {
    try (TestHost host = TestHost.create();
        OurDaemon daemon = OurDaemon.start(host, folder.resolve("list"))) {
      List<String> command = new ArrayList<>(OurDaemon.java());
      command.addAll(Installed.listingFlags());
      command.addAll(
          List.of(
              "--enable-native-access=io.libnetwork.linux",
              "-p",
              OurDaemon.modules(),
              "-m",
              CLI,
              "network",
              "ls"));
      Map<String, String> where = Map.of("LIBNETWORK_HOST", "unix://" + daemon.socket());
      Samples samples = new Samples();
      for (int round = 0; round < ROUNDS; round++) {
        samples.time(() -> Programs.run(command, where));
      }
      return samples;
    }
  }

  /// The command of a JVM with the flags of our short commands, which has learned from running this
  /// once as ours have.
  private List<String> cached(List<String> arguments) {
    List<String> java = new ArrayList<>(OurDaemon.java());
    Installed.listingFlags().stream().filter(flag -> !flag.startsWith(LEARNED)).forEach(java::add);
    Path cache = folder.resolve("line.aot");
    Programs.run(with(java, "-XX:AOTCacheOutput=" + cache, arguments));
    return with(java, LEARNED + cache, arguments);
  }

  private static List<String> with(List<String> java, String flag, List<String> arguments) {
    List<String> command = new ArrayList<>(java);
    command.add(flag);
    command.addAll(arguments);
    return command;
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
