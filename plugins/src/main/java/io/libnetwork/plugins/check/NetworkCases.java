package io.libnetwork.plugins.check;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.plugins.client.NetworkPlugin;
import io.libnetwork.plugins.client.PluginException;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.DiscoveryCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.OptionKeys;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.plugins.protocol.PluginPool;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What is expected of a network driver, in the order of an endpoint's life.
///
/// @param network the id of the network that is made
/// @param endpoint the id of the endpoint that is made
/// @param check carries a case out
record NetworkCases(
    NetworkPlugin plugin, String network, String endpoint, BiConsumer<String, Runnable> check) {

  /// Of the networks for documentation, RFC 5737.
  private static final InterfaceAddress GATEWAY = InterfaceAddress.parse("198.51.100.1/24");

  private static final InterfaceAddress OTHER_GATEWAY = InterfaceAddress.parse("192.0.2.1/24");

  private static final PluginInterface LINK =
      new PluginInterface(
          Optional.of(InterfaceAddress.parse("198.51.100.7/24")),
          Optional.empty(),
          Optional.of(MacAddress.parse("02:42:c6:33:64:07")));

  private static final String OWN_NAMESPACE = "/proc/self/ns/net";

  void run() {
    check.accept("says whether its networks are local or global", plugin::capabilities);
    check.accept("refuses an endpoint of a network that is not there", this::requireKnownNetwork);
    check.accept("makes a network, and passes over options it does not know", this::create);
    check.accept("refuses another network of the same id", this::requireNew);
    check.accept("makes an endpoint, and keeps the values it is given", this::createEndpoint);
    check.accept("tells of an endpoint", () -> plugin.operInfo(call()));
    check.accept("names a link for a join", this::join);
    check.accept("publishes, or says that it does not know the call", this::publish);
    check.accept("lets an endpoint leave", () -> plugin.leave(call()));
    check.accept("joins and leaves again", this::joinAgain);
    check.accept("deletes an endpoint", () -> plugin.deleteEndpoint(call()));
    check.accept("answers when it is to delete what is gone", this::deleteAgain);
    check.accept("deletes a network", () -> plugin.deleteNetwork(new NetworkCall(network)));
    check.accept("makes the same network again", this::makeAgain);
    check.accept("takes word of nodes, or does not know the call", this::discover);
  }

  private EndpointCall call() {
    return new EndpointCall(network, endpoint);
  }

  private void requireKnownNetwork() {
    Expectation.requireRefusal(this::createEndpoint, "it made one");
  }

  private void create() {
    create(GATEWAY);
  }

  private void create(InterfaceAddress gateway) {
    JsonObject options =
        JsonObject.EMPTY
            .with(OptionKeys.ENABLE_IPV6, JsonValue.Truth.FALSE)
            .with(OptionKeys.GENERIC, JsonObject.EMPTY)
            .with("io.libnetwork.plugins.check", "nobody knows this");
    PluginPool pool =
        new PluginPool("", Optional.of(gateway.prefix()), Optional.of(gateway), Map.of());
    plugin.createNetwork(new CreateNetworkCall(network, options, List.of(pool), List.of()));
  }

  /// The same network may be asked for twice: who asks may not have heard the first answer.
  private void requireNew() {
    Expectation.requireRefusal(() -> create(OTHER_GATEWAY), "it made another one");
  }

  private void createEndpoint() {
    PluginInterface answered =
        plugin
            .createEndpoint(new CreateEndpointCall(network, endpoint, LINK, JsonObject.EMPTY))
            .link();
    Expectation.require(
        kept(LINK.address(), answered.address()) && kept(LINK.macAddress(), answered.macAddress()),
        "it was given %s and answered %s".formatted(LINK.toJson(), answered.toJson()));
  }

  private static boolean kept(Optional<?> given, Optional<?> answered) {
    return answered.isEmpty() || answered.equals(given);
  }

  private void join() {
    JoinAnswer answer =
        plugin.join(new JoinCall(network, endpoint, OWN_NAMESPACE, JsonObject.EMPTY));
    Expectation.require(
        answer.link().isPresent(), "its answer has no InterfaceName: " + answer.toJson());
  }

  private void joinAgain() {
    join();
    plugin.leave(call());
  }

  private void publish() {
    try {
      plugin.programExternalConnectivity(
          new ProgramConnectivityCall(network, endpoint, JsonObject.EMPTY));
      plugin.revokeExternalConnectivity(call());
    } catch (PluginException.Unknown tolerated) {
      Expectation.require(tolerated.getMessage() != null, "nothing is known of the refusal");
    }
  }

  private void deleteAgain() {
    try {
      plugin.deleteEndpoint(call());
    } catch (PluginException.Refused tolerated) {
      Expectation.require(tolerated.getMessage() != null, "a refusal says why");
    }
  }

  private void makeAgain() {
    create();
    plugin.deleteNetwork(new NetworkCall(network));
  }

  private void discover() {
    DiscoveryCall node = new DiscoveryCall("192.0.2.1", "192.0.2.1", true);
    try {
      plugin.discoverNew(node);
      plugin.discoverDelete(node);
    } catch (PluginException.Unknown tolerated) {
      Expectation.require(tolerated.getMessage() != null, "nothing is known of the refusal");
    }
  }
}
