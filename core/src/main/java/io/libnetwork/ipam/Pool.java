package io.libnetwork.ipam;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolStatus;
import java.util.Map;
import java.util.Optional;

/// What a network holds of the [DefaultIpam]: its share of a subnet.
final class Pool implements AddressPool {

  private final PoolTable table;
  private final Subnet subnet;
  private final Share share;

  Pool(PoolTable table, Subnet subnet, Share share) {
    this.table = table;
    this.subnet = subnet;
    this.share = share;
  }

  /// What it has of the subnet.
  Share share() {
    return share;
  }

  @Override
  public PoolId id() {
    return share.id();
  }

  @Override
  public InterfaceAddress requestAddress(AddressRequest request) {
    return subnet.request(share, request);
  }

  @Override
  public void releaseAddress(IpAddress address) {
    subnet.release(share, address);
  }

  @Override
  public void release() {
    table.release(subnet, share);
  }

  @Override
  public Optional<Map<IpAddress, AddressHolder>> held() {
    return Optional.of(subnet.held(share));
  }

  @Override
  public Optional<PoolStatus> status() {
    return Optional.of(subnet.status(share));
  }

  /// The pool's id.
  @Override
  public String toString() {
    return share.id().toString();
  }
}
