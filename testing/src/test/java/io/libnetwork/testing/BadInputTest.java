package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.NetworkDriverOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a caller may get wrong, on a real host with one of everything: each is refused by its kind,
/// with the value and the rule in the message, and leaves everything as it was.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private static final String TOO_LONG = "n".repeat(300);

  private static final BandwidthLimits LIMITS = BandwidthLimits.both(BandwidthLimit.of("100mbit"));

  private final TestHostOrSkip testHost = TestHostOrSkip.create();
  private final LeakAudit audit = LeakAudit.begin(testHost.host());
  private final Controller controller =
      testHost.controller(BridgeDriver.factory(), HostDriver.factory(), NoneDriver.factory());
  private final Path folder = testHost.host().host().runRoot().resolveSibling("host");

  /// The least pool that has room for the network, `db` and no other.
  private final Network web =
      controller.createNetwork("bridge", "web", NetworkOption.Pool.of("10.50.0.0/30"));

  private final Sandbox sandbox = controller.createSandbox("container");
  private final Endpoint joined = web.createEndpoint("db", EndpointOption.NameInside.of("net0"));
  private final Network wide =
      controller.createNetwork(
          "bridge",
          "wide",
          NetworkOption.Pool.of("10.51.0.0/24"),
          new NetworkOption.Ipv6(true),
          NetworkOption.Pool.of("fd51::/64"));
  private final Network internal =
      controller.createNetwork(
          "bridge",
          "internal",
          NetworkOption.Pool.of("10.52.0.0/24"),
          new NetworkOption.Internal());
  private final Network template =
      controller.createNetwork("bridge", "template", new NetworkOption.ConfigOnly());
  private final Network none = controller.createNetwork("null", "none");

  /// Options that are nobody's.
  private record Foreign() implements NetworkDriverOptions, EndpointDriverOptions {}

  /// Something a caller does.
  @FunctionalInterface
  interface Attempt {
    Object on(BadInputTest given);
  }

  /// @param kind how it is refused
  /// @param named what the message says
  private static Arguments row(
      String what, Class<? extends NetworkException> kind, Attempt attempt, String... named) {
    return arguments(what, kind, attempt, List.of(named));
  }

  private Network network(NetworkOption... options) {
    return controller.createNetwork("bridge", "new", options);
  }

  private static NetworkOption pool(String prefix) {
    return NetworkOption.Pool.of(prefix);
  }

  static Stream<Arguments> names() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    Class<NetworkException.Conflict> conflict = NetworkException.Conflict.class;
    return Stream.of(
        row(
            "duplicate network name",
            conflict,
            t -> t.controller.createNetwork("bridge", "web"),
            "web",
            "exists already"),
        row(
            "duplicate network id",
            conflict,
            t -> t.network(new NetworkOption.Id(t.web.id())),
            "id",
            "exists already"),
        row(
            "duplicate endpoint name",
            conflict,
            t -> t.web.createEndpoint("db"),
            "db",
            "exists already"),
        row(
            "duplicate container",
            conflict,
            t -> t.controller.createSandbox("container"),
            "container",
            "exists already"),
        row(
            "unknown driver",
            NetworkException.NotFound.class,
            t -> t.controller.createNetwork("bogus", "new"),
            "\"bogus\"",
            "bridge, host, null"),
        row(
            "unknown IPAM driver",
            NetworkException.NotFound.class,
            t -> t.network(new NetworkOption.Ipam("bogus", Map.of())),
            "\"bogus\"",
            "default"),
        row(
            "unknown IPAM option",
            invalid,
            t -> t.network(new NetworkOption.Ipam("default", Map.of("bogus", "1"))),
            "bogus"),
        row(
            "unknown network",
            NetworkException.NotFound.class,
            t -> t.controller.getNetwork("bogus"),
            "\"bogus\""),
        row(
            "unknown endpoint",
            NetworkException.NotFound.class,
            t -> t.web.getEndpoint("bogus"),
            "\"bogus\"",
            "web"),
        row(
            "unknown container",
            NetworkException.NotFound.class,
            t -> t.controller.getSandbox("bogus"),
            "\"bogus\""),
        row(
            "network name with a newline",
            invalid,
            t -> t.controller.createNetwork("bridge", "a\nb"),
            "\"a\\u000ab\"",
            "letters"),
        row(
            "network name with a newline and wrong options",
            invalid,
            t -> t.controller.createNetwork("bridge", "a\nb", new NetworkOption.Ipv4(false)),
            "\"a\\u000ab\""),
        row(
            "network name of 300 characters",
            invalid,
            t -> t.controller.createNetwork("bridge", TOO_LONG),
            "300 characters",
            "1 to 128"),
        row("empty network name", invalid, t -> t.controller.createNetwork("bridge", ""), "\"\""),
        row(
            "endpoint name with a newline",
            invalid,
            t -> t.wide.createEndpoint("a\nb"),
            "\"a\\u000ab\""),
        row(
            "endpoint name of 300 characters",
            invalid,
            t -> t.wide.createEndpoint(TOO_LONG),
            "300 characters"),
        row(
            "container with a newline",
            invalid,
            t -> t.controller.createSandbox("a\nb"),
            "\"a\\u000ab\""),
        row(
            "driver with a newline for a template",
            invalid,
            t -> t.controller.createNetwork("a\nb", "new", new NetworkOption.ConfigOnly()),
            "\"a\\u000ab\""),
        row(
            "template with a newline",
            NetworkException.NotFound.class,
            t -> t.network(new NetworkOption.ConfigFrom("a\nb")),
            "\"a\\u000ab\""),
        row(
            "malformed id",
            invalid,
            t -> t.network(new NetworkOption.Id(new NetworkId("xyz"))),
            "\"xyz\"",
            "64"));
  }

  static Stream<Arguments> addresses() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    Class<NetworkException.Forbidden> forbidden = NetworkException.Forbidden.class;
    return Stream.of(
        row(
            "overlapping subnet",
            forbidden,
            t -> t.network(pool("10.50.0.0/16")),
            "10.50.0.0/16",
            "10.50.0.0/30",
            "network web"),
        row("malformed subnet", invalid, t -> t.network(pool("10.50.0.0/33")), "10.50.0.0/33"),
        row("subnet with host bits", invalid, t -> t.network(pool("10.53.0.1/24")), "10.53.0.1/24"),
        row("subnet of a family not enabled", invalid, t -> t.network(pool("fd53::/64")), "IPv6"),
        row(
            "two pools of a family",
            forbidden,
            t -> t.network(pool("10.53.0.0/24"), pool("10.54.0.0/24")),
            "2 pools of IPv4"),
        row(
            "gateway outside its pool",
            invalid,
            t -> t.network(NetworkOption.Pool.of("10.53.0.0/24").withGateway("10.54.0.1")),
            "10.54.0.1",
            "10.53.0.0/24"),
        row(
            "gateway that is the broadcast address",
            forbidden,
            t -> t.network(NetworkOption.Pool.of("10.53.0.0/24").withGateway("10.53.0.255")),
            "10.53.0.255"),
        row(
            "auxiliary address outside its pool",
            invalid,
            t ->
                t.network(
                    NetworkOption.Pool.of("10.53.0.0/24")
                        .withAuxiliary(Map.of("printer", IpAddress.parse("10.54.0.1")))),
            "printer",
            "10.54.0.1",
            "10.53.0.0/24"),
        row(
            "auxiliary address that is the gateway",
            forbidden,
            t ->
                t.network(
                    NetworkOption.Pool.of("10.53.0.0/24")
                        .withGateway("10.53.0.9")
                        .withAuxiliary(Map.of("printer", IpAddress.parse("10.53.0.9")))),
            "10.53.0.9"),
        row(
            "range outside its pool",
            invalid,
            t ->
                t.network(
                    NetworkOption.Pool.of("10.53.0.0/24")
                        .withRange(IpPrefix.parse("10.54.0.0/28"))),
            "10.54.0.0/28",
            "10.53.0.0/24"),
        row(
            "pools of a network that has none",
            invalid,
            t -> t.controller.createNetwork("host", "new", pool("10.53.0.0/24")),
            "host"),
        row(
            "address outside the pools",
            invalid,
            t -> t.wide.createEndpoint("new", EndpointOption.Address.of("10.54.0.9")),
            "10.54.0.9",
            "10.51.0.0/24"),
        row(
            "malformed address",
            invalid,
            t -> t.wide.createEndpoint("new", EndpointOption.Address.of("10.51.0")),
            "10.51.0"),
        row(
            "address in use",
            forbidden,
            t -> t.web.createEndpoint("new", EndpointOption.Address.of("10.50.0.2")),
            "10.50.0.2",
            "endpoint db"),
        row(
            "address of the network itself",
            forbidden,
            t -> t.wide.createEndpoint("new", EndpointOption.Address.of("10.51.0.1")),
            "10.51.0.1",
            "gateway of network wide"),
        row(
            "IPv6 address on a network without",
            invalid,
            t -> t.internal.createEndpoint("new", EndpointOption.Address.of("fd50::9")),
            "fd50::9"),
        row(
            "address chosen and allocated elsewhere",
            invalid,
            t ->
                t.wide.createEndpoint(
                    "new",
                    EndpointOption.Address.of("10.51.0.9"),
                    new EndpointOption.AllocatedAddress(InterfaceAddress.parse("10.51.0.8/24"))),
            "10.51.0.9",
            "10.51.0.8/24"),
        row(
            "a full pool",
            NetworkException.Unavailable.class,
            t -> t.web.createEndpoint("new"),
            "10.50.0.0/30"),
        row(
            "address on a network without any",
            invalid,
            t -> t.none.createEndpoint("new", EndpointOption.Address.of("10.50.0.2")),
            "none"));
  }

  static Stream<Arguments> interfaces() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    Class<NetworkException.Conflict> conflict = NetworkException.Conflict.class;
    return Stream.of(
        row(
            "interface name over 15 bytes",
            invalid,
            t -> t.wide.createEndpoint("new", EndpointOption.NameInside.of("sixteen-bytes-xx")),
            "sixteen-bytes-xx",
            "15 bytes"),
        row(
            "interface name over 15 bytes in 8 characters",
            invalid,
            t -> t.wide.createEndpoint("new", EndpointOption.NameInside.of("éééééééé")),
            "15"),
        row(
            "interface name with a slash",
            invalid,
            t -> t.wide.createEndpoint("new", EndpointOption.NameOnHost.of("a/b")),
            "a/b"),
        row(
            "bridge name over 15 bytes as a text",
            invalid,
            t ->
                t.network(
                    new NetworkOption.DriverLabels(
                        Map.of("com.docker.network.bridge.name", "sixteen-bytes-xx"))),
            "sixteen-bytes-xx",
            "com.docker.network.bridge.name"),
        row(
            "bridge name of an interface of the host",
            conflict,
            t ->
                t.network(
                    new NetworkOption.Driver(BridgeOptions.USUAL.named(new InterfaceName("lo")))),
            "lo",
            "choose another"),
        row(
            "bridge name of another network",
            conflict,
            t ->
                t.network(
                    new NetworkOption.Driver(
                        BridgeOptions.USUAL.named(
                            new InterfaceName("br-" + t.wide.id().abbreviated())))),
            "br-",
            "choose another"),
        row(
            "host's name of an interface of the host",
            conflict,
            t -> t.attach(t.wide, EndpointOption.NameOnHost.of("lo")),
            "lo",
            "choose another"),
        row(
            "interface name taken inside",
            conflict,
            t -> t.attach(t.wide, EndpointOption.NameInside.of("net0")),
            "net0",
            "choose another"),
        row(
            "interface name of the loopback inside",
            conflict,
            t -> t.attach(t.wide, EndpointOption.NameInside.of("lo")),
            "lo",
            "choose another"),
        row(
            "MTU below what IPv6 needs",
            invalid,
            t -> t.wide.createEndpoint("new", new EndpointOption.Mtu(1000)),
            "1000",
            "1280"),
        row(
            "network's MTU below what IPv6 needs",
            invalid,
            t ->
                t.network(
                    new NetworkOption.Ipv6(true),
                    new NetworkOption.Driver(BridgeOptions.USUAL.withMtu(1279))),
            "1279",
            "1280"),
        row("bandwidth of zero", invalid, t -> t.limit("0"), "\"0\"", "8 to 2^63 - 1"),
        row("bandwidth too small", invalid, t -> t.limit("7999bit"), "7992bit", "8kbit"),
        row("bandwidth too large", invalid, t -> t.limit("10000000tbit"), "10000000tbit", "2^63"),
        row("bandwidth that is none", invalid, t -> t.limit("fast"), "\"fast\"", "50mbit"),
        row(
            "burst below what is sent at once",
            invalid,
            t -> BandwidthLimit.of("50mbit").withBurst(65_535),
            "65535",
            "65536"),
        row(
            "burst that takes too long",
            invalid,
            t -> BandwidthLimit.of("8kbit").withBurst(1_000_000),
            "1000000",
            "8kbit",
            "240000"),
        row(
            "bandwidth on a network without interfaces",
            NetworkException.NotImplemented.class,
            t -> t.none.createEndpoint("new", new EndpointOption.Bandwidth(LIMITS)),
            "endpoint new",
            "100mbit",
            "driver null"),
        row(
            "bandwidth of a deleted endpoint",
            NetworkException.NotFound.class,
            t -> {
              Endpoint gone = t.wide.createEndpoint("gone");
              gone.delete();
              return t.limited(gone);
            },
            "gone",
            "has been deleted"),
        row(
            "MTU that is no number",
            invalid,
            t ->
                t.network(
                    new NetworkOption.DriverLabels(Map.of("com.docker.network.driver.mtu", "big"))),
            "\"big\"",
            "com.docker.network.driver.mtu"));
  }

  static Stream<Arguments> namespaces() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    return Stream.of(
        row(
            "missing path",
            NetworkException.NotFound.class,
            t -> t.container(new SandboxOption.NamespaceAt(Path.of("/nonexistent/ns"))),
            "/nonexistent/ns"),
        row(
            "path below a file",
            NetworkException.NotFound.class,
            t -> t.container(new SandboxOption.NamespaceAt(Path.of("/etc/passwd/ns"))),
            "/etc/passwd/ns"),
        row(
            "a file that is no namespace",
            invalid,
            t -> t.container(new SandboxOption.NamespaceAt(Path.of("/etc/passwd"))),
            "/etc/passwd"),
        row(
            "a folder",
            invalid,
            t -> t.container(new SandboxOption.NamespaceAt(t.folder)),
            "libnetwork-host-"),
        row(
            "a namespace of another kind",
            invalid,
            t -> t.container(new SandboxOption.NamespaceAt(Path.of("/proc/self/ns/mnt"))),
            "/proc/self/ns/mnt"),
        row(
            "the host's own namespace",
            invalid,
            t -> t.container(new SandboxOption.NamespaceAt(t.testHost.host().namespacePath())),
            "HostNamespace"),
        row(
            "a dead process",
            NetworkException.NotFound.class,
            t -> t.container(new SandboxOption.NamespaceOf(Integer.MAX_VALUE)),
            "2147483647"),
        row(
            "two namespaces",
            invalid,
            t -> t.container(new SandboxOption.HostNamespace(), new SandboxOption.NamespaceOf(1)),
            "two were given"));
  }

  static Stream<Arguments> states() {
    Class<NetworkException.InvalidParameter> invalid = NetworkException.InvalidParameter.class;
    Class<NetworkException.Forbidden> forbidden = NetworkException.Forbidden.class;
    return Stream.of(
        row("joining twice", forbidden, t -> t.join(t.joined, t.sandbox), "joined already"),
        row(
            "deleting a joined endpoint",
            forbidden,
            t -> t.delete(t.joined::delete),
            "db",
            "leave first"),
        row(
            "deleting a network with endpoints",
            forbidden,
            t -> t.delete(t.web::delete),
            "web",
            "db",
            "delete them first"),
        row(
            "deleting the one network of its kind",
            forbidden,
            t -> t.delete(t.none::delete),
            "none"),
        row(
            "a second network of a kind that has one",
            forbidden,
            t -> t.controller.createNetwork("null", "new"),
            "null",
            "none"),
        row("endpoint on a template", forbidden, t -> t.template.createEndpoint("new"), "template"),
        row(
            "network made from no template",
            forbidden,
            t -> t.network(new NetworkOption.ConfigFrom("web")),
            "web"),
        row(
            "option no driver takes",
            invalid,
            t -> t.network(new NetworkOption.DriverLabels(Map.of("com.example.bogus", "1"))),
            "com.example.bogus",
            "bridge"),
        row(
            "foreign options of a network",
            invalid,
            t -> t.network(new NetworkOption.Driver(new Foreign())),
            "Foreign",
            "BridgeOptions"),
        row(
            "foreign options of an endpoint",
            invalid,
            t -> t.wide.createEndpoint("new", new EndpointOption.Driver(new Foreign())),
            "Foreign"),
        row(
            "options both as a record and as texts",
            invalid,
            t ->
                t.network(
                    new NetworkOption.Driver(BridgeOptions.USUAL),
                    new NetworkOption.DriverLabels(
                        Map.of("com.docker.network.driver.mtu", "1400"))),
            "give one"),
        row(
            "options for a driver without",
            invalid,
            t ->
                t.controller.createNetwork(
                    "host", "new", new NetworkOption.Driver(BridgeOptions.USUAL)),
            "host"),
        row(
            "published port on an internal network",
            invalid,
            t ->
                t.internal.createEndpoint(
                    "new", new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080))),
            "80",
            "internal"),
        row(
            "published port on a network without interfaces",
            invalid,
            t ->
                t.none.createEndpoint(
                    "new", new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080))),
            "publishes no ports"));
  }

  private Object attach(Network network, EndpointOption option) {
    return controller.attach("container", network, option);
  }

  private BandwidthLimit limit(String rate) {
    return BandwidthLimit.of(rate);
  }

  private Object limited(Endpoint endpoint) {
    endpoint.limitBandwidth(LIMITS);
    return endpoint;
  }

  private Sandbox container(SandboxOption... options) {
    return controller.createSandbox("new", options);
  }

  private Object join(Endpoint endpoint, Sandbox by) {
    endpoint.join(by);
    return endpoint;
  }

  private Object delete(Runnable deletion) {
    deletion.run();
    return deletion;
  }

  @BeforeAll
  void joins() {
    joined.join(sandbox);
  }

  @AfterAll
  void leavesNothing() {
    sandbox.delete();
    List.of(web, wide, internal, template).forEach(Network::delete);
    controller.close();
    testHost.host().host().close();
    assertThat(audit.leaks()).isEmpty();
    testHost.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"names", "addresses", "interfaces", "namespaces", "states"})
  void isRefusedAndChangesNothing(
      String what, Class<? extends NetworkException> kind, Attempt attempt, List<String> named) {
    List<String> before = state();
    Throwable refusal = catchThrowable(() -> attempt.on(this));
    assertThat(refusal).as(what).isInstanceOf(kind).hasNoSuppressedExceptions();
    assertThat(refusal.getMessage()).contains(named).doesNotContain("\n");
    assertThat(state()).containsExactlyInAnyOrderElementsOf(before);
  }

  /// What the model, the kernel and the firewall have.
  private List<String> state() {
    return Stream.of(
            controller.networks().stream().map(Object::toString),
            controller.networks().stream().map(Network::endpoints).map(Object::toString),
            controller.sandboxes().stream().map(s -> s + " " + s.endpoints()),
            testHost.host().sandboxNamespaces().stream().map(Path::toString),
            testHost.host().run("ip", "-oneline", "link").lines(),
            testHost.host().run("ip", "-brief", "address").lines(),
            testHost.host().run("nft", "list", "ruleset").lines(),
            Commands.run(Path.of(sandbox.key()), "ip", "-brief", "address").lines(),
            Commands.run(Path.of(sandbox.key()), "ip", "route").lines())
        .flatMap(state -> state)
        .toList();
  }
}
