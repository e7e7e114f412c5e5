package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ValuesTest {

  private static final IpPrefix TEN = IpPrefix.parse("10.0.0.0/8");
  private static final Duration SECOND = Duration.ofSeconds(1);

  /// What is made, and what the refusal must name.
  private static Arguments refused(ThrowingCallable made, String... named) {
    return arguments(made, List.of(named));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        refused(() -> new NetworkId("abc"), "network id", "\"abc\"", "64"),
        refused(() -> new NetworkId("G".repeat(64)), "network id"),
        refused(() -> new NetworkId("A".repeat(64)), "lower-case"),
        refused(() -> new EndpointId(""), "endpoint id", "\"\""),
        refused(() -> new SandboxId("0".repeat(65)), "sandbox id", "65 characters"),
        refused(() -> new Announcement(4, SECOND), "4", "0 to 3"),
        refused(() -> new Announcement(-1, SECOND), "-1"),
        refused(() -> new Announcement(1, Duration.ofMillis(99)), "99 ms", "100 ms"),
        refused(() -> new Announcement(1, Duration.ofMillis(2001)), "2001 ms"),
        refused(() -> new InterfaceSysctl("net.ipv4.ip_forward", "1"), "net.ipv4.ip_forward"),
        refused(() -> new InterfaceSysctl("net.ipv4.conf.eth0.rp_filter", "1"), "IFNAME"),
        refused(() -> new InterfaceSysctl("net.ipv4.conf.IFNAME.../../x", "1"), "IFNAME"),
        refused(() -> new InterfaceSysctl("kernel.a.b.IFNAME.c", "1"), "kernel"),
        refused(() -> new InterfaceSysctl("net.ipv4.conf.IFNAME.mtu", " "), "\" \""),
        refused(() -> new InterfaceSysctl("net.ipv4.conf.IFNAME.mtu", "1\n2"), "\\u000a"),
        refused(
            () ->
                new SandboxRoute(
                    TEN,
                    RouteType.BLACKHOLE,
                    Optional.of(IpAddress.parse("10.0.0.1")),
                    OptionalInt.empty()),
            "BLACKHOLE",
            "10.0.0.0/8"),
        refused(() -> SandboxRoute.via(TEN, IpAddress.parse("fd00::1")), "fd00::1"),
        refused(() -> SandboxRoute.direct(TEN).withMetric(-1), "-1"),
        refused(() -> SandboxRoute.refusing(TEN, RouteType.UNICAST), "10.0.0.0/8"),
        refused(() -> new EndpointOption.LinkLocal(IpAddress.parse("10.0.0.1")), "10.0.0.1"),
        refused(
            () -> new EndpointOption.Mac(MacAddress.parse("01:00:5e:00:00:01")),
            "01:00:5e:00:00:01"),
        refused(() -> new EndpointOption.Mac(new MacAddress(0)), "00:00:00:00:00:00"),
        refused(() -> new EndpointOption.Mtu(67), "67", "68"),
        refused(() -> new EndpointOption.Mtu(65_536), "65536"),
        refused(() -> new EndpointOption.Aliases(List.of("ok", "not ok")), "\"not ok\""),
        refused(() -> new EndpointOption.Link("d b", "store"), "\"d b\"", "linked"),
        refused(() -> new EndpointOption.Link("db", ""), "link alias"),
        refused(() -> EndpointOption.NameInside.of("sixteen-bytes-xx"), "sixteen-bytes-xx", "15"),
        refused(() -> EndpointOption.NameOnHost.of("a/b"), "a/b"),
        refused(() -> EndpointOption.Address.of("10.0.0.256"), "10.0.0.256"),
        refused(() -> NetworkOption.Pool.of("10.0.0.1/8"), "10.0.0.1/8", "subnet"),
        refused(() -> NetworkOption.Pool.of(TEN).withGateway("ten"), "ten", "gateway"),
        refused(() -> new SandboxOption.NamespaceOf(0), "0", "1 or more"),
        refused(() -> new SandboxOption.Hostname("-a"), "\"-a\""),
        refused(() -> new SandboxOption.Hostname("a".repeat(64)), "63"),
        refused(() -> new SandboxOption.DomainName("a..b"), "\"a..b\""),
        refused(() -> new SandboxOption.ExtraHost("a\tb", IpAddress.parse("::1")), "\\u0009"),
        refused(() -> new SandboxOption.ExtraHostGateway("a b"), "\"a b\""),
        refused(() -> new SandboxOption.Dns(List.of(IpAddress.parse("0.0.0.0"))), "0.0.0.0"),
        refused(() -> new SandboxOption.DnsSearch(List.of("a b")), "\"a b\""),
        refused(() -> new SandboxOption.DnsSearch(List.of("a", ".")), "\".\""),
        refused(() -> new SandboxOption.DnsSearch(Collections.nCopies(33, "a")), "33", "32"),
        refused(() -> new SandboxOption.DnsOptions(List.of("ndots: 1")), "ndots: 1"),
        refused(() -> new AddressSpace("a/b"), "a/b"),
        refused(() -> new PoolChoice.AnyOfLength(129), "129"),
        refused(() -> PoolId.parse("LocalDefault"), "LocalDefault"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void refuseWhatIsMalformedByNamingIt(ThrowingCallable made, List<String> named) {
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(made)
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(named));
  }

  @Test
  void takeTheLeastAndTheMost() {
    assertThat(new EndpointOption.Mtu(68).bytes()).isEqualTo(68);
    assertThat(new EndpointOption.Mtu(65_535).bytes()).isEqualTo(65_535);
    assertThat(new Announcement(3, Duration.ofMillis(100)).count()).isEqualTo(3);
    assertThat(new Announcement(0, Duration.ofSeconds(2)).count()).isZero();
    assertThat(new SandboxOption.Hostname("a".repeat(63)).name()).hasSize(63);
    assertThat(new SandboxOption.DomainName("a_b.example.").name()).endsWith(".");
  }

  @Test
  void idsAreDrawnInTheirForm() {
    Random random = new Random(1);
    NetworkId id = NetworkId.random(random);
    assertThat(id.value()).hasSize(64).isEqualTo(id.toString()).startsWith(id.abbreviated());
    assertThat(NetworkId.random(random)).isNotEqualTo(id);
    assertThat(id.abbreviated()).hasSize(12);
  }

  @Test
  void anInterfaceSysctlsPathStandsWhateverTheName() {
    InterfaceSysctl sysctl = new InterfaceSysctl("net.ipv4.conf.IFNAME.rp_filter", "2");
    assertThat(sysctl.pathFor("eth0.1")).isEqualTo("net/ipv4/conf/eth0.1/rp_filter");
  }

  @Test
  void namesAreShownWithoutControlCharactersAndCut() {
    assertThat(Names.quoted("a\nb")).isEqualTo("\"a\\u000ab\"");
    assertThat(Names.quoted("x".repeat(300))).hasSizeLessThan(100).contains("300 characters");
    assertThat(Names.require("network", "x".repeat(128))).hasSize(128);
  }

  @Test
  void driverLabelsAreTakenOnceAndTheRestIsNamed() {
    DriverLabels labels = new DriverLabels(Map.of("a", "yes", "b", "TRUE", "c", "left"));
    assertThat(labels.takeBoolean("b")).contains(true);
    assertThat(labels.takeBoolean("b")).isEmpty();
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> labels.takeBoolean("a"))
        .withMessage("invalid value \"yes\" of option a: expected true or false");
    assertThat(labels.left()).containsExactly("c");
  }
}
