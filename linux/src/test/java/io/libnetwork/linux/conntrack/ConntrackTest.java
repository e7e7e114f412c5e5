package io.libnetwork.linux.conntrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// On the running kernel, with flows that no packet has made.
class ConntrackTest {

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int SCTP = 132;

  private TestNamespace namespace;
  private NetlinkSocket socket;
  private Conntrack conntrack;

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
    socket =
        NetlinkSocket.open(NetlinkFamily.NETFILTER, TestNamespace.thread(), namespace.namespace());
    conntrack = Conntrack.open(TestNamespace.thread(), namespace.namespace());
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      conntrack.close();
      socket.close();
      namespace.close();
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void countsAndListsWhatIsThere(IpFamily family) {
    assertThat(conntrack.count()).isZero();
    add(family, UDP, 1, 80, 2, 8080);
    add(family, TCP, 1, 81, 3, 8080);
    assertThat(conntrack.count()).isEqualTo(2);
    assertThat(ports()).containsExactlyInAnyOrder("80", "81");
    assertThat(conntrack.list(FlowFilter.of(family, Protocol.TCP)))
        .singleElement()
        .satisfies(flow -> {
          assertThat(flow.family()).isEqualTo(family);
          assertThat(flow.reply().source()).isEqualTo(container(family, 3));
          assertThat(flow.status().replied()).isFalse();
        });
  }

