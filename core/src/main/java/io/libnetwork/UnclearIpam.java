package io.libnetwork;

import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.IpamRehearsal;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;

/// Stands for an IPAM driver that has no double: what is asked for by name is taken for granted,
/// and what the driver would choose cannot be told, so an operation that leaves it the choice is
/// not planned.
final class UnclearIpam implements IpamRehearsal, IpamDriver {

  private final IpamDriver ipam;
  private final Notes notes;

  UnclearIpam(IpamDriver ipam, Notes notes) {
    this.ipam = ipam;
    this.notes = notes;
  }

  @Override
  public IpamDriver driver() {
    return this;
  }

  @Override
  public AddressPool pool(AddressPool live) {
    return new UnclearPool(live.id());
  }

  @Override
  public String name() {
    return ipam.name();
  }

  @Override
  public AddressSpaces addressSpaces() {
    return ipam.addressSpaces();
  }

  @Override
  public boolean addressed() {
    return ipam.addressed();
  }

  @Override
  public boolean requiresMacAddress() {
    return ipam.requiresMacAddress();
  }

  @Override
  public AddressPool requestPool(PoolRequest request) {
    if (request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix)) {
      unclear("pool " + prefix);
      return new UnclearPool(new PoolId(request.space(), prefix, request.subPool()));
    }
    throw chosen("a pool", request.holder());
  }

  private void unclear(String what) {
    notes.note(
        PlannedStep.change(
            Kind.UNCLEAR,
            Difference.Whose.NOBODY,
            "whether IPAM driver " + ipam.name() + " gives " + what,
            "it tells nobody beforehand"));
  }

  private NetworkException chosen(String what, Object holder) {
    return new NetworkException.NotImplemented(
        "cannot plan: which %s IPAM driver %s would give %s it does not tell beforehand; name one"
            .formatted(what.substring(2), ipam.name(), holder));
  }

  /// A pool of the driver's.
  private final class UnclearPool implements AddressPool {

    private final PoolId id;

    UnclearPool(PoolId id) {
      this.id = id;
    }

    @Override
    public PoolId id() {
      return id;
    }

    @Override
    public InterfaceAddress requestAddress(AddressRequest request) {
      if (request.choice() instanceof AddressChoice.Exactly(IpAddress address)) {
        unclear("address " + address);
        return new InterfaceAddress(address, prefix().length());
      }
      throw chosen("an address", request.holder());
    }

    @Override
    public void releaseAddress(IpAddress address) {}

    @Override
    public void release() {}
  }
}
