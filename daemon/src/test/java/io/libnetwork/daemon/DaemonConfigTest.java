package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.ipam.PredefinedPool;
import io.libnetwork.wire.DaemonAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonConfigTest {

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("daemon.json");
  }

  private DaemonConfig read(String json, List<String> flags, Map<String, String> environment)
      throws IOException {
    Files.writeString(file, json);
    List<String> all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("--config", file.toString()), flags.stream())
            .toList();
    return DaemonConfig.of(all, environment);
  }

  @Test
  void isAsUsualWhereNothingIsSaid() throws IOException {
    DaemonConfig config = read("{}", List.of(), Map.of());
    assertThat(config.hosts()).containsExactly(DaemonConfig.DEFAULT_ADDRESS);
    assertThat(config.state()).isEqualTo(Host.DEFAULT_STATE_ROOT);
    assertThat(config.group()).isEmpty();
    assertThat(config.tls()).isEmpty();
    assertThat(config.logLevel()).isEqualTo("info");
    assertThat(config.reconcileEvery()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void countsFlagsMoreThanTheFileAndTheEnvironmentMore() throws IOException {
    String json = "{\"log\":{\"level\":\"warn\"},\"group\":\"a\",\"bridge\":\"br1\"}";
    DaemonConfig config =
        read(
            json,
            List.of("--log-level", "debug", "--group=b"),
            Map.of("LIBNETWORK_LOG_LEVEL", "trace"));
    assertThat(config.logLevel()).isEqualTo("trace");
    assertThat(config.group()).contains("b");
    assertThat(config.bridge()).isEqualTo("br1");
  }

  @Test
  void isAPluginWhereAnEngineLooks() throws IOException {
    String socket = "/run/docker/plugins/libnetwork.sock";
    assertThat(read("{\"docker-plugin\":\"" + socket + "\"}", List.of(), Map.of()).dockerPlugin())
        .contains(Path.of(socket));
    assertThat(read("{}", List.of(), Map.of()).dockerPlugin()).isEmpty();
    for (String wrong : List.of("libnetwork.sock", "/run/docker/plugins/libnetwork")) {
      assertThatThrownBy(() -> read("{}", List.of("--docker-plugin=" + wrong), Map.of()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("'" + wrong + "' is no socket of a plugin");
    }
  }

  @Nested
  class OfTraces {

    private DaemonConfig.Tracing tracing(String json, Map<String, String> environment)
        throws IOException {
      return read(json, List.of(), environment).tracing();
    }

    @Test
    void areNotWantedWhereNothingIsSaid() throws IOException {
      assertThat(tracing("{}", Map.of()))
          .isEqualTo(new DaemonConfig.Tracing(false, Optional.empty()));
    }

    @Test
    void areSentWhereASettingSays() throws IOException {
      String json = "{\"tracing\":{\"endpoint\":\"http://127.0.0.1:4318\"}}";
      Optional<URI> place = Optional.of(URI.create("http://127.0.0.1:4318"));
      assertThat(tracing(json, Map.of())).isEqualTo(new DaemonConfig.Tracing(true, place));
      assertThat(tracing(json, Map.of("OTEL_TRACES_EXPORTER", "none")).wanted()).isTrue();
      assertThat(tracing(json, Map.of("OTEL_SDK_DISABLED", "true")).wanted()).isFalse();
    }

    @Test
    void areSentWhereAVariableOfOpenTelemetrySaysWhere() throws IOException {
      for (String name :
          List.of("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")) {
        assertThat(tracing("{}", Map.of(name, "http://127.0.0.1:1")))
            .isEqualTo(new DaemonConfig.Tracing(true, Optional.empty()));
        assertThat(tracing("{}", Map.of(name, "")).wanted()).isFalse();
      }
      assertThat(tracing("{}", Map.of("OTEL_TRACES_EXPORTER", "otlp")).wanted()).isTrue();
      assertThat(tracing("{}", Map.of("OTEL_TRACES_EXPORTER", "none")).wanted()).isFalse();
      assertThat(tracing("{}", Map.of("OTEL_SERVICE_NAME", "x")).wanted()).isFalse();
    }

    @Test
    void areSentToNoPlaceThatIsNone() {
      for (String place : List.of("127.0.0.1:4318", "ftp://x", "http://", "http://a b", "x:y")) {
        assertThatThrownBy(
                () -> tracing("{\"tracing\":{\"endpoint\":\"" + place + "\"}}", Map.of()))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("tracing.endpoint in ")
            .hasMessageContaining("'" + place + "' is no place to send traces to");
      }
    }
  }

  @Test
  void hasListsInEachForm() throws IOException {
    String json =
        "{\"hosts\":[\"unix:///run/a.sock\",\"unix:///run/b.sock\"],\"address-pools\":[\"10.0.0.0/8:24\"],\"dns\":{\"ttl\":7}}";
    DaemonConfig config = read(json, List.of(), Map.of());
    assertThat(config.hosts())
        .containsExactly(
            new DaemonAddress.Unix(Path.of("/run/a.sock")),
            new DaemonAddress.Unix(Path.of("/run/b.sock")));
    assertThat(config.addressPools()).hasSize(1).first().isInstanceOf(PredefinedPool.class);
    assertThat(config.dnsTtl()).isEqualTo(Duration.ofSeconds(7));
    DaemonConfig flags =
        read("{}", List.of("--hosts", "unix:///a", "--hosts", "unix:///b"), Map.of());
    assertThat(flags.hosts()).hasSize(2);
  }

  @Test
  void servesThePageWhereItIsToldTo() throws IOException {
    assertThat(read("{}", List.of(), Map.of()).page()).isEmpty();
    assertThat(read("{\"page\":\"127.0.0.1:7380\"}", List.of(), Map.of()).page())
        .hasValueSatisfying(page -> assertThat(page.url()).isEqualTo("http://127.0.0.1:7380/"));
    assertThat(read("{}", List.of(), Map.of("LIBNETWORK_PAGE", "[::1]:80")).page())
        .hasValueSatisfying(page -> assertThat(page.url()).isEqualTo("http://[::1]:80/"));
  }

  @Nested
  class Refuses {

    @Test
    void allThatIsWrongAtOnceWithItsPlace() {
      String json =
          "{\"log\":{\"level\":\"loud\",\"colour\":true},\"hosts\":[\"http://x\"],\"stat\":\"/x\",\"dns\":{\"ttl\":\"soon\"}}";
      assertThatThrownBy(() ->
              read(json, List.of("--nonsense", "--group"), Map.of("LIBNETWORK_LOG_FORMAT", "xml")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("log.level in " + file + ": 'loud'")
          .hasMessageContaining("log.colour in " + file + ": there is no such setting")
          .hasMessageContaining("hosts in " + file + ": invalid address 'http://x'")
          .hasMessageContaining("stat in " + file)
          .hasMessageContaining("dns.ttl in " + file + ": 'soon'")
          .hasMessageContaining("--nonsense")
          .hasMessageContaining("--group: a value is missing")
          .hasMessageContaining("LIBNETWORK_LOG_FORMAT: 'xml'");
    }

    @Test
    void aPageThatOthersCouldReach() {
      for (String address :
          List.of("0.0.0.0:7380", "192.0.2.1:7380", "[::]:7380", "[fd00::1]:80", "8.8.8.8:1")) {
        assertThatThrownBy(() -> read("{}", List.of("--page=" + address), Map.of()))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("--page: the page is not served at ")
            .hasMessageContaining("expected an address of the loopback interface");
      }
    }

    @Test
    void aPageThatIsNowhere() {
      for (String address :
          List.of("7380", "127.0.0.1", "::1:7380", "127.0.0.1:0", "localhost:7380", ":7380")) {
        assertThatThrownBy(() -> read("{}", List.of("--page=" + address), Map.of()))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("--page: ");
      }
    }

    @Test
    void tcpWithoutCertificates() {
      assertThatThrownBy(() -> read("{}", List.of("--hosts=tcp://0.0.0.0:2376"), Map.of()))
          .hasMessageContaining("tls.certificate");
    }

    @Test
    void aFileThatIsMissingWhereItWasNamed() {
      assertThatThrownBy(() -> DaemonConfig.of(List.of("--config", "/no/such"), Map.of()))
          .hasMessageContaining("/no/such: there is no such file");
    }

    @Test
    void aFileThatIsNoJson() {
      assertThatThrownBy(() -> read("{\"log\":", List.of(), Map.of()))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("no JSON")
          .hasMessageContaining("line 1");
    }

    @Test
    void aFileThatIsNoObject() {
      assertThatThrownBy(() -> read("[\"log\"]", List.of(), Map.of()))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("expected an object of settings");
    }

    @Test
    void certificatesThatAreNotAllThere() throws IOException {
      Path some = Files.writeString(folder.resolve("some.pem"), "x");
      assertThatThrownBy(() -> read("{}", List.of("--tls-key=" + some), Map.of()))
          .hasMessageContaining("go together");
    }
  }

  @Test
  void saysWhatCannotChangeWhileItRuns() throws IOException {
    DaemonConfig before = read("{}", List.of(), Map.of());
    DaemonConfig after =
        read("{\"log\":{\"level\":\"debug\"},\"state\":\"/else\"}", List.of(), Map.of());
    assertThat(before.needsRestart(after)).containsExactly("state");
  }

  @Test
  void isToldToPeople() {
    assertThat(DaemonHelp.text()).contains("--log-level", "--hosts", "LIBNETWORK_LOG_LEVEL");
    for (Setting setting : Setting.values()) {
      assertThat(DaemonHelp.text()).contains(setting.flag(), setting.meaning());
    }
  }
}
