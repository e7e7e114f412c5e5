package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A pool of a plugin, and the addresses we have from it.
///
/// Addresses are given back behind the caller's back, because that is asked where nobody may wait;
/// who then wants one waits until the plugin knows.
final class RemotePool implements AddressPool {

  private static final Logger LOG = LoggerFactory.getLogger(RemotePool.class);

  private final IpamPlugin plugin;
  private final OwedCalls owed;
  private final Duration patience;
  private final Map<IpAddress, AddressHolder> held = new ConcurrentHashMap<>();
  private final ReentrantLock confirming = new ReentrantLock();
  private final AtomicBoolean released = new AtomicBoolean();

  private volatile PoolIdentity identity;

  /// Whether the plugin has not been told yet, after a restart, what we have.
  private volatile boolean unconfirmed;

  /// @param patience how long is waited for what the plugin is still to be told
  /// @param restored it was given to a former process
  RemotePool(
      PoolIdentity identity,
      IpamPlugin plugin,
      OwedCalls owed,
      Duration patience,
      boolean restored) {
    this.identity = identity;
    this.plugin = plugin;
    this.owed = owed;
    this.patience = patience;
    this.unconfirmed = restored;
  }

  @Override
  public PoolId id() {
    return identity.id();
  }

  @Override
  public String token() {
    return identity.token();
  }

  @Override
  public Optional<InterfaceAddress> gateway() {
    return identity.gateway();
  }

  @Override
  public InterfaceAddress requestAddress(AddressRequest request) {
    if (released.get()) {
      throw new NetworkException.NotFound("pool %s has been released".formatted(id()));
    }
    return RemoteHost.asking(() -> {
      boolean _ = owed.settled(patience);
      confirm();
      RequestAddressCall call = call(request.choice(), request.holder());
      InterfaceAddress given = checked(request, plugin.requestAddress(call));
      held.put(given.address(), request.holder());
      return given;
    });
  }

  private RequestAddressCall call(AddressChoice choice, AddressHolder holder) {
    Map<String, String> options = new TreeMap<>();
    switch (holder) {
      case AddressHolder.Gateway _ ->
          options.put(OptionKeys.REQUEST_ADDRESS_TYPE, OptionKeys.GATEWAY);
      case AddressHolder.Endpoint endpoint ->
          endpoint.mac().ifPresent(mac -> options.put(OptionKeys.MAC_ADDRESS, mac.toString()));
      case AddressHolder.Reserved reserved ->
          reserved.mac().ifPresent(mac -> options.put(OptionKeys.MAC_ADDRESS, mac.toString()));
      case AddressHolder.Auxiliary _, AddressHolder.Service _ -> {} // nothing to say of these
    }
    Optional<IpAddress> chosen =
        switch (choice) {
          case AddressChoice.Exactly(IpAddress address) -> Optional.of(address);
          case AddressChoice.Any() -> Optional.empty();
          case AddressChoice.Next() -> {
            options.put(OptionKeys.SERIAL, "true");
            yield Optional.empty();
          }
        };
    return new RequestAddressCall(identity.poolId(), chosen, options);
  }

  /// What was given wrongly is given back, unless somebody else of ours has it.
  private InterfaceAddress checked(AddressRequest request, RequestAddressAnswer answer) {
    InterfaceAddress given =
        answer.address().orElseThrow(() -> wrong(request, "no address", "expected one"));
    IpAddress address = given.address();
    if (held.containsKey(address)) {
      throw wrong(request, "address " + address, held.get(address) + " has it");
    }
    boolean other =
        request.choice() instanceof AddressChoice.Exactly(IpAddress asked)
            && !asked.equals(address);
    if (other || !prefix().contains(address)) {
      oweRelease(address);
      throw wrong(
          request,
          "address " + address,
          other ? "another was asked for" : "it is not in pool " + prefix());
    }
    return new InterfaceAddress(address, prefix().length());
  }

  private PluginException wrong(AddressRequest request, String what, String why) {
    return new PluginException.Broken(
        "plugin %s gave %s %s: %s".formatted(plugin.name(), request.holder(), what, why));
  }

  @Override
  public void restoreAddress(IpAddress address, AddressHolder holder) {
    held.put(address, holder);
  }

  /// Tells the plugin, where it says that it forgets, what we have had since before a restart.
  void confirm() {
    if (!unconfirmed) {
      return;
    }
    confirming.lock();
    try {
      confirmLocked();
    } finally {
      confirming.unlock();
    }
  }

  private void confirmLocked() {
    if (unconfirmed && !released.get()) {
      if (plugin.capabilities().requiresRequestReplay()) {
        identity = identity.called(plugin.requestPool(identity.again()).poolId());
        held.forEach(this::confirm);
      }
      unconfirmed = false;
    }
  }

  private void confirm(IpAddress address, AddressHolder holder) {
    try {
      RequestAddressAnswer _ =
          plugin.requestAddress(call(new AddressChoice.Exactly(address), holder));
    } catch (PluginException.Refused refused) {
      LOG.error(
          "address {} of {} may be given to others: {}", address, holder, refused.getMessage());
    }
  }

  @Override
  public void releaseAddress(IpAddress address) {
    if (!prefix().contains(address)) {
      throw new NetworkException.InvalidParameter(
          "address %s is not in pool %s".formatted(address, prefix()));
    }
    if (held.remove(address) != null && !released.get()) {
      oweRelease(address);
    }
  }

  private void oweRelease(IpAddress address) {
    owed.owe(
        "that address " + address + " is free",
        () -> plugin.releaseAddress(new ReleaseAddressCall(identity.poolId(), address)));
  }

  /// With every address, so that also those are free that the plugin knows one by one.
  @Override
  public void release() {
    if (released.compareAndSet(false, true)) {
      held.keySet().forEach(this::oweRelease);
      held.clear();
      owed.owe(
          "that pool " + prefix() + " is free",
          () -> plugin.releasePool(new ReleasePoolCall(identity.poolId())));
    }
  }

  @Override
  public Optional<Map<IpAddress, AddressHolder>> held() {
    return Optional.of(Map.copyOf(held));
  }
}
