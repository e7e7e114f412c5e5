package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Docker's API over a unix socket, asked of our daemon and of Docker's by the same client: one
/// connection for each request. And how soon the daemon and the command line are there, against a
/// JVM that prints a line.
final class ApiBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// A daemon lives long; what it does first takes three times as long.
  private static final int WARM_UP = 3000;

  private static final int NETWORKS_WARM_UP = 50;

  private static final int ROUNDS = 200;
  private static final int PEER_ROUNDS = 20;
  private static final int NETWORKS = 250;
  private static final int ENDPOINTS = 1000;
  private static final int ENDPOINTS_OF_A_NETWORK = 250;
  private static final int CLIENTS = 8;
  private static final String PEER = "dockerd";

  private final Path folder;
  private final Consumer<Row> rows;

  private ApiBenchmark(Path folder, Consumer<Row> rows) {
    this.folder = folder;
    this.rows = rows;
  }

  static void run(Consumer<Row> rows) {
    if (!OurDaemon.startable()) {
      throw new IllegalStateException(
          "the daemon is measured as it is installed: use ./libnetwork bench api");
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      new ApiBenchmark(folder.path(), rows).measure();
    }
  }

  private void measure() {
    Map<String, Samples> peers = Dockerd.installed() ? peer() : Map.of();
    try (TestHost host = TestHost.create();
        OurDaemon daemon = OurDaemon.start(host, folder.resolve("ours"))) {
      report("daemon-rss-idle", daemon.settledBytes());
      Calls calls = new Calls(at(daemon.socket()));
      String container = calls.container("scratch");
      calls.warmUp(container, WARM_UP);
      Map<String, Samples> ours = calls.measure(container, ROUNDS);
      ours.forEach((name, samples) -> tell(name, samples, peers));
      rate("api-pairs-1", calls, List.of(container));
      List<String> many = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        many.add(calls.container("scratch"));
      }
      rate("api-pairs-8", calls, many);
      calls.fill(ENDPOINTS, ENDPOINTS_OF_A_NETWORK);
      report("daemon-rss-1000", daemon.settledBytes());
    }
    new StartBenchmark(folder, rows).run();
  }

  private Map<String, Samples> peer() {
    try (TemporaryFolder built = TemporaryFolder.create();
        Dockerd dockerd = Dockerd.start(folder.resolve("docker"))) {
      dockerd.load(DnsLoad.compile(built.path()).program());
      String container = dockerd.docker("run", "--detach", Dockerd.IMAGE, "/dns", "idle").strip();
      Calls calls = new Calls(at(dockerd.socket()));
      calls.ours(container, 2);
      Map<String, Samples> theirs = calls.measure(container, PEER_ROUNDS);
      String _ = dockerd.docker("rm", "--force", container);
      return theirs;
    }
  }

  private static Api at(Path socket) {
    return HttpApi.at(new DaemonAddress.Unix(socket), LIMIT);
  }

  private void tell(String name, Samples ours, Map<String, Samples> peers) {
    Samples theirs = peers.get(name);
    rows.accept(theirs == null ? Row.of(name, ours) : Row.of(name, ours, PEER, theirs));
  }

  private void report(String name, long bytes) {
    double megabytes = bytes / 1e6;
    rows.accept(new Row(name, "MB", 1, megabytes, megabytes, Optional.empty()));
  }

  /// How many containers a second are put on a network and taken from it, by as many clients as
  /// there are containers.
  private void rate(String name, Calls calls, List<String> containers) {
    String network = calls.create("rate");
    AtomicInteger done = new AtomicInteger();
    long began = System.nanoTime();
    List<Thread> clients = new ArrayList<>();
    for (String container : containers) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                  calls.connect(network, container);
                  calls.disconnect(network, container);
                  done.incrementAndGet();
                }
              }));
    }
    clients.forEach(ApiBenchmark::join);
    if (done.get() != containers.size() * ROUNDS) {
      throw new IllegalStateException(
          "only %d pairs were done, see what failed above".formatted(done.get()));
    }
    double rate = done.get() / ((System.nanoTime() - began) / 1e9);
    rows.accept(new Row(name, "pairs/s", done.get(), rate, rate, Optional.empty()));
    calls.delete(network);
  }

  private static void join(Thread client) {
    try {
      client.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clients ask", interrupted);
    }
  }

  /// What is asked.
  private record Calls(Api api) {

    /// One on the network `bridge`.
    String container(String image) {
      return started(JsonObject.EMPTY.with("Image", image));
    }

    private String started(JsonObject asked) {
      String id = api.call(Request.post("/containers/create", asked)).object().text("Id");
      var _ = api.call(Request.post("/containers/" + id + "/start"));
      return id;
    }

    String create(String name) {
      return api.call(Request.post("/networks/create", JsonObject.EMPTY.with("Name", name)))
          .object()
          .text("Id");
    }

    String create(String name, String subnet) {
      JsonObject pool = JsonObject.EMPTY.with("Subnet", subnet);
      JsonObject ipam =
          JsonObject.EMPTY.with("Config", new io.libnetwork.wire.JsonArray(List.of(pool)));
      return api.call(
              Request.post(
                  "/networks/create", JsonObject.EMPTY.with("Name", name).with("IPAM", ipam)))
          .object()
          .text("Id");
    }

    void delete(String network) {
      var _ = api.call(Request.delete("/networks/" + network));
    }

    void connect(String network, String container) {
      var _ =
          api.call(
              Request.post(
                  "/networks/" + network + "/connect",
                  JsonObject.EMPTY.with("Container", container)));
    }

    void disconnect(String network, String container) {
      var _ =
          api.call(
              Request.post(
                  "/networks/" + network + "/disconnect",
                  JsonObject.EMPTY.with("Container", container)));
    }

    void list() {
      var _ = api.call(Request.get("/networks"));
    }

    /// Until what is asked most takes as long as it will.
    void warmUp(String container, int rounds) {
      ours(container, NETWORKS_WARM_UP);
      String network = create("warm");
      for (int round = 0; round < rounds; round++) {
        connect(network, container);
        disconnect(network, container);
      }
      delete(network);
    }

    /// Everything once and again, for who learns.
    void ours(String container, int rounds) {
      for (int round = 0; round < rounds; round++) {
        String network = create("warm-up");
        connect(network, container);
        list();
        disconnect(network, container);
        delete(network);
      }
    }

    Map<String, Samples> measure(String container, int rounds) {
      Samples creates = new Samples();
      Samples removes = new Samples();
      Samples connects = new Samples();
      Samples disconnects = new Samples();
      for (int round = 0; round < rounds; round++) {
        pair("empty", creates, removes);
      }
      String network = create("connect");
      for (int round = 0; round < rounds; round++) {
        connects.time(() -> connect(network, container));
        disconnects.time(() -> disconnect(network, container));
      }
      delete(network);
      Map<String, Samples> more = crowded(rounds);
      Map<String, Samples> all = new java.util.LinkedHashMap<>();
      all.put("api-network-create", creates);
      all.put("api-network-remove", removes);
      all.put("api-connect", connects);
      all.put("api-disconnect", disconnects);
      all.putAll(more);
      return all;
    }

    private void pair(String name, Samples creates, Samples removes) {
      String[] id = new String[1];
      creates.time(() -> id[0] = create(name));
      removes.time(() -> delete(id[0]));
    }

    /// With many networks there already.
    private Map<String, Samples> crowded(int rounds) {
      List<String> networks = new ArrayList<>();
      for (int number = 0; number < NETWORKS; number++) {
        networks.add(
            create(
                "network-" + number, "10.%d.%d.0/24".formatted(100 + number / 100, number % 100)));
      }
      Samples creates = new Samples();
      Samples removes = new Samples();
      Samples lists = new Samples();
      for (int round = 0; round < rounds; round++) {
        String[] id = new String[1];
        creates.time(() -> id[0] = create("one-more", "10.200.0.0/24"));
        removes.time(() -> delete(id[0]));
        lists.time(this::list);
      }
      networks.forEach(this::delete);
      return Map.of("api-network-create-at-250", creates, "api-list-250", lists);
    }

    /// Containers that stay.
    void fill(int endpoints, int each) {
      String network = "";
      for (int number = 0; number < endpoints; number++) {
        if (number % each == 0) {
          network = create("full-" + number / each);
        }
        JsonObject on = JsonObject.EMPTY.with("NetworkMode", network);
        var _ = started(JsonObject.EMPTY.with("Image", "scratch").with("HostConfig", on));
      }
    }
  }
}
