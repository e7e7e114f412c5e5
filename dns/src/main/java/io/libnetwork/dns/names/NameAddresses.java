package io.libnetwork.dns.names;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The addresses of one name, and whose each is, so that two who have a name in common can go one
/// after the other.
///
/// @param owners by address, in the order in which they came
record NameAddresses(Map<IpAddress, Set<String>> owners, List<IpAddress> v4, List<IpAddress> v6) {

  static final NameAddresses NONE = of(Map.of());

  private static NameAddresses of(Map<IpAddress, Set<String>> owners) {
    return new NameAddresses(
        owners, addresses(owners, IpFamily.V4), addresses(owners, IpFamily.V6));
  }

  private static List<IpAddress> addresses(Map<IpAddress, Set<String>> owners, IpFamily family) {
    return owners.keySet().stream().filter(address -> address.family() == family).toList();
  }

  boolean isEmpty() {
    return owners.isEmpty();
  }

  List<IpAddress> of(IpFamily family) {
    return family == IpFamily.V4 ? v4 : v6;
  }

  NameAddresses with(String owner, List<IpAddress> addresses) {
    Map<IpAddress, Set<String>> more = new LinkedHashMap<>(owners);
    for (IpAddress address : addresses) {
      more.merge(address, Set.of(owner), NameAddresses::union);
    }
    return of(more);
  }

  NameAddresses without(String owner) {
    Map<IpAddress, Set<String>> fewer = new LinkedHashMap<>();
    owners.forEach((address, whose) -> {
      if (!whose.equals(Set.of(owner))) {
        fewer.put(address, rest(whose, owner));
      }
    });
    return of(fewer);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    return Stream.concat(some.stream(), more.stream())
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }

  private static Set<String> rest(Set<String> whose, String owner) {
    return whose.stream()
        .filter(other -> !other.equals(owner))
        .collect(java.util.stream.Collectors.toUnmodifiableSet());
  }
}
