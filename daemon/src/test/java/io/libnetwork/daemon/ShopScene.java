package io.libnetwork.daemon;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// A web shop on a [ServedHost]: three networks, eight containers, a service whose backends are not
/// all well, published ports, and packets that flow.
final class ShopScene implements AutoCloseable {

  private final ServedHost host;
  private final List<Process> talking = new ArrayList<>();

  private ShopScene(ServedHost host) {
    this.host = host;
  }

  static ShopScene on(ServedHost host) {
    ShopScene scene = new ShopScene(host);
    scene.build();
    return scene;
  }

  private void build() {
    network("front", "10.20.1.0/24", false);
    network("back", "10.20.2.0/24", false);
    network("data", "10.20.3.0/24", true);
    String proxy =
        attach("proxy", "front", "10.20.1.10", "\"ports\":[\"443:8443/tcp\",\"80:8080/tcp\"]");
    String shop1 = attach("shop-1", "front", "10.20.1.21", "\"exposed\":[\"8080/tcp\"]");
    attach("shop-2", "front", "10.20.1.22", "\"exposed\":[\"8080/tcp\"]");
    attach("shop-3", "front", "10.20.1.23", "\"exposed\":[\"8080/tcp\"]");
    attach("shop-1", "back", "10.20.2.21", "");
    attach("shop-2", "back", "10.20.2.22", "");
    attach("shop-3", "back", "10.20.2.23", "");
    String orders = attach("orders", "back", "10.20.2.30", "\"exposed\":[\"9000/tcp\"]");
    attach("mailer", "back", "10.20.2.31", "");
    attach("orders", "data", "10.20.3.30", "");
    attach("postgres", "data", "10.20.3.40", "\"exposed\":[\"5432/tcp\"]");
    attach("redis", "data", "10.20.3.41", "\"exposed\":[\"6379/tcp\"]");
    service();
    talk(proxy, "10.20.1.21", 60, 1200);
    talk(proxy, "10.20.1.22", 24, 900);
    talk(shop1, "10.20.2.30", 20, 600);
    talk(orders, "10.20.3.40", 12, 900);
    talk(orders, "10.20.3.41", 3, 200);
  }

  private void network(String name, String prefix, boolean internal) {
    var _ =
        host.post(
            "/v1/networks",
            "{\"name\":\"%s\",\"pools\":[{\"prefix\":\"%s\"}],\"internal\":%s}"
                .formatted(name, prefix, internal));
  }

  private String attach(String container, String network, String address, String options) {
    return host.attach(
        container,
        network,
        ",\"endpoint\":{\"addresses\":[\"%s\"]%s}"
            .formatted(address, options.isEmpty() ? "" : "," + options));
  }

  private void service() {
    String services = "/v1/networks/front/services";
    var _ = host.post(services, "{\"name\":\"shop\",\"ports\":[{\"port\":80,\"target\":8080}]}");
    for (int i = 1; i <= 3; i++) {
      var _ = host.post(services + "/shop/backends", "{\"endpoint\":\"shop-" + i + "\"}");
    }
    var _ =
        host.ask(
            io.libnetwork.wire.Request.put(
                services + "/shop/backends/shop-3/health",
                io.libnetwork.wire.JsonValue.parse("{\"healthy\":false}")));
  }

  /// So many datagrams of so many bytes, then a rest, until the process is ended.
  private void talk(String key, String address, int burst, int bytes) {
    String script =
        "d=$(printf '%%0%dd' 0); while :; do for i in {1..%d}; do echo $d > /dev/udp/%s/9; done 2>/dev/null; read -t 0.05 <> <(:); done"
            .formatted(bytes, burst, address);
    try {
      talking.add(
          new ProcessBuilder("nsenter", "--net=" + key, "bash", "-c", script)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot have a container talk", failure);
    }
  }

  @Override
  public void close() {
    talking.forEach(Process::destroyForcibly);
  }
}
