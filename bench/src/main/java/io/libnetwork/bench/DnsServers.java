package io.libnetwork.bench;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.bench.DnsLoad.Answers;
import io.libnetwork.bench.DnsLoad.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The name servers that are asked from a container of a [DnsScene]: ours, the echo, and those of
/// others that are installed.
final class DnsServers {

  /// The floor's name in rows.
  static final String ECHO = "echo";

  private static final IpAddress OURS = Ipv4Address.parse("127.0.0.11");
  private static final IpAddress LOOPBACK = Ipv4Address.parse("127.0.0.1");
  private static final Port DOMAIN = new Port(53);
  private static final Port ECHO_PORT = new Port(5300);
  private static final Port UNBOUND_PORT = new Port(5301);
  private static final Port DNSMASQ_PORT = new Port(5302);
  private static final Path AARDVARK = Path.of("/usr/lib/podman/aardvark-dns");

  private final DnsScene scene;
  private final DnsLoad load;

  DnsServers(DnsScene scene, DnsLoad load) {
    this.scene = scene;
    this.load = load;
  }

  /// A server at a place.
  ///
  /// @param process what was started for it
  /// @param names of containers that it knows
  private record At(
      String name,
      DnsLoad load,
      Place place,
      Optional<Process> process,
      List<String> names,
      boolean caches)
      implements DnsServer {

    @Override
    public Answers local(int outstanding) {
      return name.equals(ECHO)
          ? load.knock(place, outstanding, names)
          : load.ask(place, outstanding, names);
    }

    @Override
    public Answers cached(int outstanding) {
      return load.ask(place, outstanding, DnsScene.WORLD);
    }

    @Override
    public void close() {
      process.ifPresent(Programs::end);
    }
  }

  /// A server whose process goes on in another one.
  ///
  /// @param pidFile says which
  private record Daemon(DnsServer begun, Path pidFile) implements DnsServer {

    @Override
    public String name() {
      return begun.name();
    }

    @Override
    public boolean caches() {
      return begun.caches();
    }

    @Override
    public Answers local(int outstanding) {
      return begun.local(outstanding);
    }

    @Override
    public Answers cached(int outstanding) {
      return begun.cached(outstanding);
    }

    @Override
    public void close() {
      begun.close();
      Programs.endDaemon(pidFile);
    }
  }

  /// Ours.
  DnsServer ours() {
    Place place = new Place(scene.clientNamespace(), OURS, DOMAIN);
    return new At("ours", load, place, Optional.empty(), DnsScene.NAMES, true);
  }

  /// All others; who is not installed is said, and left out.
  List<DnsServer> others() {
    List<DnsServer> others = new ArrayList<>();
    try {
      others.add(echo());
      add(others, "unbound", Programs.installed("unbound"), "unbound", this::unbound);
      add(others, "dnsmasq", Programs.installed("dnsmasq"), "dnsmasq-base", this::dnsmasq);
      add(others, "aardvark-dns", Files.isExecutable(AARDVARK), "aardvark-dns", this::aardvark);
      add(
          others,
          "dockerd",
          Programs.installed("dockerd"),
          "docker.io",
          () -> DockerNames.open(scene, load));
      return others;
    } catch (RuntimeException failure) {
      others.forEach(DnsServer::close);
      throw failure;
    }
  }

  private static void add(
      List<DnsServer> others,
      String name,
      boolean installed,
      String packaged,
      Supplier<DnsServer> open) {
    if (installed) {
      others.add(open.get());
    } else {
      System.err.println("left out: " + name + "; to compare with it: apt-get install " + packaged);
    }
  }

  private DnsServer echo() {
    Place place = new Place(scene.clientNamespace(), LOOPBACK, ECHO_PORT);
    return started(
        new At(ECHO, load, place, Optional.empty(), DnsScene.NAMES, false),
        List.of(load.program().toString(), "echo", LOOPBACK.toString(), ECHO_PORT.toString()));
  }

  private DnsServer unbound() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "server:",
                "  interface: " + LOOPBACK + "@" + UNBOUND_PORT,
                "  username: \"\"",
                "  chroot: \"\"",
                "  directory: \"" + scene.folder() + "\"",
                "  pidfile: \"\"",
                "  use-syslog: no",
                "  do-daemonize: no",
                "  module-config: \"iterator\"",
                "  local-zone: \"shop.\" static"));
    for (int index = 0; index < DnsScene.NAMES.size(); index++) {
      lines.add(
          "  local-data: \"%s.shop. A %s\""
              .formatted(DnsScene.NAMES.get(index), scene.address(index)));
    }
    lines.addAll(
        List.of("remote-control:", "  control-enable: no", "forward-zone:", "  name: \".\""));
    lines.add("  forward-addr: " + DnsScene.UPSTREAM);
    Path config = written("unbound.conf", lines);
    List<String> names = DnsScene.NAMES.stream().map(name -> name + ".shop").toList();
    Place place = new Place(scene.clientNamespace(), LOOPBACK, UNBOUND_PORT);
    return started(
        new At("unbound", load, place, Optional.empty(), names, true),
        List.of("unbound", "-d", "-p", "-c", config.toString()));
  }

  private DnsServer dnsmasq() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "dnsmasq",
                "--keep-in-foreground",
                "--conf-file=/dev/null",
                "--no-hosts",
                "--no-resolv",
                "--pid-file=",
                "--user=root",
                "--bind-interfaces",
                "--listen-address=" + LOOPBACK,
                "--port=" + DNSMASQ_PORT,
                "--server=" + DnsScene.UPSTREAM));
    for (int index = 0; index < DnsScene.NAMES.size(); index++) {
      command.add("--host-record=" + DnsScene.NAMES.get(index) + "," + scene.address(index));
    }
    Place place = new Place(scene.clientNamespace(), LOOPBACK, DNSMASQ_PORT);
    return started(new At("dnsmasq", load, place, Optional.empty(), DnsScene.NAMES, true), command);
  }

  /// It listens at the network's gateway and tells containers apart by their addresses.
  private DnsServer aardvark() {
    List<String> lines = new ArrayList<>(List.of(scene.gateway().toString()));
    for (int index = 0; index < DnsScene.NAMES.size(); index++) {
      lines.add("%064x %s  %s".formatted(index, scene.address(index), DnsScene.NAMES.get(index)));
    }
    lines.add("%064x %s  client".formatted(99, scene.address(DnsScene.NAMES.size())));
    Path folder = scene.folder().resolve("aardvark");
    try {
      Files.createDirectory(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    written("aardvark/shop", lines);
    Place place = new Place(scene.clientNamespace(), scene.gateway(), DOMAIN);
    DnsServer begun =
        started(
            new At("aardvark-dns", load, place, Optional.empty(), DnsScene.NAMES, false),
            scene.hostNamespace(),
            List.of(AARDVARK.toString(), "--config", folder.toString(), "--port", "53", "run"));
    return new Daemon(begun, folder.resolve("aardvark.pid"));
  }

  private DnsServer started(At server, List<String> command) {
    return started(server, scene.clientNamespace(), command);
  }

  /// Starts it, and waits until it answers.
  private DnsServer started(At server, String namespace, List<String> command) {
    Process process =
        Programs.start(namespace, scene.folder().resolve(server.name() + ".log"), command);
    At running =
        new At(
            server.name(),
            server.load(),
            server.place(),
            Optional.of(process),
            server.names(),
            server.caches());
    Programs.await(server.name(), process, () -> running.local(1).count() > 0);
    return running;
  }

  private Path written(String name, List<String> lines) {
    try {
      return Files.write(scene.folder().resolve(name), lines);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + name, failure);
    }
  }
}
