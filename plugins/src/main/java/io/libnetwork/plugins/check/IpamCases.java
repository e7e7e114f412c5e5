package io.libnetwork.plugins.check;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.plugins.client.IpamPlugin;
import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What is expected of an IPAM driver, in the order of a pool's life.
final class IpamCases {

  /// Of the networks for documentation, RFC 5737.
  private static final IpPrefix POOL = IpPrefix.parse("203.0.113.0/24");

  private static final IpAddress CHOSEN = IpAddress.parse("203.0.113.77");

  private final IpamPlugin plugin;
  private final BiConsumer<String, Runnable> check;
  private final List<IpAddress> given = new ArrayList<>();

  /// By what the plugin calls the pool; empty while it has not given one.
  private Optional<String> pool = Optional.empty();

  /// @param check carries a case out
  IpamCases(IpamPlugin plugin, BiConsumer<String, Runnable> check) {
    this.plugin = plugin;
    this.check = check;
  }

  void run() {
    check.accept("says what it needs, or does not know the call", plugin::capabilities);
    check.accept("names its address spaces", plugin::addressSpaces);
    check.accept("gives a pool of its choice", this::any);
    check.accept("gives the pool that is asked for", this::exactly);
    if (pool.isPresent()) {
      addresses();
      check.accept("takes a pool back", this::release);
      check.accept("gives it again", this::again);
    }
  }

  private void addresses() {
    check.accept("gives the network an address of its pool", () -> request(gateway()));
    check.accept("gives an address of its pool", () -> request(Map.of()));
    check.accept("gives another one to the next", () -> request(Map.of()));
    check.accept("gives the address that is asked for", this::chosen);
    check.accept("gives no address twice", this::twice);
    check.accept("takes an address back, and gives it again", this::backAndAgain);
    check.accept("takes all addresses back", this::releaseAll);
  }

  private RequestPoolAnswer ask(Optional<IpPrefix> asked) {
    AddressSpacesAnswer spaces = plugin.addressSpaces();
    return plugin.requestPool(
        new RequestPoolCall(spaces.local(), asked, Optional.empty(), Map.of(), false));
  }

  private void any() {
    RequestPoolAnswer answer = ask(Optional.empty());
    plugin.releasePool(new ReleasePoolCall(answer.poolId()));
    Expectation.require(
        answer.pool().network().family().bits() == 32, "it gave " + answer.pool() + " for IPv4");
  }

  private void exactly() {
    RequestPoolAnswer answer = ask(Optional.of(POOL));
    pool = Optional.of(answer.poolId());
    Expectation.require(
        answer.pool().equals(POOL), "it gave %s for %s".formatted(answer.pool(), POOL));
  }

  private static Map<String, String> gateway() {
    return Map.of(OptionKeys.REQUEST_ADDRESS_TYPE, OptionKeys.GATEWAY);
  }

  private RequestAddressCall call(Optional<IpAddress> address, Map<String, String> options) {
    return new RequestAddressCall(pool.orElseThrow(), address, options);
  }

  private void request(Map<String, String> options) {
    take(plugin.requestAddress(call(Optional.empty(), options)).address());
  }

  private void take(Optional<InterfaceAddress> answered) {
    IpAddress address = answered.orElseThrow(() -> new Expectation.Unmet("it gave none")).address();
    Expectation.require(POOL.contains(address), "it gave %s of %s".formatted(address, POOL));
    Expectation.require(!given.contains(address), "it gave %s before".formatted(address));
    given.add(address);
  }

  private void chosen() {
    take(plugin.requestAddress(call(Optional.of(CHOSEN), Map.of())).address());
    Expectation.require(given.getLast().equals(CHOSEN), "it gave " + given.getLast());
  }

  private void twice() {
    Expectation.requireRefusal(
        () -> plugin.requestAddress(call(Optional.of(CHOSEN), Map.of())),
        "it gave %s a second time".formatted(CHOSEN));
  }

  private void backAndAgain() {
    release(CHOSEN);
    given.remove(CHOSEN);
    chosen();
  }

  private void release(IpAddress address) {
    plugin.releaseAddress(new ReleaseAddressCall(pool.orElseThrow(), address));
  }

  private void releaseAll() {
    given.forEach(this::release);
  }

  private void release() {
    plugin.releasePool(new ReleasePoolCall(pool.orElseThrow()));
  }

  private void again() {
    exactly();
    release();
  }
}
