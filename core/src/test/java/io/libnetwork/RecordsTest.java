package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.RecordData;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.linux.BootId;
import io.libnetwork.linux.Moment;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is written of an object is what is read of it.
class RecordsTest {

  private static final Random RANDOM = new Random(7);

  private static StateRecord stored(RecordKey key, Fields fields) {
    return new StateRecord(key, 1, 1, fields);
  }

  private static Fields without(Fields fields, String name) {
    Fields.Builder rest = Fields.builder();
    fields
        .values()
        .forEach((each, value) -> {
          if (!each.equals(name)) {
            rest.value(each, value);
          }
        });
    return rest.build();
  }

  @Nested
  class Zones {

    @Test
    void areReadAsWritten() {
      Zone zone =
          Zone.builder("App")
              .add("*", new RecordData.A(Ipv4Address.parse("192.0.2.1")))
              .add("txt", RecordData.Txt.of("\"; (".repeat(5000)), RecordData.Txt.of(""))
              .add("alias", new RecordData.Cname(DomainName.parse("www.example.org")))
              .build();
      StoredZone record = new StoredZone(NetworkId.random(RANDOM), zone);
      assertThat(StoredZone.of(stored(record.key(), record.fields()))).isEqualTo(record);
      assertThat(record.key().id()).endsWith("/app.");
    }

