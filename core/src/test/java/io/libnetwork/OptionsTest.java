package io.libnetwork;

import static io.libnetwork.address.IpFamily.V4;
import static io.libnetwork.address.IpFamily.V6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.NetworkDriverOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptionsTest {

  private record Options() implements NetworkDriverOptions {}

  @Nested
  class OfANetwork {

    @Test
    void withoutAnyItHasIpv4AndTheDefaultIpam() {
      NetworkConfig config = NetworkConfig.of("web");
      assertThat(config.families()).containsExactly(V4);
      assertThat(config.ipamDriver()).isEqualTo("default");
      assertThat(config.internal()).isFalse();
      assertThat(config.pools()).isEmpty();
      assertThat(config.ephemeral()).isFalse();
    }

    @Test
    void gathersWhatAddsAndLetsTheLaterWinElsewhere() {
      NetworkConfig config =
          NetworkConfig.of(
              "web",
              new NetworkOption.Ipv6(true),
              NetworkOption.Pool.of("10.1.0.0/24"),
              NetworkOption.Pool.of("2001:db8::/64"),
              new NetworkOption.Labels(Map.of("a", "1", "b", "1")),
              new NetworkOption.Labels(Map.of("b", "2")),
              new NetworkOption.Ipv4(false),
              new NetworkOption.Ipv4(true));
      assertThat(config.families()).containsExactlyInAnyOrder(V4, V6);
      assertThat(config.pools()).hasSize(2);
      assertThat(config.labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void needsAFamily() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> NetworkConfig.of("web", new NetworkOption.Ipv4(false)))
          .withMessageContaining("web")
          .withMessageContaining("neither IPv4 nor IPv6");
    }

    @Test
    void refusesAPoolOfAFamilyThatIsNotEnabled() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> NetworkConfig.of("web", NetworkOption.Pool.of("2001:db8::/64")))
          .withMessageContaining("IPv6");
    }

    @Test
    void aTemplateIsNeitherInternalNorMadeFromAnother() {
      for (NetworkOption other :
          List.of(new NetworkOption.Internal(), new NetworkOption.ConfigFrom("t"))) {
        assertThatExceptionOfType(NetworkException.Forbidden.class)
            .isThrownBy(() -> NetworkConfig.of("t2", new NetworkOption.ConfigOnly(), other))
            .withMessageContaining("t2");
      }
    }

    static Stream<NetworkOption> whatATemplateGives() {
      return Stream.of(
          new NetworkOption.Ipv6(true),
          new NetworkOption.Ipv4(false),
          NetworkOption.Pool.of("10.1.0.0/24"),
          new NetworkOption.Ipam("null", Map.of()),
          new NetworkOption.Ipam("default", Map.of("serial", "true")),
          new NetworkOption.Labels(Map.of("a", "1")),
          new NetworkOption.Driver(new Options()),
          new NetworkOption.DriverLabels(Map.of("a", "1")));
    }

    @ParameterizedTest
    @MethodSource("whatATemplateGives")
    void whatIsMadeFromATemplateHasNothingOfItsOwn(NetworkOption own) {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> NetworkConfig.of("web", new NetworkOption.ConfigFrom("t"), own))
          .withMessageContaining("template t");
    }

    @Test
    void whatIsMadeFromATemplateKeepsItsOwnFlags() {
      NetworkConfig template =
          NetworkConfig.of(
              "t",
              new NetworkOption.ConfigOnly(),
              new NetworkOption.Ipv6(true),
              NetworkOption.Pool.of("10.1.0.0/24"),
              new NetworkOption.Labels(Map.of("a", "1")),
              new NetworkOption.Driver(new Options()));
      NetworkConfig made =
          NetworkConfig.of(
                  "web",
                  new NetworkOption.ConfigFrom("t"),
                  new NetworkOption.Internal(),
                  new NetworkOption.Ephemeral())
              .from(template);
      assertThat(made.families()).isEqualTo(Set.of(V4, V6));
      assertThat(made.pools()).isEqualTo(template.pools());
      assertThat(made.labels()).isEqualTo(template.labels());
      assertThat(made.driverOptions()).contains(new Options());
      assertThat(made.internal()).isTrue();
      assertThat(made.ephemeral()).isTrue();
      assertThat(made.configOnly()).isFalse();
      assertThat(made.configFrom()).contains("t");
    }

    @Test
    void aPoolsAddressesAreOfItsFamily() {
      NetworkOption.Pool pool = NetworkOption.Pool.of("10.1.0.0/24");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> pool.withGateway("2001:db8::1"))
          .withMessageContaining("2001:db8::1");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> pool.withAuxiliary(Map.of("a", IpAddress.parse("fd00::1"))))
          .withMessageContaining("fd00::1");
    }

    @Test
    void aPoolThatChangesKeepsTheRest() {
      NetworkOption.Pool pool =
          NetworkOption.Pool.of("10.1.0.0/16")
              .withGateway("10.1.0.9")
              .withRange(IpPrefix.parse("10.1.4.0/24"))
              .withAuxiliary(Map.of("printer", IpAddress.parse("10.1.0.5")));
      assertThat(pool.gateway()).contains(IpAddress.parse("10.1.0.9"));
      assertThat(pool.range()).contains(IpPrefix.parse("10.1.4.0/24"));
      assertThat(pool.auxiliary()).containsEntry("printer", IpAddress.parse("10.1.0.5"));
    }
  }

  @Nested
  class OfAnEndpoint {

    private static final IpAddress ADDRESS = IpAddress.parse("10.1.0.7");

    @Test
    void withoutAnyItMayBeGatewayAndHasIpv6() {
      EndpointConfig config = EndpointConfig.of();
      assertThat(config.gateway()).isTrue();
      assertThat(config.ipv6()).isTrue();
      assertThat(config.priority()).isZero();
      assertThat(config.chosen()).isEmpty();
      assertThat(config.announcement()).isEmpty();
    }

    @Test
    void takesOneAddressOfEachFamily() {
      EndpointConfig config =
          EndpointConfig.of(
              EndpointOption.Address.of("10.1.0.6"),
              new EndpointOption.Address(ADDRESS),
              EndpointOption.Address.of("fd00::7"));
      assertThat(config.chosen()).isEqualTo(Map.of(V4, ADDRESS, V6, IpAddress.parse("fd00::7")));
    }

    @Test
    void refusesAnAddressBothChosenAndAllocatedElsewhere() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() ->
              EndpointConfig.of(
                  new EndpointOption.Address(ADDRESS),
                  new EndpointOption.AllocatedAddress(InterfaceAddress.parse("10.1.0.8/24"))))
          .withMessageContaining("10.1.0.7")
          .withMessageContaining("10.1.0.8/24");
    }

    @Test
    void mayChooseOneFamilyAndHaveTheOtherAllocatedElsewhere() {
      EndpointConfig config =
          EndpointConfig.of(
              new EndpointOption.Address(ADDRESS),
              new EndpointOption.AllocatedAddress(InterfaceAddress.parse("fd00::8/64")));
      assertThat(config.allocated()).containsOnlyKeys(V6);
    }

    @Test
    void gathersRoutesAndNames() {
      SandboxRoute route = SandboxRoute.direct(IpPrefix.parse("10.9.0.0/16"));
      EndpointConfig config =
          EndpointConfig.of(
              new EndpointOption.Route(route),
              new EndpointOption.Route(route.withMetric(5)),
              EndpointOption.NameInside.of("net0"),
              EndpointOption.NameOnHost.of("host0"),
              new EndpointOption.NoDefaultRoute(),
              new EndpointOption.NoIpv6(),
              new EndpointOption.Aliases(List.of("db", "db.local")));
      assertThat(config.routes()).containsExactly(route, route.withMetric(5));
      assertThat(config.nameInside()).hasToString("Optional[net0]");
      assertThat(config.nameOnHost()).hasToString("Optional[host0]");
      assertThat(config.gateway()).isFalse();
      assertThat(config.ipv6()).isFalse();
      assertThat(config.aliases()).containsExactly("db", "db.local");
    }

    @Test
    void gathersLinksOfOneNameEach() {
      EndpointOption.Link store = new EndpointOption.Link("db", "Store");
      EndpointOption.Link again = new EndpointOption.Link("db", "store");
      assertThat(EndpointConfig.of(store, again, new EndpointOption.Link("db", "base")).links())
          .containsOnly(Map.entry("store", "db"), Map.entry("base", "db"));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> EndpointConfig.of(store, new EndpointOption.Link("web", "store")))
          .withMessageContainingAll("store", "db and web");
    }
  }

  @Nested
  class OfASandbox {

    @Test
    void withoutAnyItGetsANewNamespace() {
      SandboxConfig config = SandboxConfig.of();
      assertThat(config.placement()).isEqualTo(new SandboxConfig.Placement.New());
      assertThat(config.dns()).isEmpty();
      assertThat(config.ephemeral()).isFalse();
    }

    @Test
    void hasOneNamespace() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() ->
              SandboxConfig.of(
                  new SandboxOption.NamespaceAt(Path.of("/run/a")),
                  new SandboxOption.NamespaceOf(7)))
          .withMessageContaining("/run/a")
          .withMessageContaining("7");
    }

    @Test
    void gathersNamesAndHosts() {
      SandboxOption.ExtraHost host = new SandboxOption.ExtraHost("db", IpAddress.parse("10.0.0.1"));
      SandboxConfig config =
          SandboxConfig.of(
              new SandboxOption.Hostname("web"),
              new SandboxOption.DomainName("example.com"),
              host,
              new SandboxOption.ExtraHostGateway("my_host"),
              new SandboxOption.Dns(List.of()),
              new SandboxOption.DnsSearch(List.of("example.com")),
              new SandboxOption.DnsOptions(List.of("ndots:1")));
      assertThat(config.hostname()).contains("web");
      assertThat(config.domainName()).contains("example.com");
      assertThat(config.extraHosts()).containsExactly(host);
      assertThat(config.gatewayHosts()).containsExactly("my_host");
      assertThat(SandboxConfig.of(new SandboxOption.DnsSearch(List.of("."))).dnsSearch())
          .contains(List.of());
      assertThat(config.dns()).isEqualTo(Optional.of(List.of()));
      assertThat(config.dnsSearch()).contains(List.of("example.com"));
      assertThat(config.dnsOptions()).contains(List.of("ndots:1"));
    }
  }
}
