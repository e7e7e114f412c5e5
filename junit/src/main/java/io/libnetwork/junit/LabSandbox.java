package io.libnetwork.junit;

import io.libnetwork.Endpoint;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxFiles;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.command.CommandLine;
import io.libnetwork.lab.command.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A container of a session: programs of the machine run in it, in its network and with its
/// `hosts`, `hostname` and `resolv.conf`.
public final class LabSandbox {

  private final String name;
  private final String lab;
  private final Sandbox sandbox;
  private final Path folder;
  private final AtomicInteger started = new AtomicInteger();
  private final Queue<Program> programs = new ConcurrentLinkedQueue<>();

  /// @param folder for what programs write
  LabSandbox(String name, String lab, Sandbox sandbox, Path folder) {
    this.name = name;
    this.lab = lab;
    this.sandbox = sandbox;
    this.folder = folder;
  }

  /// By which the others of the session find it.
  public String name() {
    return name;
  }

  /// Its address, IPv4 before IPv6, on the first of its networks.
  ///
  /// @throws NetworkException.NotFound when it has none
  public IpAddress address() {
    return sandbox.endpoints().stream()
        .flatMap(endpoint -> endpoint.addresses().stream())
        .map(InterfaceAddress::address)
        .findFirst()
        .orElseThrow(() -> new NetworkException.NotFound(this + " has no address"));
  }

  /// Its address, IPv4 before IPv6, on a network of the session.
  ///
  /// @throws NetworkException.NotFound when it has none there
  public IpAddress address(String network) {
    return endpoint(network).addresses().stream()
        .map(InterfaceAddress::address)
        .findFirst()
        .orElseThrow(() -> new NetworkException.NotFound(this + " has no address on " + network));
  }

  private Endpoint endpoint(String network) {
    String onHost = lab + "-" + network;
    return sandbox.endpoints().stream()
        .filter(endpoint -> endpoint.network().name().equals(onHost))
        .findFirst()
        .orElseThrow(() -> new NetworkException.NotFound(this + " is not on network " + network));
  }

  /// What the library has of it.
  public Sandbox model() {
    return sandbox;
  }

  /// Starts a program in it, which runs until it ends or the session does.
  ///
  /// @param command the program and its arguments
  /// @throws NetworkException.InvalidParameter when there is no such program on this machine
  public Program start(String... command) {
    LabCommand wanted =
        new LabCommand(List.of(command), Map.of(), Optional.empty(), LabCommand.Restart.NO);
    Commands.require(wanted, toString());
    SandboxFiles files =
        sandbox
            .files()
            .orElseThrow(() -> new NetworkException.Conflict(this + " has no files of its own"));
    Path log = folder.resolve("%s.%d".formatted(name, started.incrementAndGet()));
    try {
      Files.createDirectories(folder);
      Process process = CommandLine.of(wanted, Path.of(sandbox.key()), files, log).start();
      Program program = new Program(toString(), wanted.words(), process, log);
      programs.add(program);
      return program;
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot run %s in %s: %s".formatted(wanted.words(), this, failure.getMessage()), failure);
    }
  }

  /// Runs a program in it to its end.
  ///
  /// @throws NetworkException.DeadlineExceeded when it has not ended within [Program#PATIENCE];
  ///   then it has been killed
  public Finished run(String... command) {
    return run(Program.PATIENCE, command);
  }

  /// As [#run(String...)].
  ///
  /// @param patience how long it may take
  public Finished run(Duration patience, String... command) {
    try (Program program = start(command)) {
      return program.await(patience);
    }
  }

  /// Those that may run, or may have left something that runs.
  List<ProcessHandle> started() {
    return programs.stream().map(Program::handle).toList();
  }

  @Override
  public String toString() {
    return "sandbox " + name;
  }
}
