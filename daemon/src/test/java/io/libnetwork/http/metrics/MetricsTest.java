package io.libnetwork.http.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Query;
import io.libnetwork.http.RequestBody;
import io.libnetwork.http.Router;
import io.libnetwork.testing.TestHost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  /// Of Ethernet, IPv4 and UDP, and two bytes.
  private static final int FRAME = 14 + 20 + 8 + 2;

  private static final int DATAGRAMS = 25;

  private TestHost host;
  private Controller controller;
  private HostTraffic traffic;
  private Metrics metrics;

  @BeforeEach
  void open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
    host = TestHost.create();
    controller =
        Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    traffic = new HostTraffic(host.host());
    metrics = Metrics.of(controller, traffic, "1.2.3");
  }

  @AfterEach
  void close() {
    if (host != null) {
      metrics.close();
      traffic.close();
      controller.close();
      host.close();
    }
  }

  @Test
  void whatOneContainerSendsAnotherReceives() {
    Network shop = controller.createNetwork("bridge", "shop");
    Attachment web = controller.attach("web", shop);
    Attachment visitor = controller.attach("visitor", shop);
    String address = web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
    host.run(
        "nsenter",
        "--net=" + visitor.sandbox().key(),
        "bash",
        "-c",
        "for i in {1.." + DATAGRAMS + "}; do echo x > /dev/udp/" + address + "/9 || true; done");
    String sent = "endpoint_transmit_packets_total{container=\"visitor\"";
    String received = "endpoint_receive_packets_total{container=\"web\"";
    assertThat(value(sent)).isGreaterThanOrEqualTo(DATAGRAMS);
    assertThat(value(received)).isGreaterThanOrEqualTo(DATAGRAMS);
    // Others on the bridge are heard too: at least the frames of the datagrams are there.
    assertThat(value("endpoint_receive_bytes_total{container=\"web\""))
        .isGreaterThanOrEqualTo((double) DATAGRAMS * FRAME);
    assertThat(value("endpoint_transmit_bytes_total{container=\"visitor\""))
        .isGreaterThanOrEqualTo((double) DATAGRAMS * FRAME);
  }

  @Test
  void howMuchThereIs() {
    Network shop = controller.createNetwork("bridge", "shop");
    var _ =
        controller.attach(
            "web", shop, new EndpointOption.Publish(PublishedPort.of(Protocol.UDP, 80, 8080)));
    assertThat(lines())
        .contains(
            "libnetwork_build_info{version=\"1.2.3\"} 1.0",
            "libnetwork_networks 1.0",
            "libnetwork_sandboxes 1.0",
            "libnetwork_endpoints{driver=\"bridge\",network=\"shop\"} 1.0",
            "libnetwork_repairs_total{kind=\"link\"} 0.0")
        .anyMatch(line ->
            line.startsWith("libnetwork_published_ports{network=\"shop\",protocol=\"udp\"}"))
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
        .anyMatch(line -> line.startsWith("process_resident_memory_bytes "));
    assertThat(value("dns_messages_total")).isZero();
  }

  @Test
  void whatIsGoneIsNotToldAnyMore() {
    Network shop = controller.createNetwork("bridge", "shop");
    Attachment web = controller.attach("web", shop);
    assertThat(lines()).anyMatch(line -> line.contains("container=\"web\""));
    controller.removeAll(List.of(web.sandbox()));
    shop.delete();
    assertThat(lines()).noneMatch(line -> line.contains("container=\"web\""));
    assertThat(lines()).noneMatch(line -> line.contains("network=\"shop\""));
  }

  @Test
  void howLongEachOperationTookByItsRoute() {
    Router router =
        new Router()
            .add("GET", "/things/{id}", _ -> Answer.text("one"))
            .observe(metrics.requests());
    var _ = router.answer(call("/things/a"));
    var _ = router.answer(call("/things/b"));
    var _ = router.answer(call("/nothing"));
    String histogram = "libnetwork_http_request_duration_seconds_";
    assertThat(lines())
        .contains(
            histogram + "count{method=\"GET\",route=\"/things/{id}\",status=\"200\"} 2",
            histogram + "count{method=\"GET\",route=\"none\",status=\"404\"} 1")
        .anyMatch(line -> line.startsWith(histogram + "bucket{") && line.contains("le=\"+Inf\""));
  }

  private static Call call(String path) {
    return new Call("1", "GET", path, Map.of(), Query.NONE, Map.of(), RequestBody.NONE);
  }

  private double value(String series) {
    return lines().stream()
        .filter(line -> line.startsWith("libnetwork_" + series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no series " + series));
  }

  private List<String> lines() {
    if (metrics.answer() instanceof Answer.OfText text) {
      return text.text().lines().toList();
    }
    throw new AssertionError("a scrape is a text");
  }
}
