package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static final long SEED = 20_26_11_22;
  private static final int LABS = 500;

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    RandomLabs labs = new RandomLabs(SEED);
    for (int i = 0; i < LABS; i++) {
      Lab lab = labs.next();
      String text = LabFile.write(lab);
      Lab read = LabFile.read(text).lab();
      assertThat(read).as("lab %d of seed %d:%n%s", i, SEED, text).isEqualTo(lab);
      assertThat(orders(read)).as("lab %d of seed %d:%n%s", i, SEED, text).isEqualTo(orders(lab));
      assertThat(LabFile.write(read)).isEqualTo(text);
    }
  }

  /// Of maps, which are equal in any order.
  private static List<List<String>> orders(Lab lab) {
    List<List<String>> orders = new ArrayList<>();
    for (LabNetwork network : lab.networks()) {
      orders.add(List.copyOf(network.options().keySet()));
      orders.add(List.copyOf(network.labels().keySet()));
    }
    for (LabSandbox sandbox : lab.sandboxes()) {
      orders.add(List.copyOf(sandbox.labels().keySet()));
      sandbox
          .command()
          .ifPresent(command -> orders.add(List.copyOf(command.environment().keySet())));
    }
    return orders;
  }

  @Test
  void whatIsUsualIsNotWritten() {
    String text =
        """
        lab: shop
        networks:
          front: {}
          back:
            internal: true
            pools:
              - "10.20.0.0/24"
            records:
              app: |
                www.app. 60 IN A 10.20.0.9
        sandboxes:
          web:
            command: [python3, -m, http.server, "8000"]
            networks:
              front:
                ports: ["8080:8000"]
                limits:
                  egress: 50mbit
              back: {}
          db:
            command: exec sleep infinity
            networks: [back]
        services:
          api:
            network: back
            ports: ["80:8000"]
            balance: {sticky: 10m}
            check:
              port: 8000
              interval: 1s500ms
            backends: [web]
        """;

    assertThat(LabFile.write(LabFile.read(text).lab())).isEqualTo(text);
  }

  @Test
  void whatAFileCannotSayIsRefused() {
    Lab zero = withNetwork(List.of(NetworkOption.Pool.of("0.0.0.0/8")), Map.of());
    Lab longKey = withNetwork(List.of(), Map.of("k".repeat(257), "v"));
    Lab twice = new Lab("a", List.of(LabNetwork.of("n"), LabNetwork.of("n")), List.of(), List.of());

    for (Lab lab : List.of(zero, longKey, twice)) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> LabFile.write(lab))
          .withMessageContaining("cannot be written");
    }
  }

  private static Lab withNetwork(List<NetworkOption.Pool> pools, Map<String, String> labels) {
    LabNetwork network =
        new LabNetwork("n", "bridge", true, false, false, true, pools, Map.of(), labels, List.of());
    return new Lab("a", List.of(network), List.of(), List.of());
  }

  @Test
  void theGeneratedLabsHaveABitOfEverything() {
    RandomLabs labs = new RandomLabs(SEED);
    List<LabEndpoint> endpoints = new ArrayList<>();
    List<LabService> services = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Lab lab = labs.next();
      lab.sandboxes().forEach(each -> endpoints.addAll(each.endpoints()));
      services.addAll(lab.services());
    }

    assertThat(endpoints)
        .anyMatch(each -> each.limits().limited())
        .anyMatch(each -> !each.routes().isEmpty())
        .anyMatch(each -> !each.sysctls().isEmpty());
    assertThat(services).anyMatch(LabService::roundRobin).anyMatch(s -> s.check().isPresent());
  }
}
