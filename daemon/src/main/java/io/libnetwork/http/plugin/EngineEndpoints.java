package io.libnetwork.http.plugin;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.OperInfoAnswer;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The endpoints that were made for an engine, by its ids, and the sandboxes in which it has them.
///
/// An engine's sandbox has one endpoint here, see [SandboxOption.HandedOver], and so is called by
/// the endpoint's id.
final class EngineEndpoints {

  private static final String PREFIX = "docker-";

  private final Controller controller;
  private final EngineNetworks networks;

  EngineEndpoints(Controller controller, EngineNetworks networks) {
    this.controller = controller;
    this.networks = networks;
  }

  /// Makes an endpoint, and answers what was chosen for it. One that is there with the same
  /// addresses is left as it is.
  ///
  /// @throws NetworkException.Conflict where it has others
  CreateEndpointAnswer create(CreateEndpointCall call) {
    Network network = networks.get(call.networkId());
    requireKnown(call);
    PluginInterface asked = call.link();
    Endpoint endpoint =
        network
            .findEndpoint(call.endpointId())
            .map(present -> requireSame(present, asked))
            .orElseGet(() -> network.createEndpoint(call.endpointId(), options(network, asked)));
    Optional<MacAddress> chosen =
        asked.macAddress().isPresent() ? Optional.empty() : endpoint.macAddress();
    return new CreateEndpointAnswer(
        new PluginInterface(Optional.empty(), Optional.empty(), chosen));
  }

  /// An engine says much of an endpoint that is its own business; what is for us we must know.
  private static void requireKnown(CreateEndpointCall call) {
    for (String key : call.options().members().keySet()) {
      if (key.startsWith("io.libnetwork.")) {
        throw new NetworkException.InvalidParameter(
            "unknown option %s of endpoint %s: an engine's endpoint has none of ours"
                .formatted(key, call.endpointId()));
      }
    }
  }

  private static Endpoint requireSame(Endpoint present, PluginInterface asked) {
    boolean same =
        fits(asked.address(), present.address(IpFamily.V4))
            && fits(asked.addressIpv6(), present.address(IpFamily.V6))
            && (asked.macAddress().isEmpty() || asked.macAddress().equals(present.macAddress()));
    if (!same) {
      throw new NetworkException.Conflict(
          "%s is there and is another one: %s, %s"
              .formatted(present, present.addresses(), present.macAddress().orElse(null)));
    }
    return present;
  }

  private static boolean fits(
      Optional<InterfaceAddress> asked, Optional<InterfaceAddress> present) {
    return asked.map(InterfaceAddress::address).equals(present.map(InterfaceAddress::address));
  }

  private static EndpointOption[] options(Network network, PluginInterface asked) {
    List<EndpointOption> options = new ArrayList<>();
    options.add(new EndpointOption.Labels(EngineNetworks.LABELS));
    asked.address().ifPresent(own -> options.add(new EndpointOption.Address(own.address())));
    asked.addressIpv6().ifPresent(own -> options.add(new EndpointOption.Address(own.address())));
    if (asked.addressIpv6().isEmpty() && network.families().contains(IpFamily.V6)) {
      options.add(new EndpointOption.NoIpv6());
    }
    asked.macAddress().ifPresent(mac -> options.add(new EndpointOption.Mac(mac)));
    return options.toArray(EndpointOption[]::new);
  }

  /// Has the interface made that the engine moves. One that has been made for the same place is
  /// answered again.
  ///
  /// @throws NetworkException.Forbidden where it was made for another place
  JoinAnswer join(JoinCall call) {
    Endpoint endpoint = get(call.networkId(), call.endpointId());
    Path place = place(call.sandboxKey());
    if (endpoint.sandbox().filter(present -> present.key().equals(place.toString())).isEmpty()) {
      String _ =
          endpoint.join(
              container(call.endpointId()),
              new SandboxOption.HandedOver(place),
              new SandboxOption.Labels(EngineNetworks.LABELS));
    }
    return endpoint.handedOver().map(JoinAnswers::of).orElse(JoinAnswers.NO_INTERFACE);
  }

  private static Path place(String key) {
    try {
      return Path.of(key);
    } catch (InvalidPathException malformed) {
      throw new NetworkException.InvalidParameter(
          "malformed Join call: SandboxKey '%s' is no path".formatted(key), malformed);
    }
  }

  private static String container(String endpoint) {
    return PREFIX + endpoint;
  }

  /// Takes the interface away, wherever it is. What is already gone is a success.
  void leave(EndpointCall call) {
    find(call).ifPresent(Endpoint::leave);
    removeSandbox(call.endpointId());
  }

  /// Takes the endpoint away, which leaves first. What is already gone is a success.
  void delete(EndpointCall call) {
    find(call).ifPresent(Endpoint::deleteForced);
    removeSandbox(call.endpointId());
  }

  /// Takes away what is left of a network's endpoints: whoever removes the network has none.
  void deleteAll(String network) {
    networks.find(network).map(Network::endpoints).orElse(List.of()).stream()
        .map(endpoint -> new EndpointCall(network, endpoint.name()))
        .forEach(this::delete);
  }

  private void removeSandbox(String endpoint) {
    controller
        .findSandbox(container(endpoint))
        .filter(sandbox -> sandbox.config().labels().equals(EngineNetworks.LABELS))
        .ifPresent(Sandbox::delete);
  }

  /// Publishes what the engine says, and nothing else any more: the endpoint is its container's way
  /// out from now on.
  void publish(ProgramConnectivityCall call) {
    Endpoint endpoint = get(call.networkId(), call.endpointId());
    List<PublishedPort> wanted = call.portMap().stream().map(EnginePorts::published).toList();
    List<PublishedPort> present = endpoint.published();
    unpublish(endpoint, without(present, wanted));
    List<PublishedPort> further = without(wanted, present);
    if (!further.isEmpty()) {
      var _ = endpoint.publish(further.toArray(PublishedPort[]::new));
    }
  }

  /// Publishes nothing any more.
  void unpublish(EndpointCall call) {
    find(call).ifPresent(endpoint -> unpublish(endpoint, endpoint.published()));
  }

  private static void unpublish(Endpoint endpoint, List<PublishedPort> ended) {
    if (!ended.isEmpty()) {
      endpoint.unpublish(ended.toArray(PublishedPort[]::new));
    }
  }

  private static List<PublishedPort> without(List<PublishedPort> all, List<PublishedPort> others) {
    List<PublishedPort> left = new ArrayList<>(all);
    others.forEach(left::remove);
    return left;
  }

  /// What an endpoint does now.
  OperInfoAnswer tell(EndpointCall call) {
    return new OperInfoAnswer(EnginePorts.told(get(call.networkId(), call.endpointId())));
  }

  private Optional<Endpoint> find(EndpointCall call) {
    return networks.find(call.networkId()).flatMap(it -> it.findEndpoint(call.endpointId()));
  }

  private Endpoint get(String network, String endpoint) {
    return networks
        .get(network)
        .findEndpoint(endpoint)
        .orElseThrow(() ->
            new NetworkException.NotFound(
                "network %s has no endpoint %s".formatted(network, endpoint)));
  }
}
