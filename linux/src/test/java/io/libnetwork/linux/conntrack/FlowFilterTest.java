package io.libnetwork.linux.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowFilterTest {

  private static final IpAddress CLIENT = IpAddress.parse("198.51.100.1");
  private static final IpAddress HOST = IpAddress.parse("192.0.2.1");
  private static final IpAddress CONTAINER = IpAddress.parse("10.1.0.2");

  private static final Flow PUBLISHED = flow(17, 0);

  @Nested
  class Matching {

    @Test
    void meansEveryFlowOfItsFamilyWhenNothingElseIsAsked() {
      assertThat(FlowFilter.of(IpFamily.V4).matches(PUBLISHED)).isTrue();
      assertThat(FlowFilter.of(IpFamily.V6).matches(PUBLISHED)).isFalse();
    }

    @Test
    void comparesEachConditionOfBothDirections() {
      FlowFilter filter =
          FlowFilter.of(IpFamily.V4, Protocol.UDP)
              .original(TupleFilter.ANY.from(CLIENT).to(HOST).fromPort(port(4000)).toPort(port(80)))
              .reply(
                  TupleFilter.ANY
                      .from(CONTAINER)
                      .to(CLIENT)
                      .fromPort(port(8080))
                      .toPort(port(4000)));
      assertThat(filter.matches(PUBLISHED)).isTrue();
      assertThat(filter.original(filter.original().from(HOST)).matches(PUBLISHED)).isFalse();
      assertThat(filter.original(filter.original().to(CLIENT)).matches(PUBLISHED)).isFalse();
      assertThat(filter.original(filter.original().fromPort(port(1))).matches(PUBLISHED)).isFalse();
      assertThat(filter.original(filter.original().toPort(port(81))).matches(PUBLISHED)).isFalse();
      assertThat(filter.reply(filter.reply().from(HOST)).matches(PUBLISHED)).isFalse();
      assertThat(filter.reply(filter.reply().to(HOST)).matches(PUBLISHED)).isFalse();
      assertThat(filter.reply(filter.reply().fromPort(port(1))).matches(PUBLISHED)).isFalse();
      assertThat(filter.reply(filter.reply().toPort(port(1))).matches(PUBLISHED)).isFalse();
    }

    @Test
    void meansAPortOfItsOwnProtocolOnly() {
      FlowFilter filter =
          FlowFilter.of(IpFamily.V4, Protocol.TCP).original(TupleFilter.ANY.toPort(port(80)));
      assertThat(filter.matches(PUBLISHED)).isFalse();
      assertThat(filter.matches(flow(6, 0))).isTrue();
    }

    @Test
    void meansBothEndsOfARangeAndNothingBeyond() {
      assertThat(toPorts("79-80").matches(PUBLISHED)).isTrue();
      assertThat(toPorts("80-81").matches(PUBLISHED)).isTrue();
      assertThat(toPorts("81-90").matches(PUBLISHED)).isFalse();
      assertThat(toPorts("1-79").matches(PUBLISHED)).isFalse();
    }

    @Test
    void meansNoFlowOfAnotherZone() {
      assertThat(FlowFilter.of(IpFamily.V4).matches(flow(17, 1))).isFalse();
    }

    private FlowFilter toPorts(String range) {
      return FlowFilter.of(IpFamily.V4, Protocol.UDP)
          .original(TupleFilter.ANY.toPorts(PortRange.parse(range)));
    }
  }

  @Nested
  class BadInput {

    @Test
    void refusesPortsOfNoProtocol() {
      TupleFilter ports = TupleFilter.ANY.toPort(port(80));
      assertThatThrownBy(() -> FlowFilter.of(IpFamily.V4).original(ports))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected tcp, udp or sctp");
    }

    @Test
    void refusesAnAddressOfTheOtherFamily() {
      TupleFilter from = TupleFilter.ANY.from(CONTAINER);
      assertThatThrownBy(() -> FlowFilter.of(IpFamily.V6).reply(from))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("10.1.0.2");
    }
  }

  @Nested
  class AnIndexOfMany {

    @Test
    void meansWhatOneOfItsFiltersMeans() {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      List<FlowFilter> filters = new ArrayList<>();
      for (int filter = 0; filter < 40; filter++) {
        filters.add(anyFilter(random));
      }
      FlowIndex index = new FlowIndex(filters);
      int meant = 0;
      for (int number = 0; number < 2000; number++) {
        Flow flow = anyFlow(random);
        boolean expected = filters.stream().anyMatch(filter -> filter.matches(flow));
        assertThat(index.matches(flow)).as("seed %d, %s", seed, flow).isEqualTo(expected);
        meant += expected ? 1 : 0;
      }
      assertThat(meant).as("seed %d", seed).isBetween(1, 1999);
    }

    private FlowFilter anyFilter(Random random) {
      TupleFilter original = TupleFilter.ANY.toPort(anyPort(random));
      TupleFilter reply = TupleFilter.ANY.from(anyAddress(random));
      return switch (random.nextInt(4)) {
        case 0 -> FlowFilter.of(IpFamily.V4, Protocol.UDP).original(original).reply(reply);
        case 1 -> FlowFilter.of(IpFamily.V4).reply(reply);
        case 2 -> FlowFilter.of(IpFamily.V4).original(TupleFilter.ANY.from(anyAddress(random)));
        default ->
            FlowFilter.of(IpFamily.V4, Protocol.TCP)
                .original(TupleFilter.ANY.toPorts(new PortRange(port(200), anyHighPort(random))));
      };
    }

    private Flow anyFlow(Random random) {
      FlowTransport ports =
          new FlowTransport.Ports(random.nextBoolean() ? 6 : 17, 1, 100 + random.nextInt(140));
      return new Flow(
          1,
          new FlowTuple(anyAddress(random), HOST, ports),
          new FlowTuple(anyAddress(random), CLIENT, ports),
          new FlowStatus(0),
          0,
          0,
          false);
    }

    private IpAddress anyAddress(Random random) {
      return IpAddress.parse("10.1.0." + random.nextInt(60));
    }

    private Port anyPort(Random random) {
      return port(100 + random.nextInt(140));
    }

    private Port anyHighPort(Random random) {
      return port(201 + random.nextInt(10));
    }
  }

  private static Flow flow(int protocol, int zone) {
    return new Flow(
        1,
        new FlowTuple(CLIENT, HOST, new FlowTransport.Ports(protocol, 4000, 80)),
        new FlowTuple(CONTAINER, CLIENT, new FlowTransport.Ports(protocol, 8080, 4000)),
        new FlowStatus(0),
        0,
        zone,
        false);
  }

  private static Port port(int number) {
    return new Port(number);
  }
}
