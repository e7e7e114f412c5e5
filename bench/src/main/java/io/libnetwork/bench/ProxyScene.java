package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.proxy.PortProxies;
import io.libnetwork.drivers.proxy.PortProxy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// A container with an iperf3 server on a test host, and proxies in front of it: ours, and Docker's
/// where it is installed.
final class ProxyScene implements AutoCloseable {

  private static final IpAddress LOOPBACK = Ipv4Address.parse("127.0.0.1");
  private static final Port SERVER = new Port(5201);
  private static final Port OURS = new Port(8080);
  private static final Port DOCKERS = new Port(8081);

  /// What fits a frame of every link here.
  private static final int DATAGRAM = 1400;

  private static final int ATTEMPTS = 10;

  private final Scene scene;
  private final Attachment container;
  private final IpAddress address;
  private final Deque<Process> processes = new ArrayDeque<>();
  private final List<PortProxy> proxies;

  /// Where iperf3 is sent to.
  record Place(IpAddress address, Port port) {}

  private ProxyScene(Scene scene) {
    this.scene = scene;
    this.container = scene.controller().attach("bench", scene.network());
    this.address = container.endpoint().address(IpFamily.V4).orElseThrow().address();
    this.proxies =
        new PortProxies(scene.host().host().namespaceThread(), scene.host().host().namespace())
            .open(List.of(binding(Protocol.TCP), binding(Protocol.UDP)));
  }

  static ProxyScene open(boolean withDocker) {
    ProxyScene opened = new ProxyScene(Scene.open());
    try {
      opened.serve();
      if (withDocker) {
        opened.proxy(Protocol.TCP);
        opened.proxy(Protocol.UDP);
      }
      return opened;
    } catch (RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  Place ours() {
    return new Place(LOOPBACK, OURS);
  }

  Place docker() {
    return new Place(LOOPBACK, DOCKERS);
  }

  Place direct() {
    return new Place(address, SERVER);
  }

  /// Sends as fast as can be.
  ///
  /// @return what arrived in a second: megabits over TCP, datagrams over UDP
  double send(Protocol protocol, Place to, int seconds) {
    List<String> command =
        new ArrayList<>(List.of("iperf3", "--json", "--client", to.address().toString(), "--port"));
    command.addAll(List.of(to.port().toString(), "--time", Integer.toString(seconds)));
    if (protocol == Protocol.UDP) {
      command.addAll(List.of("--udp", "--bitrate", "0", "--length", "" + DATAGRAM));
    }
    double bits = IperfReport.received(run(command));
    return protocol == Protocol.TCP ? bits / 1e6 : bits / Byte.SIZE / DATAGRAM;
  }

  /// A server that still counts what the client before has sent is busy for a moment.
  private String run(List<String> command) {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return scene.host().run(command.toArray(String[]::new));
      } catch (IllegalStateException busy) {
        System.err.println("iperf3 is tried again: " + busy);
      }
    }
    return scene.host().run(command.toArray(String[]::new));
  }

  @Override
  public void close() {
    processes.descendingIterator().forEachRemaining(Programs::end);
    proxies.forEach(PortProxy::close);
    container.sandbox().delete();
    scene.close();
  }

  private PortBinding binding(Protocol protocol) {
    return PortBinding.of(protocol, address, SERVER, LOOPBACK, OURS);
  }

  /// A server says that it listens, and buffers what it says unless told otherwise.
  private void serve() {
    String where = container.sandbox().key();
    String command = "exec iperf3 --server --forceflush --port " + SERVER;
    await(start(where, command), "Server listening");
  }

  /// It tells a zero on descriptor 3 when it serves, and a one when it cannot.
  private void proxy(Protocol protocol) {
    String command =
        "exec docker-proxy -proto %s -host-ip %s -host-port %s -container-ip %s -container-port %s 3>&1"
            .formatted(protocol, LOOPBACK, DOCKERS, address, SERVER);
    await(start(scene.host().namespacePath().toString(), command), "0");
  }

  private Process start(String namespace, String command) {
    try {
      Process process =
          new ProcessBuilder("nsenter", "--net=" + namespace, "--", "sh", "-c", command)
              .redirectErrorStream(true)
              .start();
      processes.add(process);
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + command, failure);
    }
  }

  private static void await(Process process, String line) {
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    try {
      String last = printed.readLine();
      while (last != null && !last.startsWith(line)) {
        last = printed.readLine();
      }
      if (last == null) {
        throw new IllegalStateException(
            process.info().commandLine().orElse("a process") + " ended before it said " + line);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read what " + process + " says", failure);
    }
  }
}
