package io.libnetwork.daemon;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Debian's Chromium inside a network namespace, without a window, spoken to by the DevTools
/// protocol: messages of JSON with a zero behind each, over descriptors 3 and 4.
final class Browser implements AutoCloseable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final long PATIENCE_SECONDS = 30;

  private static final List<String> PLACES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser");

  private final Path folder;
  private final Process process;
  private final OutputStream commands;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();

  private Browser(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.commands = process.getOutputStream();
    Thread _ = Thread.ofPlatform().daemon().name("chromium").start(this::read);
  }

  /// Where Chromium is, if it is installed.
  static Optional<String> installed() {
    return PLACES.stream().filter(place -> Files.isExecutable(Path.of(place))).findFirst();
  }

  /// Starts one.
  ///
  /// @param namespace the network namespace it is in
  static Browser start(Path namespace) {
    try {
      Path folder = Files.createTempDirectory("libnetwork-chromium-");
      String program = installed().orElseThrow();
      List<String> command =
          List.of(
              "nsenter",
              "--net=" + namespace,
              "bash",
              "-c",
              "exec \"$@\" 3<&0 4>&1 1>/dev/null 2>\"$0\" </dev/null",
              folder.resolve("log").toString(),
              program,
              "--headless=new",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-dev-shm-usage",
              "--disable-background-networking",
              "--disable-component-update",
              "--disable-features=Translate,MediaRouter,OptimizationHints",
              "--no-first-run",
              "--hide-scrollbars",
              "--remote-debugging-pipe",
              "--user-data-dir=" + folder.resolve("profile"));
      return new Browser(folder, new ProcessBuilder(command).start());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start chromium", failure);
    }
  }

  private void read() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      byte[] some = new byte[65_536];
      for (int length = in.read(some); length >= 0; length = in.read(some)) {
        int from = 0;
        for (int i = 0; i < length; i++) {
          if (some[i] == 0) {
            message.write(some, from, i - from);
            take(MAPPER.readTree(message.toString(StandardCharsets.UTF_8)));
            message.reset();
            from = i + 1;
          }
        }
        message.write(some, from, length - from);
      }
    } catch (IOException ended) {
      // Those who wait are told below.
    }
    asked
        .values()
        .forEach(each -> each.completeExceptionally(new IllegalStateException("chromium ended")));
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> waiting = asked.remove(message.get("id").asInt());
      if (waiting != null) {
        boolean _ = waiting.complete(message);
      }
    } else {
      listeners.forEach(listener -> listener.accept(message));
    }
  }

  /// Has somebody told of each event.
  void listen(Consumer<JsonNode> listener) {
    listeners.add(listener);
  }

  /// Asks for something, and waits for it.
  ///
  /// @param session of a tab; empty for the browser itself
  JsonNode ask(String session, String method, Map<String, ?> parameters) {
    int number = numbers.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    asked.put(number, answer);
    var message = new java.util.HashMap<String, Object>();
    message.put("id", number);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    send(MAPPER.writeValueAsBytes(message));
    JsonNode said = await(answer, method);
    if (said.has("error")) {
      throw new IllegalStateException(method + ": " + said.get("error"));
    }
    return said.path("result");
  }

  private synchronized void send(byte[] message) {
    try {
      commands.write(message);
      commands.write(0);
      commands.flush();
    } catch (IOException failure) {
      throw new UncheckedIOException("chromium does not listen; its log: " + log(), failure);
    }
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return "none";
    }
  }

  private JsonNode await(CompletableFuture<JsonNode> answer, String method) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method, interrupted);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException(
          "chromium did not answer %s; its log: %s".formatted(method, log()), failure);
    }
  }

  /// Opens an empty tab.
  Tab tab() {
    String target =
        ask("", "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asString();
    String session =
        ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .get("sessionId")
            .asString();
    return new Tab(this, target, session);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      boolean _ = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      remove();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Helpers of the browser may write a moment longer.
  private void remove() throws InterruptedException {
    for (int tries = 0; tries < 20 && Files.exists(folder); tries++) {
      List<Path> paths = new ArrayList<>();
      try (Stream<Path> found = Files.walk(folder)) {
        found.sorted(Comparator.reverseOrder()).forEach(paths::add);
        for (Path path : paths) {
          boolean _ = Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException busy) {
        Thread.sleep(50);
      }
    }
  }
}
