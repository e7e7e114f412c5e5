package io.libnetwork.bench;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Five thousand containers on one network, which takes five bridges; and what passes between two
/// of them that are on different ones, neither of them the first, beside two on one bridge.
final class ShardBenchmark {

  private static final int CONTAINERS = 5_000;
  private static final int ROUNDS = 10;
  private static final int SECONDS = 1;
  private static final int WARM_UP = 500;
  private static final Port SERVER = new Port(5201);
  private static final String PORT = "veth";
  private static final int PORT_DIGITS = 11;
  private static final String SHARD = "bs";
  private static final String POOL = "10.64.0.0/16";

  private ShardBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (Scene scene = Scene.open()) {
      attachAll(scene, scene.network(), WARM_UP);
      scene.controller().removeAll(scene.controller().sandboxes());
      Network large =
          scene
              .controller()
              .createNetwork(
                  BridgeDriver.NAME,
                  "large",
                  NetworkOption.Pool.of(POOL),
                  new NetworkOption.WithoutNames());
      Samples attach = new Samples();
      List<Attachment> attached = new ArrayList<>();
      attach.time(() -> attached.addAll(attachAll(scene, large, CONTAINERS)));
      rows.accept(Row.of("shard-5000", attach));
      measure(scene, attached, rows);
      scene.controller().removeAll(scene.controller().sandboxes());
      large.delete();
    }
  }

  private static List<Attachment> attachAll(Scene scene, Network network, int number) {
    List<AttachRequest> requests =
        IntStream.range(0, number)
            .mapToObj(each -> AttachRequest.of(network.name() + "-" + each, network))
            .toList();
    return scene.controller().attachAll(requests);
  }

  private static void measure(Scene scene, List<Attachment> attached, Consumer<Row> rows) {
    if (!Programs.installed("iperf3")) {
      System.err.println("left out: shard-throughput; to measure it: apt-get install iperf3");
      return;
    }
    List<Attachment> further = ofEachShard(scene.host(), attached);
    List<Attachment> one = attachAll(scene, scene.network(), 2);
    try (Pair across = Pair.open(further.getFirst(), further.getLast());
        Pair together = Pair.open(one.getFirst(), one.getLast())) {
      Rates sharded = new Rates();
      Rates single = new Rates();
      for (int round = 0; round < ROUNDS; round++) {
        sharded.add(across.send());
        single.add(together.send());
      }
      rows.accept(
          new Row(
              "shard-throughput",
              "Mbit/s",
              sharded.count(),
              sharded.percentile(50),
              sharded.percentile(5),
              Optional.of(new Row.Against("one bridge", single.percentile(50)))));
    }
  }

  /// Of each further bridge a container, in the order of their names.
  private static List<Attachment> ofEachShard(TestHost host, List<Attachment> attached) {
    Map<Ifindex, Link> links = new HashMap<>();
    Map<String, Ifindex> masters = new HashMap<>();
    for (Link link : host.rtnetlink().list(Links.list())) {
      links.put(link.index(), link);
      link.master().ifPresent(master -> masters.put(link.name(), master));
    }
    Map<String, Attachment> found = new TreeMap<>();
    for (Attachment each : attached) {
      String port = PORT + each.endpoint().id().value().substring(0, PORT_DIGITS);
      Optional.ofNullable(masters.get(port))
          .map(links::get)
          .filter(bridge -> bridge.name().startsWith(SHARD))
          .ifPresent(bridge -> found.putIfAbsent(bridge.name(), each));
    }
    return List.copyOf(found.values());
  }

  /// Two containers, one of which has an iperf3 server.
  ///
  /// @param from whose client sends
  private record Pair(Attachment from, Attachment to, Process server, Path log)
      implements AutoCloseable {

    static Pair open(Attachment from, Attachment to) {
      try {
        Path log = Files.createTempFile("iperf3", ".log");
        List<String> command = List.of("iperf3", "--server", "--forceflush", "--port", "" + SERVER);
        Process server = Programs.start(to.sandbox().key(), log, command);
        Pair pair = new Pair(from, to, server, log);
        Programs.await("iperf3", server, () -> pair.printed().contains("Server listening"));
        return pair;
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot make a file for what iperf3 says", failure);
      }
    }

    private String printed() {
      try {
        return Files.readString(log, StandardCharsets.UTF_8);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot read " + log, failure);
      }
    }

    /// Megabits in a second that arrived.
    double send() {
      String address = to.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
      List<String> command =
          List.of(
              "nsenter",
              "--net=" + from.sandbox().key(),
              "--",
              "iperf3",
              "--json",
              "--client",
              address,
              "--port",
              "" + SERVER,
              "--time",
              "" + SECONDS);
      return IperfReport.received(Programs.run(command)) / 1e6;
    }

    @Override
    public void close() {
      Programs.end(server);
      try {
        Files.delete(log);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot delete " + log, failure);
      }
    }
  }
}
