package io.libnetwork.daemon.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.http.Router;
import io.libnetwork.linux.trace.Trace;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.testing.TestHost;
import io.libnetwork.tracing.ExportingTracer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// What a collector gets of operations.
@Isolated("a tracer is told of all that a process does")
class TracesTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER = "b7ad6b7169203331";

  private final Collector collector = Collector.open(Collector.Manner.TAKES);
  private final ExportingTracer tracer =
      ExportingTracer.open(Optional.of(collector.endpoint()), "1.2.3");
  private boolean open = true;

  @BeforeEach
  void begins() {
    Trace.begin(tracer);
  }

  @AfterEach
  void ends() {
    List<ReceivedSpan> _ = received();
    collector.close();
  }

  /// All that was sent, which ends the sending.
  private List<ReceivedSpan> received() {
    if (open) {
      open = false;
      Trace.end(tracer);
      tracer.close();
    }
    return collector.spans();
  }

  private ReceivedSpan one(String name) {
    return received().stream()
        .filter(span -> span.name().equals(name))
        .reduce((first, second) -> {
          throw new AssertionError("two spans " + name);
        })
        .orElseThrow(() -> new AssertionError("no span " + name + " in " + received()));
  }

  private List<ReceivedSpan> below(ReceivedSpan whole) {
    return received().stream().filter(span -> span.parent().equals(whole.id())).toList();
  }

  private List<ReceivedSpan> below(ReceivedSpan whole, String name) {
    return below(whole).stream().filter(span -> span.name().equals(name)).toList();
  }

  @Nested
  class OfAContainer {

    private final TestHost host = host();
    private final Controller controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.Store(new MemoryStore()));

    private static TestHost host() {
      assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
      return TestHost.create();
    }

    @AfterEach
    void closes() {
      controller.close();
      host.close();
    }

    private Network network() {
      return controller.createNetwork(
          BridgeDriver.NAME, "shop", NetworkOption.Pool.of("10.9.0.0/24"));
    }

    @Test
    void tellsWhatEachOperationAsksOfTheKernelAndOfTheStore() {
      Attachment web = controller.attach("web", network(), EndpointOption.Publish.of("8080:80"));
      controller.removeAll(List.of(web.sandbox()));

      ReceivedSpan made = one("create network");
      assertThat(made.parent()).isEmpty();
      assertThat(made.kind()).isEqualTo(1);
      assertThat(made.failed()).isFalse();
      assertThat(made.attributes().get("libnetwork.subject")).contains("shop");
      assertThat(below(made, "netlink exchange")).isNotEmpty();
      assertThat(below(made, "nftables transaction")).isNotEmpty();
      assertThat(below(made, "commit wait")).isNotEmpty();

      ReceivedSpan attached = one("attach");
      assertThat(attached.trace()).isNotEqualTo(made.trace());
      assertThat(attached.attributes().get("libnetwork.subject")).contains("web").contains("shop");
      assertThat(below(attached, "namespace visit")).isNotEmpty();
      assertThat(below(attached, "netlink exchange"))
          .hasSizeGreaterThanOrEqualTo(2)
          .allSatisfy(exchange -> {
            assertThat(exchange.trace()).isEqualTo(attached.trace());
            assertThat(exchange.nanos()).isBetween(1L, attached.nanos());
            assertThat(exchange.attributes())
                .containsKeys(
                    "libnetwork.netlink.messages",
                    "libnetwork.netlink.bytes_sent",
                    "libnetwork.netlink.first_message");
          });
      assertThat(below(attached, "netlink exchange"))
          .anyMatch(exchange -> exchange.says("libnetwork.netlink.family").equals("route"));
      assertThat(below(attached, "nftables transaction"))
          .isNotEmpty()
          .anyMatch(each -> Integer.parseInt(each.says("libnetwork.nftables.elements")) > 0);
      assertThat(below(attached, "commit wait"))
          .isNotEmpty()
          .allMatch(wait -> wait.attributes().containsKey("libnetwork.store.revision"));
      assertThat(below(one("remove all"))).isNotEmpty();
    }

    @Test
    void tellsWhoSentIt() {
      Network _ = network();
      assertThat(one("create network").resource())
          .containsEntry("service.name", "libnetwork")
          .containsEntry("service.version", "1.2.3");
    }

    @Test
    void tellsOfWhichKindAFailureIs() {
      Network _ = network();
      assertThatThrownBy(this::network).isInstanceOf(NetworkException.Conflict.class);
      List<ReceivedSpan> made =
          received().stream().filter(span -> span.name().equals("create network")).toList();
      assertThat(made).hasSize(2);
      assertThat(made.getLast().failed()).isTrue();
      assertThat(made.getLast().attributes()).containsEntry("error.type", "Conflict");
    }

    @Test
    void tellsThoseOfVirtualThreadsApart() throws InterruptedException {
      Network network = network();
      List<Thread> threads =
          List.of("a", "b", "c", "d").stream()
              .map(name ->
                  Thread.ofVirtual()
                      .start(() -> {
                        var _ = controller.attach(name, network);
                      }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      List<ReceivedSpan> attached =
          received().stream().filter(span -> span.name().equals("attach")).toList();
      assertThat(attached).hasSize(4).extracting(ReceivedSpan::trace).doesNotHaveDuplicates();
      assertThat(attached)
          .allSatisfy(each -> {
            assertThat(below(each, "netlink exchange")).hasSizeGreaterThanOrEqualTo(2);
            assertThat(below(each)).allMatch(step -> step.trace().equals(each.trace()));
          });
    }
  }

  @Nested
  class OfARequest {

    private final Router router =
        new Router()
            .add(
                "GET",
                "/networks/{id}",
                _ -> Trace.operation("look", _ -> Answer.json(200, Map.of())))
            .add(
                "POST",
                "/broken",
                _ -> {
                  throw new NetworkException.System("broken", new IllegalStateException());
                });

    private Answer ask(String method, String path, Map<String, String> headers) {
      return router.answer(
          new Call("17", method, path, Map.of(), Query.NONE, headers, RequestBody.NONE));
    }

    @Test
    void areAStepOfWhatItsHeaderSays() {
      Answer _ =
          ask("GET", "/networks/shop", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-01"));

      ReceivedSpan request = one("GET /networks/{id}");
      assertThat(request.trace()).isEqualTo(TRACE);
      assertThat(request.parent()).isEqualTo(CALLER);
      assertThat(request.kind()).isEqualTo(2);
      assertThat(request.failed()).isFalse();
      assertThat(request.attributes())
          .containsEntry("http.request.method", "GET")
          .containsEntry("http.route", "/networks/{id}")
          .containsEntry("url.path", "/networks/shop")
          .containsEntry("http.response.status_code", "200")
          .containsEntry("libnetwork.request.id", "17");
      assertThat(below(request)).extracting(ReceivedSpan::name).containsExactly("look");
    }

    @Test
    void areNotSentWhereTheHeaderSaysSo() {
      Answer _ =
          ask("GET", "/networks/shop", Map.of("traceparent", "00-" + TRACE + "-" + CALLER + "-00"));
      assertThat(received()).isEmpty();
    }

    @Test
    void beginAnewWhereTheHeaderIsNone() {
      Answer _ = ask("GET", "/networks/shop", Map.of("traceparent", "00-nonsense-01"));
      assertThat(one("GET /networks/{id}").parent()).isEmpty();
    }

    @Test
    void sayThatWeFailed() {
      Answer _ = ask("POST", "/broken", Map.of());
      ReceivedSpan request = one("POST /broken");
      assertThat(request.failed()).isTrue();
      assertThat(request.attributes())
          .containsEntry("http.response.status_code", "500")
          .containsEntry("error.type", "500");
    }
  }

  @Nested
  class WhoReceivesThem {

    private static final int OPERATIONS = 20_000;

    /// Far more than wait.
    private static Duration operate() {
      long began = System.nanoTime();
      for (int operation = 0; operation < OPERATIONS; operation++) {
        int _ = Trace.operation("quick", _ -> 7);
      }
      return Duration.ofNanos(System.nanoTime() - began);
    }

    private void against(Collector other) {
      ExportingTracer told = ExportingTracer.open(Optional.of(other.endpoint()), "1");
      Trace.begin(told);
      try {
        assertThat(operate()).isLessThan(Duration.ofSeconds(3));
      } finally {
        Trace.end(told);
        long began = System.nanoTime();
        told.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      }
    }

    @Test
    void mayHangAndNobodyWaits() {
      try (Collector hanging = Collector.open(Collector.Manner.HANGS)) {
        against(hanging);
        assertThat(hanging.requests()).isPositive();
      }
    }

    @Test
    void mayRefuse() {
      try (Collector refusing = Collector.open(Collector.Manner.REFUSES)) {
        against(refusing);
        assertThat(refusing.requests()).isPositive();
      }
    }

    @Test
    void mayNotBeThere() {
      Collector gone = Collector.open(Collector.Manner.TAKES);
      gone.close();
      against(gone);
    }
  }
}
