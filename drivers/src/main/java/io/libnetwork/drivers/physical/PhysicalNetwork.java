package io.libnetwork.drivers.physical;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkId;
import io.libnetwork.drivers.uplink.UplinkClaims;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;

/// Links of the host that endpoints get, one each. Of itself it has nothing in the kernel.
final class PhysicalNetwork implements DriverNetwork {

  private final NetworkSpec spec;
  private final PhysicalOptions options;
  private final LinkMoves moves;
  private final UplinkClaims claims;
  private final Consumer<NetworkId> deleted;

  /// Those that endpoints have; changed under the network's lock.
  private final Set<InterfaceName> taken = new ConcurrentSkipListSet<>();

  /// @param deleted is told when it is deleted
  PhysicalNetwork(
      NetworkSpec spec,
      PhysicalOptions options,
      LinkMoves moves,
      UplinkClaims claims,
      Consumer<NetworkId> deleted) {
    this.spec = spec;
    this.options = options;
    this.moves = moves;
    this.claims = claims;
    this.deleted = deleted;
  }

  PhysicalNetwork rehearsed(LinkMoves noted, UplinkClaims copied) {
    PhysicalNetwork copy = new PhysicalNetwork(spec, options, noted, copied, _ -> {});
    copy.taken.addAll(taken);
    return copy;
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec asked) {
    requireSense(asked);
    return new PhysicalEndpoint(this, asked);
  }

  private void requireSense(EndpointSpec asked) {
    wanted(asked)
        .filter(link -> !options.links().contains(link))
        .ifPresent(link -> {
          throw invalid(
              asked, "link %s is none of the network's: %s".formatted(link, options.links()));
        });
    if (!asked.ports().isEmpty()) {
      throw invalid(
          asked,
          "port %s cannot be published: its container has the link itself; connect to its address, or join a bridge network too and publish there"
              .formatted(asked.ports().getFirst()));
    }
    asked
        .hostInterface()
        .ifPresent(name -> {
          throw invalid(asked, "there is no interface at the host's end to be named " + name);
        });
  }

  private NetworkException.InvalidParameter invalid(EndpointSpec asked, String why) {
    return new NetworkException.InvalidParameter(
        "endpoint %s of network %s: %s".formatted(asked.name(), spec.name(), why));
  }

  private Optional<InterfaceName> wanted(EndpointSpec asked) {
    return asked.options().map(given -> own(asked, given).link());
  }

  private PhysicalEndpointOptions own(EndpointSpec asked, EndpointDriverOptions given) {
    return switch (given) {
      case PhysicalEndpointOptions own -> own;
      case Object others ->
          throw invalid(
              asked,
              "the physical driver takes PhysicalEndpointOptions, not "
                  + others.getClass().getSimpleName());
    };
  }

  /// A link for an endpoint: the one it asked for, or the first that is free.
  ///
  /// @throws NetworkException.Conflict when another endpoint has it
  /// @throws NetworkException.Unavailable when all are taken
  InterfaceName claim(EndpointSpec asked) {
    Optional<InterfaceName> wanted = wanted(asked);
    List<InterfaceName> candidates = wanted.map(List::of).orElse(options.links());
    for (InterfaceName link : candidates) {
      if (taken.add(link)) {
        return link;
      }
    }
    if (wanted.isPresent()) {
      throw new NetworkException.Conflict(
          "endpoint %s of network %s: another endpoint has link %s"
              .formatted(asked.name(), spec.name(), wanted.get()));
    }
    throw new NetworkException.Unavailable(
        "endpoint %s of network %s: no link is left of %s"
            .formatted(asked.name(), spec.name(), options.links()));
  }

  void claimAgain(InterfaceName link) {
    taken.add(link);
  }

  void giveBack(InterfaceName link) {
    taken.remove(link);
  }

  @Override
  public Removal delete() {
    claims.giveBackWhole(spec.id());
    deleted.accept(spec.id());
    return Removal.done();
  }

  NetworkSpec spec() {
    return spec;
  }

  LinkMoves moves() {
    return moves;
  }
}
