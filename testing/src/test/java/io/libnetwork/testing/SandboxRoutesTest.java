package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.AttachOption;
import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.RouteType;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Routes that an endpoint brings into its sandbox.
class SandboxRoutesTest {

  private Lab lab;
  private Network network;

  @BeforeEach
  void open() {
    lab = Lab.open();
    network =
        lab.dual("n", NetworkOption.Pool.of("10.8.0.0/24"), NetworkOption.Pool.of("fd08::/64"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private Attachment attach(SandboxRoute... routes) {
    List<AttachOption> options = new ArrayList<>();
    for (SandboxRoute route : routes) {
      options.add(new EndpointOption.Route(route));
    }
    return lab.controller().attach("c", network, options.toArray(AttachOption[]::new));
  }

  private static SandboxRoute via(String prefix, String gateway) {
    return SandboxRoute.via(IpPrefix.parse(prefix), IpAddress.parse(gateway));
  }

  @Test
  void leadByAGatewayOrStraightThroughTheInterface() {
    Attachment attached =
        attach(
            via("10.99.0.0/16", "10.8.0.9").withMetric(77),
            via("fd99::/32", "fd08::9"),
            SandboxRoute.direct(IpPrefix.parse("10.98.0.0/16")));
    Place inside = lab.place(attached);
    assertThat(inside.run("ip route show"))
        .contains("10.99.0.0/16 via 10.8.0.9 dev eth0 metric 77")
        .contains("10.98.0.0/16 dev eth0 scope link");
    assertThat(inside.run("ip -6 route show")).contains("fd99::/32 via fd08::9 dev eth0");
  }

  @Test
  void refuseAndGoWhenTheSandboxLeaves() {
    Attachment attached =
        attach(
            SandboxRoute.refusing(IpPrefix.parse("10.90.0.0/16"), RouteType.BLACKHOLE),
            SandboxRoute.refusing(IpPrefix.parse("10.91.0.0/16"), RouteType.UNREACHABLE),
            SandboxRoute.refusing(IpPrefix.parse("10.92.0.0/16"), RouteType.PROHIBIT),
            SandboxRoute.refusing(IpPrefix.parse("fd90::/32"), RouteType.BLACKHOLE).withMetric(5));
    Place inside = lab.place(attached);
    assertThat(inside.run("ip route show"))
        .contains("blackhole 10.90.0.0/16", "unreachable 10.91.0.0/16", "prohibit 10.92.0.0/16");
    assertThat(inside.run("ip -6 route show")).contains("blackhole fd90::/32", "metric 5");
    attached.endpoint().leave();
    assertThat(inside.run("ip route show")).isEmpty();
    assertThat(inside.run("ip -6 route show")).isEmpty();
  }

  @Test
  void failTheJoinAndLeaveNothingWhereTheKernelRefusesOne() {
    assertThatThrownBy(() ->
            attach(
                SandboxRoute.refusing(IpPrefix.parse("10.90.0.0/16"), RouteType.BLACKHOLE),
                via("10.99.0.0/16", "10.200.0.1")))
        .isInstanceOf(NetworkException.class)
        .hasMessageContaining("10.99.0.0/16");
    assertThat(network.endpoints()).isEmpty();
    assertThat(lab.controller().sandboxes()).isEmpty();
  }

  @Test
  void leaveNoRefusalBehindInASandboxThatStays() {
    Sandbox sandbox = lab.controller().createSandbox("c");
    SandboxRoute refusing =
        SandboxRoute.refusing(IpPrefix.parse("10.90.0.0/16"), RouteType.BLACKHOLE);
    assertThatThrownBy(() -> attach(refusing, via("10.99.0.0/16", "10.200.0.1")))
        .isInstanceOf(NetworkException.class);
    assertThat(lab.place(sandbox).run("ip route show")).isEmpty();
    assertThat(lab.place(sandbox).ip("link show")).doesNotContain("eth0");
  }
}
