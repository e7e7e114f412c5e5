package io.libnetwork.http.v1;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.http.Router;
import io.libnetwork.http.metrics.HostTraffic;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.v1.PageResource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A host with a controller and our API, which is asked without a server. Every answer is held
/// against the document, and so is every request that is not refused.
final class ApiHost implements AutoCloseable {

  static final String VERSION = "0.0.0-test";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Document document = new Document();
  private final TestHost host;
  private final StateStore store;
  private final Controller controller;
  private final EventLog log;
  private final HostTraffic traffic;
  private final List<Operation> operations;
  private final Router router = new Router();
  private volatile @Nullable PageResource page;
  private final Path state;
  private Optional<Labs> labs = Optional.empty();

  private ApiHost(TestHost host, Path state) {
    this.host = host;
    this.state = state;
    this.store = StateStoreProvider.named("mvstore").open(state, Schema.FIRST);
    this.controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.NetworkDriver(HostDriver.factory()),
            new ControllerOption.NetworkDriver(NoneDriver.factory()),
            new ControllerOption.Store(store),
            new ControllerOption.ReconcileEvery(Duration.ZERO));
    this.log = new EventLog(controller);
    this.traffic = new HostTraffic(host.host());
    Sources sources =
        new Sources(
            controller, log, this::labs, traffic, () -> Optional.ofNullable(page), state, VERSION);
    this.operations = OwnApi.operations(sources, EventRoutes.HEARTBEAT);
    Router _ = OwnApi.routes(router, sources);
  }

  /// @param state a folder for the store
  static ApiHost open(Path state) {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    TestHost host = TestHost.create();
    try {
      return new ApiHost(host, state);
    } catch (RuntimeException | java.lang.Error failure) {
      host.close();
      throw failure;
    }
  }

  Document document() {
    return document;
  }

  private Labs labs() {
    if (labs.isEmpty()) {
      labs = Optional.of(Labs.open(controller, store, state.resolve("labs")));
    }
    return labs.get();
  }

  Controller controller() {
    return controller;
  }

  EventLog log() {
    return log;
  }

  /// Has a page be served from now on, as far as the API tells.
  void serve(PageResource served) {
    page = served;
  }

  TestHost host() {
    return host;
  }

  Router router() {
    return router;
  }

  List<Operation> operations() {
    return operations;
  }

  /// What was answered.
  record Said(int status, String text, Map<String, String> headers) {

    JsonNode json() {
      return MAPPER.readTree(text);
    }

    /// The text at a JSON pointer.
    String at(String pointer) {
      return json().at(pointer).asString();
    }

    /// Where it is found what was made; empty where that is not said.
    String location() {
      return headers.getOrDefault("Location", "");
    }

    String message() {
      return at("/message");
    }
  }

  Said get(String target) {
    return call("GET", target, "", "");
  }

  Said delete(String target) {
    return call("DELETE", target, "", "");
  }

  Said post(String target, String json) {
    return call("POST", target, "application/json", json);
  }

  Said put(String target, String json) {
    return call("PUT", target, "application/json", json);
  }

  /// @param type of the body; empty without one
  Said call(String method, String target, String type, String body) {
    Call call =
        request(method, target, type.isEmpty() ? Map.of() : Map.of("content-type", type), body);
    Answer answer = router.answer(call);
    Said said = said(answer);
    patternOf(method, call.path())
        .ifPresent(pattern -> {
          document.requireTold(method, pattern, said.status(), type(answer), said.text());
          if (said.status() < 300 && type.equals("application/json")) {
            document.requireTaken(method, pattern, body);
          }
        });
    return said;
  }

  /// A request as a server makes it.
  static Call request(String method, String target, Map<String, String> headers, String body) {
    int mark = target.indexOf('?');
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    RequestBody read =
        () -> {
          if (bytes.length > RequestBody.LARGEST) {
            throw new RequestBody.TooLargeException();
          }
          return bytes;
        };
    return new Call(
        "request-1",
        method,
        mark < 0 ? target : target.substring(0, mark),
        Map.of(),
        mark < 0 ? Query.NONE : Query.parse(target.substring(mark + 1)),
        headers,
        read);
  }

  private java.util.Optional<String> patternOf(String method, String path) {
    Router one = new Router();
    for (Operation operation : operations) {
      one = new Router().add(operation.method(), operation.pattern(), operation::answer);
      if (operation.method().equals(method) && one.knows(path)) {
        return java.util.Optional.of(operation.pattern());
      }
    }
    return java.util.Optional.empty();
  }

  private static String type(Answer answer) {
    return switch (answer) {
      case Answer.OfJson _ -> "application/json";
      case Answer.OfText text -> text.type();
      case Answer.Stream stream -> stream.type();
      case Answer.Empty _ -> "";
    };
  }

  private static Said said(Answer answer) {
    String text =
        switch (answer) {
          case Answer.OfJson json -> new String(Json.write(json.value()), StandardCharsets.UTF_8);
          case Answer.OfText plain -> plain.text();
          case Answer.Stream _ -> throw new IllegalStateException("a stream is followed");
          case Answer.Empty _ -> "";
        };
    return new Said(answer.status(), text, answer.headers());
  }

  /// What the controller has: nothing may be left by what was refused.
  String inventory() {
    return MAPPER.writeValueAsString(
        Map.of(
            "networks", get("/v1/networks").json(),
            "sandboxes", get("/v1/sandboxes").json(),
            "endpoints",
                controller.networks().stream()
                    .flatMap(network -> network.endpoints().stream())
                    .map(endpoint -> endpoint.name() + endpoint.addresses() + endpoint.published())
                    .sorted()
                    .toList()));
  }

  @Override
  public void close() {
    log.close();
    traffic.close();
    labs.ifPresent(Labs::close);
    controller.close();
    store.close();
    host.close();
  }
}
