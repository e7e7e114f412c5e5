package io.libnetwork.lab.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.AttachRequest;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.SandboxOption;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import io.libnetwork.lab.file.LabFile;
import io.libnetwork.store.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What somebody made by hand, as a lab's file.
@Timeout(60)
class HostExportTest {

  private final MemoryStore store = new MemoryStore();
  private LabHost host;

  @TempDir private Path folder;

  @BeforeEach
  void open() {
    host = new LabHost(folder, store);
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  private Network network(String name, NetworkOption... options) {
    return host.controller().createNetwork("bridge", name, options);
  }

  private Exported export() {
    return host.labs().exportOthers("host", Set.of("usual"));
  }

  @Nested
  class WhatWasMadeByHand {

    private Network shop;
    private Endpoint web;

    @BeforeEach
    void make() {
      shop =
          network(
              "shop",
              NetworkOption.Pool.of("10.33.0.0/24"),
              new NetworkOption.Internal(),
              new NetworkOption.DriverLabels(Map.of("com.docker.network.driver.mtu", "1400")),
              new NetworkOption.Labels(Map.of("tier", "front", "io.libnetwork.docker.x", "y")),
              NetworkOption.DnsZone.of("app", "www 60 A 10.33.0.9"));
      web =
          host.controller()
              .attach(
                  "web",
                  shop,
                  EndpointOption.Address.of("10.33.0.9"),
                  new EndpointOption.Aliases(List.of("www")),
                  new EndpointOption.Link("db", "store"),
                  new EndpointOption.GatewayPriority(7))
              .endpoint();
      host.controller().attach("db", shop);
      Service api = shop.createService("api", new ServiceOption.Port(ServicePort.parse("80:8000")));
      api.add(web, 3);
    }

    @Test
    void isALab() {
      Exported exported = export();
      Lab lab = exported.lab();
      assertThat(exported.unsaid()).isEmpty();
      assertThat(lab.name()).isEqualTo("host");
      LabNetwork network = lab.network("shop").orElseThrow();
      assertThat(network.internal()).isTrue();
      assertThat(network.options()).containsEntry("com.docker.network.driver.mtu", "1400");
      assertThat(network.labels()).isEqualTo(Map.of("tier", "front"));
      assertThat(network.zones()).isEqualTo(shop.zones());
      LabEndpoint endpoint = lab.sandbox("web").orElseThrow().endpoint("shop").orElseThrow();
      assertThat(endpoint.addresses()).extracting(Object::toString).containsExactly("10.33.0.9");
      assertThat(endpoint.aliases()).containsExactly("www");
      assertThat(endpoint.links()).isEqualTo(Map.of("store", "db"));
      assertThat(endpoint.gatewayPriority()).isEqualTo(7);
      LabService api = lab.service("api").orElseThrow();
      assertThat(api.roundRobin()).isFalse();
      assertThat(api.addresses()).isEqualTo(shop.findService("api").orElseThrow().addresses());
      assertThat(api.backends()).containsExactly(new LabService.Backend("web", 3));
    }

    @Test
    void isAsItRunsNow() {
      Network out = network("out");
      Endpoint published =
          host.controller().attach("front", out, EndpointOption.Publish.of("8080:80")).endpoint();
      published.unpublish(PublishedPort.parse("8080:80"));
      published.publish(PublishedPort.parse("8081:80"));
      assertThat(
              export().lab().sandbox("front").orElseThrow().endpoint("out").orElseThrow().ports())
          .containsExactly(PublishedPort.parse("8081:80"));
    }

    @Test
    void isMadeAgainByItsFile() {
      Lab exported = export().lab();
      String text = LabFile.write(exported);
      host.controller().removeAll(host.controller().sandboxes());
      shop.services().forEach(Service::delete);
      shop.delete();

      host.apply(text);

      assertThat(host.labs().export("host")).isEqualTo(exported);
      assertThat(host.plan(text).changes()).isEmpty();
      assertThat(export().lab()).isEqualTo(Lab.empty("host"));
    }
  }

  @Nested
  class Names {

    @Test
    void thatALabCannotHaveAreMadeFit() {
      network("my.net");
      network("my-net");
      Exported exported = export();
      assertThat(exported.lab().networks())
          .extracting(LabNetwork::name)
          .containsExactly("my-net", "my-net-2");
      assertThat(exported.unsaid()).containsExactly("network my.net is called my-net-2 here");
    }

    @Test
    void ofContainersWithLongNumbersAreThoseOfTheirEndpoints() {
      String id = "0123456789abcdef".repeat(4);
      host.controller().attach(new AttachRequest(id, network("shop"), "web", List.of()));
      assertThat(export().lab().sandboxes()).extracting(LabSandbox::name).containsExactly("web");
    }
  }

  @Nested
  class WhatIsLeftOut {

    @Test
    void isWhatIsALabs() {
      host.apply("lab: own\nnetworks: {front: {}}\nsandboxes: {web: {networks: [front]}}\n");
      host.controller().attach("guest", host.network("own-front"));
      Exported exported = export();
      assertThat(exported.lab().networks()).isEmpty();
      assertThat(exported.lab().sandboxes()).extracting(LabSandbox::name).containsExactly("guest");
      assertThat(exported.unsaid())
          .containsExactly("container guest is on network own-front, which is a lab's");
      host.sandbox("guest").delete();
    }

    @Test
    void isSaid() {
      network("template", new NetworkOption.ConfigOnly());
      Network shop = network("shop");
      shop.createEndpoint("stray");
      host.controller().attach("web", shop, new EndpointOption.Reserve());
      host.controller().createSandbox("whole", new SandboxOption.HostNamespace());
      assertThat(export().unsaid())
          .containsExactlyInAnyOrder(
              "network template is a template",
              "endpoint stray of network shop has no container",
              "endpoint web of network shop: that what it has is kept for it",
              "container whole is in the host's own network");
      host.sandbox("web").delete();
      shop.endpoints().forEach(Endpoint::deleteForced);
      shop.findReservation("web").orElseThrow().release();
    }

    @Test
    void isWhatEveryHostHasUntilSomebodyUsesIt() {
      Network usual = network("usual");
      assertThat(export()).isEqualTo(new Exported(Lab.empty("host"), List.of()));
      host.controller().attach("web", usual);
      assertThat(export().lab().networks()).extracting(LabNetwork::name).containsExactly("usual");
    }

    @Test
    void isNothingWhereTheNameIsNone() {
      assertThatThrownBy(() -> host.labs().exportOthers("No Name", Set.of()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("No Name");
    }
  }
}
