package io.libnetwork.daemon;

import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A daemon's life in short, for the JVM to learn from: it starts on an empty state, makes a
/// network and a container, is asked for everything that is asked often, and is told to end.
///
/// Whoever starts it with `-XX:AOTCacheOutput` (JEP 514) puts it into a network namespace and a
/// mount namespace that are thrown away, because what it does there is real.
final class Rehearsal {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CONTAINER = "rehearsed";

  private final HttpApi api;

  private Rehearsal(HttpApi api) {
    this.api = api;
  }

  /// Runs it in a folder, which has to be there.
  ///
  /// @param arguments the folder
  static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    Path socket = folder.resolve("rehearsal.sock");
    CompletableFuture<Integer> daemon = start(folder, socket);
    DaemonAddress.Unix address = new DaemonAddress.Unix(socket);
    try (HttpApi api = HttpApi.at(address, PATIENCE)) {
      await(socket, daemon);
      new Rehearsal(api).play();
    } finally {
      Signals.raise("TERM");
    }
    int status = daemon.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    System.out.println("rehearsed: the daemon ended with " + status);
    System.exit(status);
  }

  private static CompletableFuture<Integer> start(Path folder, Path socket) {
    CompletableFuture<Integer> ended = new CompletableFuture<>();
    List<String> said =
        List.of(
            "--config=" + noSettings(folder),
            "--hosts=unix://" + socket,
            "--state=" + folder.resolve("state"),
            "--run=" + folder.resolve("run"));
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("rehearsal")
            .unstarted(() -> ended.complete(DaemonMain.run(said)));
    thread.setUncaughtExceptionHandler((_, failure) -> ended.completeExceptionally(failure));
    thread.start();
    return ended;
  }

  /// What this host's daemon is told is not meant for this one.
  private static Path noSettings(Path folder) {
    try {
      return Files.writeString(folder.resolve("daemon.json"), "{}");
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  private static void await(Path socket, CompletableFuture<Integer> daemon)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listened(socket)) {
      if (daemon.isDone() || System.nanoTime() > deadline) {
        throw new IllegalStateException("the daemon did not begin to listen at " + socket);
      }
      Thread.sleep(5);
    }
  }

  /// The file is there a moment before anybody listens.
  private static boolean listened(Path socket) {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void play() {
    ask(Request.get("/_ping"));
    ask(Request.get("/version"));
    ask(Request.get("/info"));
    ask(Request.post("/networks/create", object("Name", CONTAINER)));
    ask(Request.post("/containers/create?name=" + CONTAINER, object("Image", "none")));
    ask(Request.post("/containers/" + CONTAINER + "/start"));
    for (int i = 0; i < 20; i++) {
      connectAndDisconnect();
    }
    ask(Request.get("/networks"));
    ask(Request.get("/networks/" + CONTAINER));
    ask(Request.get("/containers/json"));
    ask(Request.get("/containers/" + CONTAINER + "/json"));
    ask(Request.get("/metrics"));
    ask(Request.delete("/containers/" + CONTAINER + "?force=true"));
    ask(Request.delete("/networks/" + CONTAINER));
  }

  private void connectAndDisconnect() {
    JsonValue container = object("Container", CONTAINER);
    ask(Request.post("/networks/" + CONTAINER + "/connect", container));
    ask(Request.post("/networks/" + CONTAINER + "/disconnect", container));
  }

  /// What is refused was rehearsed too.
  private void ask(Request request) {
    try {
      System.out.println(
          "rehearsed: %s %s: %d"
              .formatted(request.method(), request.target(), api.call(request).status()));
    } catch (ApiException.Refused refused) {
      System.out.println(
          "refused: %s %s: %s".formatted(request.method(), request.target(), refused.getMessage()));
    }
  }

  private static JsonObject object(String name, String value) {
    return new JsonObject(Map.of(name, JsonValue.of(value)));
  }
}
