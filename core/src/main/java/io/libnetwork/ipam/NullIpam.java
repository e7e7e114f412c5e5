package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.IpamRehearsal;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.util.Optional;

/// The IPAM driver of networks whose containers get their addresses elsewhere, from DHCP or not at
/// all. Its one pool of each family is every address, any number of networks hold it, and nothing
/// is given out of it.
public final class NullIpam implements IpamDriver {

  /// The driver's name.
  public static final String NAME = "null";

  /// Its one address space.
  public static final AddressSpace SPACE = new AddressSpace("null");

  /// A driver; every one is like every other.
  public NullIpam() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public AddressSpaces addressSpaces() {
    return new AddressSpaces(SPACE, SPACE);
  }

  /// It keeps nothing, so it is its own double.
  @Override
  public Optional<IpamRehearsal> rehearsal() {
    return Optional.of(
        new IpamRehearsal() {
          @Override
          public IpamDriver driver() {
            return NullIpam.this;
          }

          @Override
          public AddressPool pool(AddressPool live) {
            return live;
          }
        });
  }

  @Override
  public boolean addressed() {
    return false;
  }

  @Override
  public boolean requiresReplay() {
    return false;
  }

  /// Answers the pool of the family asked for.
  ///
  /// @throws NetworkException.InvalidParameter if a pool, sub-pool, option or space of the caller's
  ///   choice is asked for
  @Override
  public AddressPool requestPool(PoolRequest request) {
    if (!(request.choice() instanceof PoolChoice.Any)) {
      throw refused("a pool of the caller's choice", request);
    }
    return pool(request);
  }

  @Override
  public AddressPool restorePool(PoolRequest request, String token) {
    if (request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix)
        && !prefix.equals(everything(request.family()))) {
      throw refused("pool " + prefix, request);
    }
    return pool(request);
  }

  private static AddressPool pool(PoolRequest request) {
    if (!request.space().equals(SPACE)) {
      throw refused("address space " + request.space(), request);
    }
    if (request.subPool().isPresent()) {
      throw refused("sub-pool " + request.subPool().get(), request);
    }
    if (!request.options().isEmpty()) {
      throw refused("options " + request.options().keySet(), request);
    }
    return new NoAddresses(PoolId.of(SPACE, everything(request.family())));
  }

  private static IpPrefix everything(IpFamily family) {
    return switch (family) {
      case V4 -> new IpPrefix(Ipv4Address.UNSPECIFIED, 0);
      case V6 -> new IpPrefix(Ipv6Address.UNSPECIFIED, 0);
    };
  }

  private static NetworkException refused(String what, PoolRequest request) {
    return new NetworkException.InvalidParameter(
        "the IPAM driver %s has no %s for %s: it gives out no addresses"
            .formatted(NAME, what, request.holder()));
  }

  private record NoAddresses(PoolId id) implements AddressPool {

    @Override
    public InterfaceAddress requestAddress(AddressRequest request) {
      throw new NetworkException.NotImplemented(
          "the IPAM driver %s gives out no addresses, nor one to %s"
              .formatted(NAME, request.holder()));
    }

    @Override
    public void releaseAddress(IpAddress address) {
      // None was given out, so none is held: not an error, as everywhere.
    }

    @Override
    public void release() {
      // Any number of networks hold it: there is nothing to count.
    }
  }
}
