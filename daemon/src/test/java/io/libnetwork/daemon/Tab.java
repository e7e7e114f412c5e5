package io.libnetwork.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// One tab of a [Browser]: opened, looked at, clicked and typed into.
final class Tab implements AutoCloseable {

  private static final Map<String, String> CODES =
      Map.of("Tab", "Tab", "Enter", "Enter", "Escape", "Escape");

  private static final Map<String, Integer> NUMBERS =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          " ",
          32);

  /// Notes in the page what its policy forbids, from before anything else runs in it.
  private static final String WATCH =
      "window.violations = [];"
          + "document.addEventListener('securitypolicyviolation', e =>"
          + " window.violations.push(e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile));";

  private final Browser browser;
  private final String target;
  private final String session;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  Tab(Browser browser, String target, String session) {
    this.browser = browser;
    this.target = target;
    this.session = session;
    browser.listen(this::hear);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      ask(domain + ".enable", Map.of());
    }
    ask("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    size(1280, 800);
  }

  private void hear(JsonNode event) {
    if (!event.path("sessionId").asString("").equals(session)) {
      return;
    }
    JsonNode params = event.path("params");
    switch (event.path("method").asString("")) {
      case "Network.requestWillBeSent" -> requested(params.path("request").path("url").asString());
      case "Runtime.exceptionThrown" -> problems.add(params.path("exceptionDetails").toString());
      case "Log.entryAdded" -> {
        JsonNode entry = params.path("entry");
        boolean security = entry.path("source").asString("").equals("security");
        if (security || entry.path("level").asString("").equals("error")) {
          problems.add(entry.path("text").asString() + " " + entry.path("url").asString(""));
        }
      }
      default -> {
        // Nothing that a test asks for.
      }
    }
  }

  /// What the page has itself is not asked of anybody.
  private void requested(String address) {
    if (!address.startsWith("data:")) {
      requests.add(address);
    }
  }

  private void ask(String method, Map<String, ?> parameters) {
    var _ = browser.ask(session, method, parameters);
  }

  void size(int width, int height) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /// @param scheme `light` or `dark`
  void colours(String scheme) {
    ask(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /// Goes to an address; what is there is awaited by who needs it.
  void open(String address) {
    ask("Page.navigate", Map.of("url", address));
  }

  void reload() {
    ask("Page.reload", Map.of());
  }

  /// The value of an expression; a promise's when it is kept.
  JsonNode evaluate(String expression) {
    JsonNode said =
        browser.ask(
            session,
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (said.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + said.get("exceptionDetails"));
    }
    return said.path("result").path("value");
  }

  String text(String expression) {
    return evaluate("String(" + expression + ")").asString();
  }

  boolean holds(String condition) {
    return evaluate("!!(" + condition + ")").asBoolean();
  }

  /// Waits until something is true of the page.
  ///
  /// @return how long it took
  Duration await(String condition, Duration patience) {
    long began = System.nanoTime();
    while (true) {
      boolean held;
      try {
        held = holds(condition);
      } catch (AssertionError | IllegalStateException notYet) {
        held = false; // between two documents there is none to ask
      }
      long taken = System.nanoTime() - began;
      if (held) {
        return Duration.ofNanos(taken);
      }
      if (taken > patience.toNanos()) {
        throw new AssertionError(
            "after %s it is not so: %s%nproblems: %s%npage: %s"
                .formatted(patience, condition, problems, text("document.body.innerText")));
      }
      pause();
    }
  }

  Duration await(String condition) {
    return await(condition, Duration.ofSeconds(15));
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a page is awaited", interrupted);
    }
  }

  /// Presses a key, as in `Tab`, `ArrowDown` or `a`.
  void press(String key) {
    boolean letter = key.length() == 1;
    var down = new java.util.HashMap<String, Object>();
    down.put("type", "keyDown");
    down.put("key", key);
    down.put("code", CODES.getOrDefault(key, key));
    if (NUMBERS.containsKey(key)) {
      down.put("windowsVirtualKeyCode", NUMBERS.get(key));
    }
    if (letter || key.equals("Enter")) {
      down.put("text", key.equals("Enter") ? "\r" : key);
    }
    ask("Input.dispatchKeyEvent", down);
    ask("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /// Types a text where the focus is.
  void type(String text) {
    ask("Input.insertText", Map.of("text", text));
  }

  /// Clicks in the middle of an element.
  void click(String selector) {
    JsonNode at =
        evaluate(
            "(() => { const e = document.querySelector('%s'); e.scrollIntoView({block:'nearest'}); const b = e.getBoundingClientRect(); return {x: b.x + b.width / 2, y: b.y + b.height / 2}; })()"
                .formatted(selector));
    click(at.get("x").asDouble(), at.get("y").asDouble());
  }

  /// Clicks at a place.
  void click(double x, double y) {
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      ask(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
    }
  }

  /// What is shown, as PNG.
  void shoot(Path file) {
    String data =
        browser
            .ask(session, "Page.captureScreenshot", Map.of("format", "png"))
            .get("data")
            .asString();
    try {
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write " + file, failure);
    }
  }

  /// Addresses that were asked for, of anybody.
  List<String> requests() {
    return List.copyOf(requests);
  }

  /// What went wrong in the page: what its policy forbade, exceptions, requests that failed.
  List<String> problems() {
    return List.copyOf(problems);
  }

  @Override
  public void close() {
    var _ = browser.ask("", "Target.closeTarget", Map.of("targetId", target));
  }
}
