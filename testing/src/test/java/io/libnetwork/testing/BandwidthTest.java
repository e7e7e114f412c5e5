package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.Attachment;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// How fast traffic goes through an endpoint, and what the kernel has for it.
class BandwidthTest {

  private static final BandwidthLimit FIFTY = BandwidthLimit.of("50mbit");
  private static final BandwidthLimit TWENTY = BandwidthLimit.of("20mbit");
  private static final BandwidthLimits BOTH = BandwidthLimits.both(FIFTY);
  private static final EndpointOption PORT =
      new EndpointOption.NameOnHost(InterfaceName.of("port0"));
  private static final int FLOW_PORT = 5201;
  private static final Duration WINDOW = Duration.ofMillis(800);

  private Lab lab;
  private Place host;
  private Network network;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
    network = lab.dual("n");
  }

  @AfterEach
  void close() {
    lab.close();
  }

  /// Which way data goes, seen from the container.
  enum Direction {
    EGRESS {
      @Override
      BandwidthLimits limits(BandwidthLimit limit) {
        return BandwidthLimits.NONE.withEgress(limit);
      }
    },
    INGRESS {
      @Override
      BandwidthLimits limits(BandwidthLimit limit) {
        return BandwidthLimits.NONE.withIngress(limit);
      }
    };

    abstract BandwidthLimits limits(BandwidthLimit limit);

    /// Data between the container and the host.
    Flow flow(Place host, Place inside, Endpoint endpoint, IpFamily family) throws Exception {
      IpAddress own = endpoint.address(family).orElseThrow().address();
      IpAddress gateway = endpoint.gateway(family).orElseThrow();
      return switch (this) {
        case EGRESS -> Flow.open(inside, host, gateway, FLOW_PORT);
        case INGRESS -> Flow.open(host, inside, own, FLOW_PORT);
      };
    }
  }

  @ParameterizedTest
  @CsvSource({"EGRESS, V4", "EGRESS, V6", "INGRESS, V4", "INGRESS, V6"})
  void isAsLimitedChangedAndLiftedWhileAConnectionLasts(Direction direction, IpFamily family)
      throws Exception {
    Attachment attached =
        lab.controller()
            .attach("c", network, new EndpointOption.Bandwidth(direction.limits(FIFTY)));
    Endpoint endpoint = attached.endpoint();
    try (Flow flow = direction.flow(host, lab.place(attached), endpoint, family)) {
      assertClose(flow.bitsPerSecond(Duration.ofMillis(200), WINDOW), FIFTY);

      endpoint.limitBandwidth(direction.limits(TWENTY));
      assertClose(flow.bitsPerSecond(Duration.ofMillis(300), WINDOW), TWENTY);

      endpoint.limitBandwidth(BandwidthLimits.NONE);
      double lifted = flow.bitsPerSecond(Duration.ofMillis(300), Duration.ofMillis(200));
      assertThat(lifted).isGreaterThan(2.0 * FIFTY.rate().bitsPerSecond());
    }
  }

  private static void assertClose(double measured, BandwidthLimit limit) {
    double wanted = limit.rate().bitsPerSecond();
    assertThat(measured).as("bits per second").isBetween(0.75 * wanted, 1.15 * wanted);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void isNotLimitedTheOtherWay(Direction direction) throws Exception {
    Direction other = direction == Direction.EGRESS ? Direction.INGRESS : Direction.EGRESS;
    Attachment attached =
        lab.controller().attach("c", network, new EndpointOption.Bandwidth(other.limits(TWENTY)));
    Place inside = lab.place(attached);
    try (Flow flow = direction.flow(host, inside, attached.endpoint(), IpFamily.V4)) {
      assertThat(flow.bitsPerSecond(Duration.ofMillis(100), Duration.ofMillis(200)))
          .isGreaterThan(4.0 * TWENTY.rate().bitsPerSecond());
    }
  }

  /// What limits a port.
  private String buckets() {
    return host.run("tc qdisc show dev port0").strip();
  }

  private String ifbs() {
    return host.run("ip -o link show type ifb").strip();
  }

  private Attachment attach(BandwidthLimits limits) {
    return lab.controller().attach("c", network, PORT, new EndpointOption.Bandwidth(limits));
  }

  @Nested
  class InTheKernel {

    @Test
    void isNothingWithoutALimit() {
      Attachment attached = lab.controller().attach("c", network, PORT);
      assertThat(attached.endpoint().bandwidth()).isEqualTo(BandwidthLimits.NONE);
      assertThat(buckets()).isEqualTo("qdisc noqueue 0: root refcnt 2");
      assertThat(ifbs()).isEmpty();
    }

    @Test
    void isAMarkedLinkForWhatIsSentAndABucketForWhatIsReceived() {
      Attachment attached = attach(BOTH.withIngress(TWENTY));
      assertThat(buckets())
          .contains("qdisc tbf 1: root", "rate 20Mbit burst 128Kb lat 50ms")
          .contains("qdisc ingress ffff:");
      assertThat(ifbs())
          .contains("ifb" + attached.endpoint().id().value().substring(0, 11))
          .contains("libnetwork endpoint " + attached.endpoint().id());
      assertThat(host.run("tc qdisc show")).contains("rate 50Mbit burst 128Kb lat 50ms");
      assertThat(host.run("tc filter show dev port0 ingress"))
          .contains("mirred (Egress Redirect to device ifb");
    }

    @Test
    void isOutOfTheContainersReach() {
      Place inside = lab.place(attach(BOTH));
      assertThat(inside.run("tc qdisc show dev eth0").strip())
          .isEqualTo("qdisc noqueue 0: root refcnt 2");
    }

    @Test
    void goesWhenTheLimitsDo() {
      Endpoint endpoint = attach(BOTH).endpoint();
      endpoint.limitBandwidth(BOTH.withEgress(TWENTY));
      assertThat(endpoint.bandwidth()).isEqualTo(BOTH.withEgress(TWENTY));
      assertThat(host.run("tc qdisc show")).contains("rate 20Mbit", "rate 50Mbit");
      endpoint.limitBandwidth(BandwidthLimits.NONE);
      assertThat(buckets()).isEqualTo("qdisc noqueue 0: root refcnt 2");
      assertThat(ifbs()).isEmpty();
      endpoint.limitBandwidth(BandwidthLimits.NONE.withEgress(FIFTY));
      assertThat(buckets()).contains("ingress").doesNotContain("tbf");
      assertThat(ifbs()).isNotEmpty();
    }

    @Test
    void goesWithTheInterfaceAndComesWithTheNext() {
      Attachment attached = attach(BOTH);
      Endpoint endpoint = attached.endpoint();
      endpoint.leave();
      assertThat(ifbs()).isEmpty();
      assertThat(endpoint.bandwidth()).isEqualTo(BOTH);
      endpoint.limitBandwidth(BOTH.withIngress(TWENTY));
      assertThat(ifbs()).isEmpty();
      endpoint.join(attached.sandbox());
      assertThat(buckets()).contains("rate 20Mbit", "ingress");
      assertThat(ifbs()).isNotEmpty();
      attached.sandbox().delete();
      assertThat(ifbs()).isEmpty();
    }

    @Test
    void isAsBeforeWhereAChangeIsRefused() {
      Endpoint endpoint = attach(BandwidthLimits.NONE.withIngress(FIFTY)).endpoint();
      String _ = host.run("tc qdisc add dev port0 clsact");
      String before = buckets();
      assertThatExceptionOfType(NetworkException.System.class)
          .isThrownBy(() -> endpoint.limitBandwidth(BandwidthLimits.both(TWENTY)))
          .withMessageContaining("limit bandwidth of endpoint")
          .withMessageContaining("EEXIST");
      assertThat(buckets()).isEqualTo(before).contains("rate 50Mbit");
      assertThat(endpoint.bandwidth().egress()).isEqualTo(Optional.empty());
      String _ = host.run("tc qdisc del dev port0 clsact");
      endpoint.limitBandwidth(BandwidthLimits.both(TWENTY));
      assertThat(ifbs().lines()).hasSize(1);
    }
  }

  @Test
  void isChangedByManyAtOnce() throws Exception {
    Endpoint endpoint = attach(BOTH).endpoint();
    List<BandwidthLimits> choices =
        List.of(BOTH, BandwidthLimits.NONE, BandwidthLimits.NONE.withEgress(TWENTY));
    List<Future<?>> changes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int change = 0; change < 24; change++) {
        BandwidthLimits limits = choices.get(change % choices.size());
        changes.add(threads.submit(() -> endpoint.limitBandwidth(limits)));
      }
    }
    for (Future<?> change : changes) {
      assertThat(change.get()).isNull();
    }
    endpoint.limitBandwidth(BOTH);
    assertThat(ifbs().lines()).hasSize(1);
    assertThat(buckets()).contains("rate 50Mbit", "ingress");
  }

  @Test
  void isRefusedOnANetworkThatCannotLimitIt() {
    Network own = lab.controller().createNetwork("host", "h");
    EndpointOption limited = new EndpointOption.Bandwidth(BOTH);
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> own.createEndpoint("e", limited))
        .withMessageContaining("endpoint e")
        .withMessageContaining("egress 50mbit (burst 131072)")
        .withMessageContaining("driver host");
    assertThat(own.endpoints()).isEmpty();
    Attachment attached = lab.controller().attach("c", own, new SandboxOption.HostNamespace());
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> attached.endpoint().limitBandwidth(BOTH))
        .withMessageContaining("driver host");
  }
}
