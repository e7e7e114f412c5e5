package io.libnetwork.http.v1;

import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Reservation;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.wire.v1.NetworkResource;
import io.libnetwork.wire.v1.PoolResource;
import io.libnetwork.wire.v1.ReservationResource;
import io.libnetwork.wire.v1.ZoneResource;
import io.libnetwork.wire.v1.ZoneResource.RecordResource;
import io.libnetwork.wire.v1.ZoneSummaryResource;
import java.util.Map;
import java.util.TreeMap;

/// Networks, and what they keep, as answers have them.
final class NetworkResources {

  private NetworkResources() {}

  static NetworkResource of(Network network) {
    return new NetworkResource(
        network.id().value(),
        network.name(),
        network.driver(),
        network.created().toString(),
        network.families().contains(IpFamily.V4),
        network.families().contains(IpFamily.V6),
        network.ipamDriver(),
        network.pools().stream().map(NetworkResources::of).toList(),
        network.internal(),
        network.named(),
        network.configOnly(),
        network.configFrom().orElse(null),
        LabelTexts.of(network.labels()),
        LeaseTexts.of(network.leases()),
        LeaseTexts.text(network.expires()),
        network.endpoints().size(),
        network.services().size(),
        network.zones().size(),
        network.reservations().size());
  }

  private static PoolResource of(NetworkPool pool) {
    Map<String, String> auxiliary = new TreeMap<>();
    pool.auxiliary().forEach((name, address) -> auxiliary.put(name, text(address)));
    return new PoolResource(
        pool.prefix().toString(),
        pool.gateway().map(InterfaceAddress::toString).orElse(null),
        auxiliary);
  }

  private static String text(IpAddress address) {
    return address.toString();
  }

  static ReservationResource of(Reservation reservation) {
    return new ReservationResource(
        reservation.name(),
        EndpointResources.reference(reservation.network()),
        EndpointResources.addresses(reservation.addresses()),
        reservation.macAddress().map(MacAddress::toString).orElse(null),
        EndpointResources.bindings(reservation.ports()),
        reservation.endpoint().map((Endpoint it) -> EndpointResources.reference(it)).orElse(null));
  }

  static ZoneSummaryResource summary(Zone zone) {
    return new ZoneSummaryResource(zone.origin().toString(), zone.records().size());
  }

  static ZoneResource of(Zone zone) {
    return new ZoneResource(
        zone.origin().toString(),
        zone.records().stream()
            .map(record ->
                new RecordResource(
                    record.owner().toString(),
                    record.ttl().seconds(),
                    record.data().type().toString(),
                    record.data().toString()))
            .toList());
  }
}
