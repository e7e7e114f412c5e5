package io.libnetwork.plugins.client;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An IPAM driver that is a plugin: it hands out addresses by asking another process.
///
/// As [RemoteNetworkDriver], it is there whether the plugin is or not. Pools of before a restart
/// are told to it again where it says that it forgets, as soon as it is there.
public final class RemoteIpamDriver implements IpamDriver {

  /// The plugin's own spaces, whatever it calls them: it is not asked before it is needed.
  private static final AddressSpaces SPACES =
      new AddressSpaces(new AddressSpace("PluginLocal"), new AddressSpace("PluginGlobal"));

  private final IpamPlugin plugin;
  private final OwedCalls owed;
  private final PluginSettings settings;

  /// Once it has said so.
  private volatile @Nullable Boolean macNeeded;

  /// @param owed is closed by whoever made it
  RemoteIpamDriver(IpamPlugin plugin, OwedCalls owed, PluginSettings settings) {
    this.plugin = plugin;
    this.owed = owed;
    this.settings = settings;
  }

  @Override
  public String name() {
    return plugin.name();
  }

  @Override
  public AddressSpaces addressSpaces() {
    return SPACES;
  }

  @Override
  public boolean requiresMacAddress() {
    Boolean known = macNeeded;
    if (known == null) {
      known = RemoteHost.asking(() -> plugin.capabilities().requiresMacAddress());
      macNeeded = known;
    }
    return known;
  }

  @Override
  public AddressPool requestPool(PoolRequest request) {
    return RemoteHost.asking(() -> {
      boolean _ = owed.settled(settings.patience());
      RequestPoolCall call = call(request, space(request.space()));
      RequestPoolAnswer answer = ask(call, request.holder());
      try {
        return pool(request, call, answer);
      } catch (RuntimeException wrong) {
        oweRelease(answer.poolId(), request.holder());
        throw wrong;
      }
    });
  }

  private RequestPoolAnswer ask(RequestPoolCall call, String holder) {
    RequestPoolAnswer answer = plugin.requestPool(call);
    if (answer.poolId().isBlank()) {
      throw new PluginException.Broken(
          "plugin %s gave %s a pool without a name".formatted(name(), holder));
    }
    return answer;
  }

  private RemotePool pool(PoolRequest request, RequestPoolCall call, RequestPoolAnswer answer) {
    requireAsked(request, answer.pool());
    return new RemotePool(
        new PoolIdentity(answer.poolId(), call, request.space(), answer.pool(), gateway(answer)),
        plugin,
        owed,
        settings.deadline(),
        false);
  }

  private void oweRelease(String poolId, String holder) {
    owed.owe(
        "to release the pool of " + holder, () -> plugin.releasePool(new ReleasePoolCall(poolId)));
  }

  private String space(AddressSpace asked) {
    if (!asked.equals(SPACES.local()) && !asked.equals(SPACES.global())) {
      return asked.name();
    }
    AddressSpacesAnswer own = plugin.addressSpaces();
    return asked.equals(SPACES.local()) ? own.local() : own.global();
  }

  private static RequestPoolCall call(PoolRequest request, String space) {
    Optional<IpPrefix> pool =
        switch (request.choice()) {
          case PoolChoice.Exactly(IpPrefix prefix) -> Optional.of(prefix);
          case PoolChoice.Any() -> Optional.empty();
          case PoolChoice.AnyOfLength(int length) ->
              throw new NetworkException.InvalidParameter(
                  "%s cannot have any pool of length %d: a plugin is asked for a pool or for any at all"
                      .formatted(request.holder(), length));
        };
    return new RequestPoolCall(
        space, pool, request.subPool(), request.options(), request.family() == IpFamily.V6);
  }

  private void requireAsked(PoolRequest request, IpPrefix given) {
    boolean other =
        request.choice() instanceof PoolChoice.Exactly(IpPrefix asked) && !asked.equals(given);
    if (other || given.family() != request.family()) {
      throw new PluginException.Broken(
          "plugin %s gave %s the pool %s; expected %s"
              .formatted(
                  name(),
                  request.holder(),
                  given,
                  request.choice() instanceof PoolChoice.Exactly(IpPrefix asked)
                      ? asked
                      : "one of " + request.family()));
    }
  }

  /// The network's own address, where the plugin chose one along with the pool.
  private Optional<InterfaceAddress> gateway(RequestPoolAnswer answer) {
    String text = answer.data().getOrDefault(OptionKeys.GATEWAY, "");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      InterfaceAddress gateway = InterfaceAddress.parse(text);
      if (answer.pool().contains(gateway.address())) {
        return Optional.of(gateway);
      }
    } catch (IllegalArgumentException malformed) {
      throw new PluginException.Broken(
          "plugin %s gave a pool's gateway: %s".formatted(name(), malformed.getMessage()),
          malformed);
    }
    throw new PluginException.Broken(
        "plugin %s gave the pool %s the gateway %s, which is not in it"
            .formatted(name(), answer.pool(), text));
  }

  /// Without asking: what was given is known.
  @Override
  public AddressPool restorePool(PoolRequest request, String token) {
    PoolIdentity identity = PoolIdentity.parse(token, request);
    RemotePool pool = new RemotePool(identity, plugin, owed, settings.deadline(), true);
    owed.owe("what " + request.holder() + " has had before", pool::confirm);
    return pool;
  }
}
