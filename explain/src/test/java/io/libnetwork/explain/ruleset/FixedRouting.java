package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import java.util.Optional;
import java.util.Set;

/// A host that has some addresses, reaches everybody by `up0`, and leaves by it as `192.0.2.1`.
record FixedRouting(Set<IpAddress> local) implements Routing {

  static final FixedRouting HOST = new FixedRouting(Set.of(IpAddress.parse("192.0.2.1")));

  @Override
  public String type(IpAddress address) {
    return local.contains(address) ? "local" : "unicast";
  }

  @Override
  public Optional<String> linkTo(IpAddress address, long mark) {
    return Optional.of(local.contains(address) ? "lo" : mark == 0 ? "up0" : "vpn0");
  }

  @Override
  public Optional<IpAddress> sourceTo(IpAddress destination, String link) {
    return local.stream().findFirst();
  }

  @Override
  public Optional<IpAddress> addressOf(String link, IpFamily family) {
    return local.stream().filter(address -> address.family() == family).findFirst();
  }
}