    @Test
    void thatSayNothingAreRefused() {
      StoredZone record = new StoredZone(NetworkId.random(RANDOM), Zone.builder("app").build());
      Fields damaged =
          Fields.builder()
              .text("name", "app.")
              .text("network", record.network().value())
              .texts("lines", List.of("x A host"))
              .build();
      assertThatThrownBy(() -> StoredZone.of(stored(record.key(), damaged)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("1:5");
    }
  }

  @Nested
  class Networks {

    private final NetworkId id = NetworkId.random(RANDOM);

    private NetworkRecord record(NetworkOption... options) {
      NetworkConfig config = NetworkConfig.of("web", options);
      NetworkConfig identified = NetworkConfig.of("web", with(options));
      assertThat(identified).isNotEqualTo(config);
      NetworkPool pool =
          new NetworkPool(
              IpPrefix.parse("10.1.0.0/24"),
              Optional.of(InterfaceAddress.parse("10.1.0.1/24")),
              Map.of("printer", IpAddress.parse("10.1.0.7")));
      return new NetworkRecord(
          id,
          "web",
          "bridge",
          Instant.parse("2026-11-21T10:00:00.123Z"),
          identified,
          List.of(new NetworkRecord.Pool(pool, "default/10.1.0.0/24")),
          Optional.of(
              new LeaseTerms(
                  List.of(Lease.ownedBy(4711, 12345), new Lease.ForDuration(Duration.ofMinutes(5))),
                  Moment.now(InstantSource.system()))));
    }

    private NetworkOption[] with(NetworkOption... options) {
      NetworkOption[] all = java.util.Arrays.copyOf(options, options.length + 1);
      all[options.length] = new NetworkOption.Id(id);
      return all;
    }

    @Test
    void withoutOptionsAreReadAsWritten() {
      assertRead(record());
    }

    @Test
    void withEveryOptionAreReadAsWritten() {
      assertRead(
          record(
              new NetworkOption.Ipv6(true),
              NetworkOption.Pool.of("10.1.0.0/24")
                  .withGateway("10.1.0.1")
                  .withRange(IpPrefix.parse("10.1.0.128/25"))
                  .withAuxiliary(Map.of("printer", IpAddress.parse("10.1.0.7"))),
              new NetworkOption.Pool(
                  io.libnetwork.address.IpFamily.V6,
                  new PoolChoice.AnyOfLength(80),
                  Optional.empty(),
                  Optional.empty(),
                  Map.of()),
              new NetworkOption.Ipam("default", Map.of("serial", "true")),
              new NetworkOption.Internal(),
              new NetworkOption.Labels(Map.of("team", "a", "tier", "")),
              new NetworkOption.DriverLabels(Map.of("com.docker.network.driver.mtu", "1400")),
              new NetworkOption.Ephemeral()));
      assertRead(record(new NetworkOption.ConfigOnly()));
      assertRead(record(new NetworkOption.ConfigFrom("template")));
    }

    private void assertRead(NetworkRecord record) {
      assertThat(NetworkRecord.of(stored(record.key(), record.fields()))).isEqualTo(record);
    }

    /// The handle went with the process.
    @Test
    void keptByAHandleAreKeptByOneThatIsClosed() {
      Moment now = Moment.now(InstantSource.system());
      LeaseTerms written = new LeaseTerms(List.of(new Lease.WhileOpen(new LeaseHandle())), now);
      LeaseTerms read = LeaseTerms.of(written.fields());
      assertThat(written.ended(now)).isEmpty();
      assertThat(read.ended(now)).get().asString().contains("handle of a former process");
    }

    @Test
    void withoutWhatTheyNeedAreRefusedByName() {
      NetworkRecord record = record();
      assertThatThrownBy(
              () -> NetworkRecord.of(stored(record.key(), without(record.fields(), "driver"))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("'driver'");
    }

    @Test
    void withGarbageAreRefusedWithIt() {
      NetworkRecord record = record();
      Fields.Builder fields = Fields.builder();
      without(record.fields(), "created").values().forEach(fields::value);
      assertThatThrownBy(() ->
              NetworkRecord.of(stored(record.key(), fields.text("created", "yesterday").build())))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("yesterday");
    }
  }

  @Nested
  class Reservations {

    @Test
    void areReadAsWritten() {
      ReservationRecord record =
          new ReservationRecord(
              NetworkId.random(RANDOM),
              "web",
              new EndpointAddresses(
                  List.of(InterfaceAddress.parse("10.1.0.7/24")),
                  List.of(IpAddress.parse("10.1.0.7")),
                  Optional.of(MacAddress.derivedFrom(IpAddress.parse("10.1.0.7")))),
              List.of(
                  PortBinding.of(
                      Protocol.TCP,
                      IpAddress.parse("10.1.0.7"),
                      new Port(80),
                      IpAddress.parse("0.0.0.0"),
                      new Port(32768))));
      assertThat(ReservationRecord.of(stored(record.key(), record.fields()))).isEqualTo(record);
    }
  }

  @Nested
  class Sandboxes {

    private void assertRead(Optional<SandboxRecord.Identity> identity, SandboxOption... options) {
      SandboxRecord record =
          new SandboxRecord(
              SandboxId.random(RANDOM),
              "container-1",
              SandboxConfig.of(options),
              identity,
              Optional.empty());
      assertThat(SandboxRecord.of(stored(record.key(), record.fields()))).isEqualTo(record);
    }

    @Test
    void areReadAsWritten() {
      assertRead(Optional.empty(), new SandboxOption.HostNamespace());
      assertRead(
          identity("/run/docker/netns/x", Optional.empty()),
          new SandboxOption.HandedOver(Path.of("/run/docker/netns/x")));
      assertRead(identity("/run/netns/x", Optional.empty()));
      assertRead(
          identity("/run/netns/x", Optional.empty()),
          new SandboxOption.NamespaceAt(Path.of("/run/netns/x")));
      assertRead(
          identity("/proc/7/ns/net", Optional.of(new ProcessIdentity(7, 12345))),
          new SandboxOption.NamespaceOf(7),
          new SandboxOption.Hostname("web"),
          new SandboxOption.DomainName("example.org"),
          new SandboxOption.ExtraHost("db", IpAddress.parse("10.0.0.1")),
          new SandboxOption.ExtraHostGateway("host.docker.internal"),
          new SandboxOption.Dns(List.of(IpAddress.parse("2001:db8::53"))),
          new SandboxOption.DnsSearch(List.of()),
          new SandboxOption.DnsOptions(List.of("ndots:1")),
          new SandboxOption.Labels(Map.of("a", "b")),
          new SandboxOption.Ephemeral());
    }

    private static Optional<SandboxRecord.Identity> identity(
        String path, Optional<ProcessIdentity> process) {
      return Optional.of(
          new SandboxRecord.Identity(
              path, BootId.current(), new NamespaceId(4026531840L), process));
    }

    @Test
    void ofAnUnknownPlacementAreRefused() {
      RecordKey key = SandboxRecord.key(SandboxId.random(RANDOM));
      Fields fields =
          Fields.builder().text("container", "c").text("placement", "elsewhere").build();
      assertThatThrownBy(() -> SandboxRecord.of(stored(key, fields)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("'elsewhere'");
    }
  }

  @Nested
  class Endpoints {

    private void assertRead(EndpointOption... options) {
      EndpointRecord record =
          new EndpointRecord(
              EndpointId.random(RANDOM),
              "web",
              NetworkId.random(RANDOM),
              EndpointConfig.of(options),
              Map.of("io.libnetwork.bridge.also_sends_from", "10.0.0.9"),
              new EndpointAddresses(
                  List.of(
                      InterfaceAddress.parse("10.0.0.2/24"),
                      InterfaceAddress.parse("2001:db8::2/64")),
                  List.of(IpAddress.parse("10.0.0.2")),
                  Optional.of(MacAddress.parse("02:42:0a:00:00:02"))),
              Optional.of(
                  new EndpointRecord.Place(
                      SandboxId.random(RANDOM), Optional.of(new InterfaceName("eth0")), 3)),
              List.of(
                  PortBinding.of(
                      Protocol.TCP,
                      IpAddress.parse("10.0.0.2"),
                      new Port(80),
                      IpAddress.parse("0.0.0.0"),
                      new Port(32768))),
              Map.of("answer", "{}"));
      assertThat(EndpointRecord.of(stored(record.key(), record.fields()))).isEqualTo(record);
    }

    @Test
    void withoutOptionsAreReadAsWritten() {
      assertRead();
    }

    @Test
    void whatIsReservedIsReadAsWritten() {
      assertRead(new EndpointOption.Reserve(), EndpointOption.Address.of("10.0.0.2"));
    }

    @Test
    void withEveryOptionAreReadAsWritten() {
      assertRead(
          EndpointOption.Address.of("10.0.0.2"),
          new EndpointOption.AllocatedAddress(InterfaceAddress.parse("2001:db8::2/64")),
          new EndpointOption.LinkLocal(IpAddress.parse("169.254.1.1")),
          new EndpointOption.Mac(MacAddress.parse("02:42:0a:00:00:02")),
          EndpointOption.NameInside.of("net0"),
          EndpointOption.NameOnHost.of("vethweb"),
          new EndpointOption.Route(
              SandboxRoute.via(IpPrefix.parse("10.9.0.0/16"), IpAddress.parse("10.0.0.254"))
                  .withMetric(7)),
          new EndpointOption.Route(
              SandboxRoute.refusing(IpPrefix.parse("10.8.0.0/16"), RouteType.BLACKHOLE)),
          new EndpointOption.NoDefaultRoute(),
          new EndpointOption.GatewayPriority(-3),
          new EndpointOption.Mtu(1400),
          new EndpointOption.Sysctl(new InterfaceSysctl("net.ipv4.conf.IFNAME.rp_filter", "2")),
          new EndpointOption.Announce(new Announcement(2, Duration.ofMillis(250))),
          EndpointOption.Publish.of("127.0.0.1:8000-8010:8000-8010/udp"),
          EndpointOption.Publish.of("8080:80/tcp from 192.0.2.0/24,2001:db8::/32"),
          new EndpointOption.Expose(new TransportPort(Protocol.SCTP, new Port(9))),
          new EndpointOption.Bandwidth(
              BandwidthLimits.NONE
                  .withEgress(BandwidthLimit.of("6.25mbps"))
                  .withIngress(BandwidthLimit.of("1gbit").withBurst(2_000_000))),
          new EndpointOption.NoIpv6(),
          new EndpointOption.Aliases(List.of("www", "web")),
          new EndpointOption.Link("db", "store"),
          new EndpointOption.Labels(Map.of("a", "b")));
    }
  }
}
