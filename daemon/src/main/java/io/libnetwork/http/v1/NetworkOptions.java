package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.wire.v1.NetworkRequest;
import io.libnetwork.wire.v1.PoolRequest;
import io.libnetwork.wire.v1.ZoneText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a network is asked to be.
final class NetworkOptions {

  private static final String USUAL_IPAM = "default";

  private NetworkOptions() {}

  static NetworkOption[] of(NetworkRequest request) {
    List<NetworkOption> options = new ArrayList<>();
    Optional.ofNullable(request.id())
        .map(NetworkId::new)
        .map(NetworkOption.Id::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.ipv4()).map(NetworkOption.Ipv4::new).ifPresent(options::add);
    Optional.ofNullable(request.ipv6()).map(NetworkOption.Ipv6::new).ifPresent(options::add);
    Values.list(request.pools()).forEach(pool -> options.add(pool(pool)));
    ipam(request).ifPresent(options::add);
    flags(request, options);
    Optional.ofNullable(request.configFrom())
        .map(NetworkOption.ConfigFrom::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.options())
        .map(NetworkOption.DriverLabels::new)
        .ifPresent(options::add);
    Optional.ofNullable(request.labels())
        .map(LabelTexts::theirs)
        .map(NetworkOption.Labels::new)
        .ifPresent(options::add);
    Values.list(request.zones()).forEach(zone -> options.add(zone(zone)));
    Values.list(request.leases())
        .forEach(lease -> options.add(new NetworkOption.Leased(LeaseTexts.lease(lease))));
    return options.toArray(NetworkOption[]::new);
  }

  private static void flags(NetworkRequest request, List<NetworkOption> options) {
    if (Boolean.TRUE.equals(request.internal())) {
      options.add(new NetworkOption.Internal());
    }
    if (Boolean.FALSE.equals(request.named())) {
      options.add(new NetworkOption.WithoutNames());
    }
    if (Boolean.TRUE.equals(request.configOnly())) {
      options.add(new NetworkOption.ConfigOnly());
    }
    if (Boolean.TRUE.equals(request.ephemeral())) {
      options.add(new NetworkOption.Ephemeral());
    }
  }

  private static Optional<NetworkOption> ipam(NetworkRequest request) {
    String driver = request.ipamDriver();
    Map<String, String> options = request.ipamOptions();
    if (driver == null && options == null) {
      return Optional.empty();
    }
    return Optional.of(
        new NetworkOption.Ipam(
            driver == null ? USUAL_IPAM : driver, options == null ? Map.of() : options));
  }

  private static NetworkOption.Pool pool(PoolRequest request) {
    Optional<IpPrefix> prefix = Values.find("prefix of a pool", request.prefix(), IpPrefix::parse);
    Optional<IpFamily> family = Optional.ofNullable(request.family()).map(Values::family);
    Optional<Integer> length = Optional.ofNullable(request.length());
    if (prefix.isPresent() == family.isPresent() || (prefix.isPresent() && length.isPresent())) {
      throw new NetworkException.InvalidParameter(
          "invalid pool, prefix %s, family %s, length %s: expected a prefix, or a family and perhaps a length"
              .formatted(request.prefix(), request.family(), request.length()));
    }
    PoolChoice choice =
        prefix
            .<PoolChoice>map(PoolChoice.Exactly::new)
            .or(() -> length.map(PoolChoice.AnyOfLength::new))
            .orElseGet(PoolChoice.Any::new);
    return new NetworkOption.Pool(
        prefix.map(IpPrefix::family).or(() -> family).orElseThrow(),
        choice,
        Values.find("range of a pool", request.range(), IpPrefix::parse),
        Values.find("gateway of a pool", request.gateway(), IpAddress::parse),
        auxiliary(request.auxiliary() == null ? Map.of() : request.auxiliary()));
  }

  private static Map<String, IpAddress> auxiliary(Map<String, String> texts) {
    Map<String, IpAddress> addresses = new HashMap<>();
    texts.forEach(
        (name, text) -> addresses.put(name, Values.address("auxiliary address " + name, text)));
    return addresses;
  }

  private static NetworkOption zone(ZoneText zone) {
    return NetworkOption.DnsZone.of(
        Values.required("origin", zone.origin()), Values.required("text", zone.text()));
  }
}
