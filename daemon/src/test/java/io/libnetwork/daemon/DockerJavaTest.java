package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import com.github.dockerjava.api.model.EventType;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.PruneType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// docker-java, Docker's client library for Java, against a daemon of ours.
class DockerJavaTest {

  private TestHost host;
  private TestDaemon daemon;
  private DockerClient docker;

  @BeforeEach
  void open() {
    host = TestDaemon.host();
    daemon = TestDaemon.open(host);
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(daemon.address())
            .withDockerTlsVerify(false)
            .build();
    docker =
        DockerClientImpl.getInstance(
            config,
            new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  @AfterEach
  void close() throws Exception {
    if (docker != null) {
      docker.close();
    }
    if (daemon != null) {
      daemon.close();
    }
    if (host != null) {
      host.close();
    }
  }

  private String network(String name, String subnet, Map<String, String> labels) {
    return docker
        .createNetworkCmd()
        .withName(name)
        .withDriver("bridge")
        .withIpam(new Network.Ipam().withConfig(new Network.Ipam.Config().withSubnet(subnet)))
        .withLabels(labels)
        .exec()
        .getId();
  }

  private String running(String name) {
    String id = docker.createContainerCmd("any").withName(name).exec().getId();
    docker.startContainerCmd(id).exec();
    return id;
  }

  @Test
  void findsItsServer() {
    docker.pingCmd().exec();
    assertThat(docker.versionCmd().exec().getApiVersion()).isEqualTo("1.50");
    assertThat(docker.infoCmd().exec().getContainers()).isZero();
  }

  @Test
  void createsNetworksAndListsThemByFilters() {
    String shop = network("shop", "10.71.0.0/24", Map.of("tier", "front"));
    String store = network("store", "10.72.0.0/24", Map.of());

    assertThat(docker.listNetworksCmd().exec())
        .extracting(Network::getName)
        .containsExactlyInAnyOrder("bridge", "host", "none", "shop", "store");
    assertThat(docker.listNetworksCmd().withNameFilter("^sto").exec())
        .extracting(Network::getId)
        .containsExactly(store);
    assertThat(docker.listNetworksCmd().withIdFilter(shop).exec())
        .extracting(Network::getName)
        .containsExactly("shop");
    assertThat(docker.listNetworksCmd().withFilter("label", List.of("tier=front")).exec())
        .extracting(Network::getName)
        .containsExactly("shop");
    assertThatThrownBy(() -> network("shop", "10.73.0.0/24", Map.of()))
        .isInstanceOf(ConflictException.class)
        .hasMessageContaining("network with name shop already exists");
  }

  @Test
  void connectsInspectsAndDisconnects() {
    String shop = network("shop", "10.71.0.0/24", Map.of());
    String web = running("web");
    docker
        .connectToNetworkCmd()
        .withNetworkId(shop)
        .withContainerId(web)
        .withContainerNetwork(
            new ContainerNetwork()
                .withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address("10.71.0.7"))
                .withAliases("front"))
        .exec();

    Network inspected = docker.inspectNetworkCmd().withNetworkId("shop").exec();
    assertThat(inspected.getContainers()).containsOnlyKeys(web);
    assertThat(inspected.getContainers().get(web))
        .extracting(Network.ContainerNetworkConfig::getIpv4Address)
        .isEqualTo("10.71.0.7/24");
    assertThat(inspected.getIpam().getConfig().getFirst().getSubnet()).isEqualTo("10.71.0.0/24");
    assertThat(docker.inspectContainerCmd(web).exec().getNetworkSettings().getNetworks())
        .hasEntrySatisfying(
            "shop",
            seen -> {
              assertThat(seen.getIpAddress()).isEqualTo("10.71.0.7");
              assertThat(seen.getAliases()).containsExactly("front");
            });

    docker.disconnectFromNetworkCmd().withNetworkId(shop).withContainerId(web).exec();
    assertThat(docker.inspectNetworkCmd().withNetworkId(shop).exec().getContainers()).isEmpty();
    docker.removeNetworkCmd(shop).exec();
    assertThatThrownBy(() -> docker.inspectNetworkCmd().withNetworkId(shop).exec())
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void hearsOfEvents() throws Exception {
    BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    try (var _ =
        docker
            .eventsCmd()
            .withEventTypeFilter(EventType.NETWORK)
            .exec(
                new ResultCallback.Adapter<Event>() {
                  @Override
                  public void onNext(Event event) {
                    heard.add(event);
                  }
                })
            .awaitStarted()) {
      String shop = network("shop", "10.71.0.0/24", Map.of());
      String web = running("web");
      docker.connectToNetworkCmd().withNetworkId(shop).withContainerId(web).exec();
      docker.disconnectFromNetworkCmd().withNetworkId(shop).withContainerId(web).exec();
      docker.removeNetworkCmd(shop).exec();
      assertThat(actions(heard, shop))
          .containsExactly("create", "connect", "disconnect", "destroy");
    }
  }

  /// What is heard of a network until it is gone.
  private static List<String> actions(BlockingQueue<Event> heard, String network) throws Exception {
    List<String> actions = new ArrayList<>();
    while (!actions.contains("destroy")) {
      Event event = heard.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("an event behind " + actions).isNotNull();
      EventActor actor = event.getActor();
      if (actor != null && network.equals(actor.getId())) {
        actions.add(String.valueOf(event.getAction()));
      }
    }
    return actions;
  }

  @Test
  void prunesWhatNobodyIsOn() {
    String used = network("used", "10.71.0.0/24", Map.of());
    String _ = network("unused", "10.72.0.0/24", Map.of());
    String web = running("web");
    docker.connectToNetworkCmd().withNetworkId(used).withContainerId(web).exec();

    docker.pruneCmd(PruneType.NETWORKS).exec();

    assertThat(docker.listNetworksCmd().exec())
        .extracting(Network::getName)
        .containsExactlyInAnyOrder("bridge", "host", "none", "used");
    docker.stopContainerCmd(web).exec();
    docker.removeContainerCmd(web).exec();
    assertThat(docker.listContainersCmd().withShowAll(true).exec()).isEmpty();
  }
}