  @Nested
  class Forgetting {

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesTheFlowsThatWereSentOnToAnAddressAndNoOther(IpFamily family) {
      addOneOfEachKind();
      conntrack.forget(FlowFilter.of(family).reply(TupleFilter.ANY.from(container(family, 2))));
      assertThat(gone()).containsExactlyInAnyOrder(family + " 80", family + " 81", family + " 132");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesTheFlowsThatAnAddressBeganAndNoOther(IpFamily family) {
      addOneOfEachKind();
      conntrack.forget(FlowFilter.of(family).original(TupleFilter.ANY.from(client(family, 9))));
      assertThat(gone()).containsExactly(family + " 84");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesTheFlowsOfAPortAndNoOther(IpFamily family) {
      addOneOfEachKind();
      conntrack.forget(
          FlowFilter.of(family, Protocol.UDP)
              .original(TupleFilter.ANY.toPort(new Port(80)))
              .reply(TupleFilter.ANY.from(container(family, 2)).fromPort(new Port(8080))));
      assertThat(gone()).containsExactly(family + " 80");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesTheFlowsOfARangeAndNoOther(IpFamily family) {
      addOneOfEachKind();
      conntrack.forget(
          FlowFilter.of(family, Protocol.UDP)
              .original(TupleFilter.ANY.toPorts(PortRange.parse("81-83"))));
      assertThat(gone()).containsExactlyInAnyOrder(family + " 82", family + " 83");
    }

    /// The kernel's own filter compares no ports of SCTP.
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesNoFlowsOfAnotherPortOfSctp(IpFamily family) {
      addOneOfEachKind();
      conntrack.forget(
          FlowFilter.of(family, Protocol.SCTP).original(TupleFilter.ANY.toPort(new Port(133))));
      assertThat(gone()).isEmpty();
      conntrack.forget(
          FlowFilter.of(family, Protocol.SCTP).original(TupleFilter.ANY.toPort(new Port(132))));
      assertThat(gone()).containsExactly(family + " 132");
    }

    @Test
    void takesNoFlowOfAnotherZone() {
      addOneOfEachKind();
      run(
          "nft add table ip z; nft 'add chain ip z o { type filter hook output priority raw; }';"
              + " nft 'add rule ip z o ct zone set 7'; ip link set lo up;"
              + " ip addr add 10.1.0.2/32 dev lo;"
              + " bash -c 'echo > /dev/udp/10.1.0.2/9'");
      assertThat(conntrack.count()).isEqualTo(KINDS * 2 + 1);
      conntrack.forget(
          FlowFilter.of(IpFamily.V4).reply(TupleFilter.ANY.from(container(IpFamily.V4, 2))));
      assertThat(conntrack.count()).isEqualTo(KINDS * 2 + 1 - 3);
    }

    /// More than are worth a flush each, and for both families.
    @Test
    void takesWhatHundredsOfFiltersMeanAndNoOther() {
      addOneOfEachKind();
      List<FlowFilter> filters = new ArrayList<>();
      for (IpFamily family : IpFamily.values()) {
        for (int host = 20; host < 220; host++) {
          add(family, UDP, 1, 1000 + host, host, 53);
          filters.add(FlowFilter.of(family).reply(TupleFilter.ANY.from(container(family, host))));
        }
      }
      assertThat(conntrack.count()).isEqualTo(KINDS * 2 + 400);
      conntrack.forget(filters);
      assertThat(conntrack.count()).isEqualTo(KINDS * 2);
      assertThat(gone()).isEmpty();
    }

    @Test
    void isDoneWhereThereIsNothing() {
      conntrack.forget(
          FlowFilter.of(IpFamily.V4).reply(TupleFilter.ANY.from(container(IpFamily.V4, 2))));
      conntrack.forget(List.of());
      assertThat(conntrack.count()).isZero();
    }

    private static final int KINDS = 6;

    private void addOneOfEachKind() {
      for (IpFamily family : IpFamily.values()) {
        add(family, UDP, 1, 80, 2, 8080);
        add(family, UDP, 1, 82, 3, 8080);
        add(family, UDP, 1, 83, 4, 8081);
        add(family, TCP, 1, 81, 2, 8080);
        add(family, UDP, 9, 84, 5, 8080);
        add(family, SCTP, 1, 132, 2, 8080);
      }
    }

    private Set<String> gone() {
      Set<String> gone = new TreeSet<>();
      for (IpFamily family : IpFamily.values()) {
        Set<String> left =
            conntrack.list(FlowFilter.of(family)).stream()
                .map(ConntrackTest::port)
                .collect(Collectors.toSet());
        for (String port : List.of("80", "81", "82", "83", "84", "132")) {
          if (!left.contains(port)) {
            gone.add(family + " " + port);
          }
        }
      }
      return gone;
    }
  }

  @Nested
  class Deleting {

    @Test
    void takesTheEntryThatWasListed() {
      add(IpFamily.V4, UDP, 1, 80, 2, 8080);
      add(IpFamily.V4, UDP, 1, 81, 2, 8080);
      List<Flow> flows = conntrack.list(FlowFilter.of(IpFamily.V4));
      assertThat(conntrack.delete(flows.subList(0, 1))).isEqualTo(1);
      assertThat(conntrack.list(FlowFilter.of(IpFamily.V4))).isEqualTo(flows.subList(1, 2));
    }

    @Test
    void leavesAnotherOfTheSameTuplesThatCameSince() {
      add(IpFamily.V4, UDP, 1, 80, 2, 8080);
      Flow listed = conntrack.list(FlowFilter.of(IpFamily.V4)).getFirst();
      Flow later =
          new Flow(
              listed.id() + 1, listed.original(), listed.reply(), listed.status(), 0, 0, false);
      assertThat(conntrack.delete(List.of(later))).isZero();
      assertThat(conntrack.count()).isEqualTo(1);
    }

    @Test
    void isASuccessForWhatIsGone() {
      add(IpFamily.V6, UDP, 1, 80, 2, 8080);
      List<Flow> flows = conntrack.list(FlowFilter.of(IpFamily.V6));
      assertThat(conntrack.delete(flows)).isEqualTo(1);
      assertThat(conntrack.delete(flows)).isZero();
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takesAnEcho(IpFamily family) {
      boolean v4 = family == IpFamily.V4;
      int protocol = v4 ? 1 : 58;
      NetlinkBatch batch = socket.batch();
      batch.add(
          Flows.add(
              new FlowTuple(
                  client(family, 1),
                  container(family, 2),
                  new FlowTransport.Echo(protocol, v4 ? 8 : 128, 0, 77)),
              new FlowTuple(
                  container(family, 2),
                  client(family, 1),
                  new FlowTransport.Echo(protocol, v4 ? 0 : 129, 0, 77)),
              Duration.ofMinutes(5)));
      batch.send();
      List<Flow> echoes = conntrack.list(FlowFilter.of(family));
      assertThat(echoes)
          .singleElement()
          .extracting(echo -> echo.original().transport())
          .isEqualTo(new FlowTransport.Echo(protocol, v4 ? 8 : 128, 0, 77));
      assertThat(conntrack.delete(echoes)).isEqualTo(1);
      assertThat(conntrack.count()).isZero();
    }
  }

  /// What a kernel may answer that knows no filter, or takes it for something else.
  @Nested
  class OtherKernels {

    /// Only the dump without any filter is left, which every kernel can do.
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aKernelThatIsTrustedWithNothingIsAskedForEverything(IpFamily family) {
      KernelFiltering none = new KernelFiltering(Set.of(), Set.of());
      FlowFilter filter =
          FlowFilter.of(family, Protocol.UDP)
              .original(TupleFilter.ANY.toPort(new Port(80)))
              .reply(TupleFilter.ANY.from(container(family, 2)));
      assertThat(none.flushes(filter)).isFalse();
      assertThat(none.comparable(filter)).isEqualTo(FlowFilter.of(family));
    }

    /// Kernels up to 6.6 take a message with a tuple for the deletion of one flow. Here such a
    /// message is sent to one that knows filters, without the filter, as they would read it.
    @Test
    void aFlushWithoutItsFilterIsRefusedAndTakesNothing() {
      add(IpFamily.V4, UDP, 1, 80, 2, 8080);
      FlowFilter filter =
          FlowFilter.of(IpFamily.V4).reply(TupleFilter.ANY.from(container(IpFamily.V4, 2)));
      assertThatThrownBy(() -> socket.execute(WithoutFilter.of(Flows.flush(filter))))
          .isInstanceOfSatisfying(
              NetlinkException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL));
      assertThat(conntrack.count()).isEqualTo(1);
    }

    /// Whatever is trusted has been seen to work, and IPv4 is compared by every kernel from 6.12.
    @Test
    void theRunningKernelIsTrustedWithWhatItDoes() {
      KernelFiltering kernel = KernelFiltering.of(TestNamespace.thread());
      assertThat(kernel.dumps())
          .containsAll(kernel.flushes())
          .contains(new KernelFiltering.Power(IpFamily.V4, KernelFiltering.Part.PORT));
      for (KernelFiltering.Power power : KernelFiltering.Power.all()) {
        try (NetworkNamespace scratch = TestNamespace.thread().create();
            NetlinkSocket fresh =
                NetlinkSocket.open(NetlinkFamily.NETFILTER, TestNamespace.thread(), scratch)) {
          FilterTrial trial = FilterTrial.of(power.family(), power.part());
          trial.prepare(fresh);
          assertThat(trial.lists(fresh)).as("%s", power).isEqualTo(kernel.dumps().contains(power));
        }
      }
    }
  }

  private Set<String> ports() {
    Set<String> ports = new TreeSet<>();
    for (IpFamily family : IpFamily.values()) {
      conntrack.list(FlowFilter.of(family)).forEach(flow -> ports.add(port(flow)));
    }
    return ports;
  }

  private static String port(Flow flow) {
    return flow.original().transport() instanceof FlowTransport.Ports ports
        ? Integer.toString(ports.destination())
        : "none";
  }

  /// A flow from a client to a port of the host, that was sent on to a container.
  private void add(IpFamily family, int protocol, int client, int port, int to, int toPort) {
    NetlinkBatch batch = socket.batch();
    batch.add(
        Flows.add(
            new FlowTuple(
                client(family, client),
                host(family),
                new FlowTransport.Ports(protocol, 4000, port)),
            new FlowTuple(
                container(family, to),
                client(family, client),
                new FlowTransport.Ports(protocol, toPort, port)),
            Duration.ofMinutes(5)));
    batch.send();
  }

  private static IpAddress client(IpFamily family, int number) {
    return IpAddress.parse(family == IpFamily.V4 ? "198.51.100." + number : "2001:db8::" + number);
  }

  private static IpAddress host(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? "192.0.2.1" : "2001:db8:1::1");
  }

  private static IpAddress container(IpFamily family, int number) {
    return IpAddress.parse(family == IpFamily.V4 ? "10.1.0." + number : "fd00::" + number);
  }

  private void run(String script) {
    namespace.run("sh", "-ec", script);
  }
}
