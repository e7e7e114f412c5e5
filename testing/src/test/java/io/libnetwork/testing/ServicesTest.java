package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.libnetwork.Attachment;
import io.libnetwork.Balancing;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Where connections to a service come to, by real ones.
class ServicesTest {

  private static final int PORT = 80;
  private static final int TARGET = 8080;

  private Lab lab;
  private Network shop;
  private Attachment client;

  @BeforeEach
  void open() {
    lab = Lab.open();
    shop = lab.dual("shop");
    client = lab.controller().attach("client", shop);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Service service(ServiceOption... more) {
    ServiceOption[] options = java.util.Arrays.copyOf(more, more.length + 2);
    options[more.length] = new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT, TARGET));
    options[more.length + 1] = new ServiceOption.Port(ServicePort.of(Protocol.UDP, PORT, TARGET));
    return shop.createService("web", options);
  }

  /// A container that answers at the target port.
  private Attachment backend(String name) {
    Attachment backend = lab.controller().attach(name, shop);
    lab.place(backend).answering(TARGET);
    return backend;
  }

  /// How often each backend answers.
  private Map<String, Integer> answers(Place from, Protocol protocol, IpAddress to, int times) {
    Map<String, Integer> answers = new HashMap<>();
    for (int i = 0; i < times; i++) {
      String answer = from.ask(protocol, to, PORT);
      answers.merge(answer.replaceAll(" sees .*", ""), 1, Integer::sum);
    }
    return answers;
  }

  /// The sum of the squares of what differs from equal parts, each by the part expected: above 13.8
  /// for three once in a thousand times (chi-square, two degrees of freedom).
  private static double chiSquare(Map<String, Integer> answers) {
    double expected =
        answers.values().stream().mapToInt(Integer::intValue).sum() / (double) answers.size();
    return answers.values().stream()
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }

  @Test
  void sharesConnectionsOutEvenlyInBothFamiliesAndProtocols() {
    Service web = service();
    for (String name : Set.of("one", "two", "three")) {
      web.add(backend(name).endpoint());
    }
    Place from = lab.place(client);
    for (IpAddress address : web.addresses()) {
      for (Protocol protocol : Set.of(Protocol.TCP, Protocol.UDP)) {
        Map<String, Integer> answers = answers(from, protocol, address, 150);
        assertThat(answers)
            .as("%s at %s", protocol, address)
            .containsOnlyKeys("one", "two", "three");
        assertThat(chiSquare(answers)).as("%s", answers).isLessThan(13.8);
      }
    }
  }

  @Test
  void sharesOutByWeights() {
    Service web = service();
    web.add(backend("light").endpoint(), 1);
    web.add(backend("heavy").endpoint(), 4);
    Map<String, Integer> answers =
        answers(lab.place(client), Protocol.TCP, web.addresses().getFirst(), 400);
    // Five deviations of a binomial distribution with 400 tries.
    assertThat(answers.get("light")).isCloseTo(80, within(40));
  }

  @Test
  void leadsAClientToWhereItCameBefore() {
    Service hashed = service(new ServiceOption.Balance(Balancing.SOURCE_HASH));
    Set<String> names = Set.of("one", "two", "three");
    names.forEach(name -> hashed.add(backend(name).endpoint()));
    for (IpAddress address : hashed.addresses()) {
      assertThat(answers(lab.place(client), Protocol.TCP, address, 20)).hasSize(1);
    }
    hashed.delete();

    Service sticky =
        service(new ServiceOption.Balance(new Balancing.Sticky(Duration.ofMinutes(1))));
    names.forEach(name -> sticky.add(shop.getEndpoint(name)));
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < 12; i++) {
      Place place = lab.place(lab.controller().attach("client" + i, shop));
      for (IpAddress address : sticky.addresses()) {
        Map<String, Integer> answers = answers(place, Protocol.TCP, address, 8);
        assertThat(answers).as("%s", address).hasSize(1);
        seen.addAll(answers.keySet());
      }
    }
    assertThat(seen).as("clients are spread").hasSizeGreaterThan(1);
  }

  @Test
  void refusesWhereNobodyServesWhateverListensOnTheHost() {
    Service web = service();
    lab.host().answering(PORT);
    Place from = lab.place(client);
    for (IpAddress address : web.addresses()) {
      assertThat(from.ask(Protocol.TCP, address, PORT)).isEqualTo(Place.REFUSAL);
      assertThat(from.ask(Protocol.UDP, address, PORT)).isEqualTo(Place.REFUSAL);
    }
    Attachment one = backend("one");
    web.add(one.endpoint());
    IpAddress address = web.addresses().getFirst();
    assertThat(from.ask(Protocol.TCP, address, PORT)).startsWith("one sees");
    assertThat(lab.host().ask(Protocol.TCP, address, PORT)).startsWith("one sees");
    assertThat(lab.place(one).ask(Protocol.TCP, address, PORT)).startsWith("one sees");
    Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("other")));
    for (IpAddress virtual : web.addresses()) {
      assertThat(stranger.ask(Protocol.TCP, virtual, PORT)).isEqualTo(Place.SILENCE);
    }
    web.delete();
    assertThat(from.ask(Protocol.TCP, address, PORT)).isNotEqualTo("one sees");
    assertThat(lab.host().run("ip addr")).doesNotContain(address + "/32");
  }
}
