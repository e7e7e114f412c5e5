package io.libnetwork.testing;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process of its own with a controller on a test host, as a daemon would have it, to be killed.
///
/// It ends by itself when this process ends, because its standard input then ends.
public final class ControllerProcess implements AutoCloseable {

  private static final String READY = "ready";
  private static final String STORE = "mvstore";
  private static final long LIMIT_SECONDS = 30;

  /// As a process is best run that begins with much to find: what it reads then is not copied by
  /// the collector, and code has run ten times as often as usual before the optimising compiler
  /// takes a processor for it.
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "-Xmn200m",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private final Process process;

  private ControllerProcess(Process process) {
    this.process = process;
  }

  /// Opens the kind of store that the process has.
  public static StateStore open(Path folder) {
    return StateStoreProvider.named(STORE).open(folder, Schema.FIRST);
  }

  /// Starts a process and waits until its controller has found again what there is.
  ///
  /// @param store the store's folder
  public static ControllerProcess start(TestHost host, Path store) {
    return start(List.of(), arguments(host, store));
  }

  /// As [#start(TestHost, Path)], with what the JVM has learned.
  ///
  /// @param cache what [#train] has written
  public static ControllerProcess start(TestHost host, Path store, Path cache) {
    return start(List.of("-XX:AOTCache=" + cache), arguments(host, store));
  }

  /// Starts one that opens nothing, to compare with.
  ///
  /// @param cache what [#train] has written
  public static ControllerProcess startIdle(Path cache) {
    return start(List.of("-XX:AOTCache=" + cache), List.of());
  }

  /// Has the JVM learn what such a process loads and runs (JEP 514), so that others start quickly,
  /// as `./libnetwork` has it learn. Takes some seconds. It learns of modules and classes in jars
  /// only.
  ///
  /// @param store the store's folder, with some of everything
  /// @param cache the file that is written
  public static void train(TestHost host, Path store, Path cache) {
    try (ControllerProcess learning =
        start(List.of("-XX:AOTCacheOutput=" + cache), arguments(host, store))) {
      learning.process.getOutputStream().close();
      if (!learning.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)
          || learning.process.exitValue() != 0) {
        throw new IllegalStateException("a process did not write what it has learned: " + cache);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot end a process that has learned", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process learned", interrupted);
    }
  }

  private static List<String> arguments(TestHost host, Path store) {
    return List.of(
        host.namespacePath().toString(), host.host().runRoot().toString(), store.toString());
  }

  /// Kills it, as `kill -9` does; returns when it has ended.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(
            "process %d still runs %d s after it was killed"
                .formatted(process.pid(), LIMIT_SECONDS));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was killed", interrupted);
    }
  }

  /// What the process does.
  ///
  /// @param arguments the path of the host's namespace, the host's folder, and the store's; without
  ///   any nothing is opened
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
                new ControllerOption.NetworkDriver(PtpDriver.factory()),
                new ControllerOption.Store(store))) {
      sayReadyAndWait();
    }
  }

  private static void sayReadyAndWait() throws IOException {
    System.out.println(READY);
    System.out.flush();
    while (System.in.read() >= 0) {
      // Nobody says anything; the end is what is waited for.
    }
  }

  private static ControllerProcess start(List<String> options, List<String> arguments) {
    List<String> command = command(options);
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      ControllerProcess started = new ControllerProcess(process);
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      if (!READY.equals(line)) {
        started.close();
        throw new IllegalStateException("a process that was to be ready said '" + line + "'");
      }
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + command, failure);
    }
  }

  /// With the modules, or the classes, that this process has.
  private static List<String> command(List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    // What the JVM says of what it has learned would be taken for what the process says.
    command.addAll(List.of("-Xlog:disable", "-Xlog:all=error:stderr"));
    command.addAll(options);
    String modules = System.getProperty("jdk.module.path");
    String main = ControllerProcess.class.getName();
    if (modules == null) {
      String classes = System.getProperty("java.class.path", ".");
      command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classes, main));
    } else {
      String module = ControllerProcess.class.getModule().getName();
      command.addAll(List.of("--enable-native-access=io.libnetwork.linux", "-p", modules));
      command.addAll(List.of("--add-modules", "ALL-MODULE-PATH", "-m", module + "/" + main));
    }
    return command;
  }
}
