package io.libnetwork.lab.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.command.CommandState;
import io.libnetwork.lab.file.LabFile;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/// A host with labs, for a test.
final class LabHost implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final TestHost host;
  private final LeakAudit audit;
  private Controller controller;
  private Labs labs;

  LabHost(Path folder, StateStore store) {
    assumeTrue(root(), "needs root");
    this.folder = folder;
    host = TestHost.create();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = controller(store);
    labs = Labs.open(controller, store, folder);
  }

  private static boolean root() {
    return "root".equals(System.getProperty("user.name"));
  }

  private Controller controller(StateStore store) {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.NetworkDriver(PtpDriver.factory()),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store),
        new ControllerOption.Names(Duration.ofSeconds(5)));
  }

  /// Ends as a process does, and opens again what a store remembers.
  void reopen(StateStore store) {
    labs.close();
    controller.close();
    controller = controller(store);
    labs = Labs.open(controller, store, folder);
  }

  /// As [#reopen], where the former process could not write any more what it closes.
  void replace(StateStore store) {
    labs.close();
    try {
      controller.close();
    } catch (NetworkException.System unwritten) {
      assertThat(unwritten).hasMessageContaining("the process has ended");
    }
    controller = controller(store);
    labs = Labs.open(controller, store, folder);
  }

  Controller controller() {
    return controller;
  }

  Labs labs() {
    return labs;
  }

  TestHost host() {
    return host;
  }

  static Lab lab(String text) {
    return LabFile.read(text).lab();
  }

  LabPlan apply(String text, ApplyOption... options) {
    return labs.apply(lab(text), set(options));
  }

  LabPlan plan(String text, ApplyOption... options) {
    return labs.plan(lab(text), set(options));
  }

  static Set<ApplyOption> set(ApplyOption... options) {
    Set<ApplyOption> set = EnumSet.noneOf(ApplyOption.class);
    set.addAll(Arrays.asList(options));
    return set;
  }

  Network network(String name) {
    return controller.getNetwork(name);
  }

  Sandbox sandbox(String name) {
    return controller.getSandbox(name);
  }

  Endpoint endpoint(String network, String name) {
    return network(network).getEndpoint(name);
  }

  /// How a command of a lab is.
  CommandState command(String lab, String sandbox) {
    return Optional.ofNullable(labs.find(lab).orElseThrow().commands().get(sandbox)).orElseThrow();
  }

  /// What a command has written.
  String log(String lab, String sandbox) {
    try {
      return Files.readString(folder.resolve(lab).resolve(sandbox + ".log"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Waits until something is so.
  static void await(String what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!condition.call()) {
        assertThat(System.nanoTime()).as("still not: " + what).isLessThan(end);
        Thread.sleep(10);
      }
    } catch (Exception failure) {
      throw new IllegalStateException(what, failure);
    }
  }

  /// The processes in a sandbox's namespace.
  List<String> processes(String sandbox) {
    Path key = Path.of(sandbox(sandbox).key());
    return ProcessHandle.allProcesses()
        .filter(process -> inside(process.pid(), key))
        .map(process -> process.pid() + " " + process.info().commandLine().orElse("?"))
        .toList();
  }

  private static boolean inside(long pid, Path key) {
    try {
      return Files.readAttributes(Path.of("/proc/" + pid + "/ns/net"), "unix:dev,ino")
          .equals(Files.readAttributes(key, "unix:dev,ino"));
    } catch (IOException gone) {
      return false;
    }
  }

  /// Takes all labs away, and looks whether anything is left.
  @Override
  public void close() {
    List.copyOf(labs.names()).forEach(labs::delete);
    labs.close();
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.services().forEach(Service::delete);
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    controller.close();
    host.host().close();
    List<String> leaks = audit.leaks();
    host.close();
    assertThat(leaks).as("left behind").isEmpty();
  }
}
