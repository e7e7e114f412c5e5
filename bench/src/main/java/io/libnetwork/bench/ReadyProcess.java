package io.libnetwork.bench;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.testing.TestHost;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that opens a controller on a host, says when it is ready, and stays until it is
/// killed, or whoever started it has ended.
final class ReadyProcess {

  private static final String READY = "ready";
  private static final String STORE = "mvstore";
  private static final long PATIENCE_SECONDS = 30;

  private ReadyProcess() {}

  /// @param arguments the path of the host's namespace, its folder, and the store's; without any
  ///   nothing is opened
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      sayReadyAndWait();
      return;
    }
    try (Host host = Host.at(Path.of(arguments[0]), Path.of(arguments[1]));
        StateStore store = open(Path.of(arguments[2]));
        Controller _ =
            Controller.open(
                host,
                new ControllerOption.NetworkDriver(BridgeDriver.factory()),
                new ControllerOption.Store(store))) {
      sayReadyAndWait();
    }
  }

  static StateStore open(Path folder) {
    return StateStoreProvider.named(STORE).open(folder, Schema.FIRST);
  }

  private static void sayReadyAndWait() throws IOException {
    System.out.println(READY);
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nobody says anything; the end is what is waited for.
    }
  }

  /// From the start of a process that opens nothing until it says so.
  static void timeNothing(Samples into) {
    time(into, List.of());
  }

  /// From the start of a process until its controller is ready; then it is killed.
  static void time(TestHost host, Path store, Samples into) {
    time(
        into,
        List.of(
            host.namespacePath().toString(), host.host().runRoot().toString(), store.toString()));
  }

  private static void time(Samples into, List<String> arguments) {
    List<String> command = command();
    command.addAll(arguments);
    try {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
        String line = said.readLine();
        long end = System.nanoTime();
        if (!READY.equals(line)) {
          throw new IllegalStateException("a process that was to be ready said '" + line + "'");
        }
        into.add(end - start);
      } finally {
        kill(process);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + command, failure);
    }
  }

  /// As this process was started, with what a daemon has in place of what a bench has.
  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
    String modules = System.getProperty("jdk.module.path");
    if (modules == null) {
      command.addAll(
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path", "." + File.pathSeparator),
              ReadyProcess.class.getName()));
    } else {
      Module module = ReadyProcess.class.getModule();
      command.addAll(
          List.of(
              "--enable-native-access=io.libnetwork.linux",
              "-p",
              modules,
              "--add-modules",
              "ALL-MODULE-PATH",
              "-m",
              module.getName() + "/" + ReadyProcess.class.getName()));
    }
    return command;
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "process %d still runs %d s after it was killed"
                .formatted(process.pid(), PATIENCE_SECONDS));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was killed", interrupted);
    }
  }
}
