package io.libnetwork.plugins.client;

import io.libnetwork.PortBinding;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.InterfaceNaming;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.PluginInterface;
import io.libnetwork.plugins.protocol.StaticRoute;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.ExternalConnectivity;
import io.libnetwork.spi.JoinPlan;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import io.libnetwork.spi.Restoration;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An endpoint of a plugin.
///
/// The plugin has its link ready in the host's namespace, and here it is moved into the sandbox's
/// and back. Whatever fails on the way is undone at the plugin, too: at once where it answers,
/// behind the caller's back where it does not.
final class RemoteEndpoint implements DriverEndpoint {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteEndpoint.class);
  private static final String ANSWER = "answer";

  private final RemoteNetwork network;
  private final EndpointSpec spec;
  private final RemoteOptions options;
  private final EndpointCall call;
  private final RemotePublishing publishing;

  /// What the plugin said to a join; changed under the network's lock.
  private volatile @Nullable JoinAnswer joined;

  /// Where its interface is; empty of one that was restored and not found.
  private volatile @Nullable Inside inside;

  /// Whether the plugin may think that a sandbox has joined, though none has.
  private volatile boolean unsure;

  private volatile boolean deleted;

  /// Its interface.
  ///
  /// @param namespace of the sandbox, which is open as long as the endpoint is joined
  private record Inside(NetworkNamespace namespace, InterfaceName name) {}

  RemoteEndpoint(RemoteNetwork network, EndpointSpec spec, RemoteOptions options) {
    this.network = network;
    this.spec = spec;
    this.options = options;
    this.call = new EndpointCall(network.id(), spec.id().value());
    this.publishing = new RemotePublishing(plugin(), spec, call, network.remote().owed());
  }

  private NetworkPlugin plugin() {
    return network.remote().plugin();
  }

  /// Has the plugin make it.
  void create() {
    PluginInterface given =
        new PluginInterface(
            spec.address(IpFamily.V4), spec.address(IpFamily.V6), spec.macAddress());
    CreateEndpointCall asked =
        new CreateEndpointCall(network.id(), spec.id().value(), given, createOptions());
    RemoteHost.telling(() -> {
      try {
        requireKept(given, plugin().createEndpoint(asked).link());
      } catch (PluginException failure) {
        if (failure.unclear()) {
          oweDeletion();
        }
        throw failure;
      }
    });
  }

  private JsonObject createOptions() {
    JsonObject all = RemotePorts.options(spec.ports(), spec.exposed());
    for (Map.Entry<String, String> each : options.texts().entrySet()) {
      all = all.with(each.getKey(), each.getValue());
    }
    return all;
  }

  /// Only what was not given is the plugin's to choose, and everything was that there can be.
  private void requireKept(PluginInterface given, PluginInterface answered) {
    requireKept("address", given.address(), answered.address());
    requireKept("IPv6 address", given.addressIpv6(), answered.addressIpv6());
    requireKept("MAC address", given.macAddress(), answered.macAddress());
  }

  private void requireKept(String what, Optional<?> given, Optional<?> answered) {
    if (answered.isPresent() && !answered.equals(given)) {
      throw new PluginException.Broken(
          "plugin %s gave endpoint %s the %s %s; expected %s"
              .formatted(
                  plugin().name(),
                  spec.name(),
                  what,
                  answered.get(),
                  given.map(Object::toString).orElse("none, which it was not asked for")));
    }
  }

  private void oweDeletion() {
    network
        .remote()
        .owed()
        .owe("to delete endpoint " + spec.name(), () -> plugin().deleteEndpoint(call));
  }

  /// Where the network has a way out, the families that it has an address of its own in; once it is
  /// joined those in which the plugin has named one.
  @Override
  public Set<IpFamily> connectivity() {
    JoinAnswer answer = joined;
    if (network.spec().internal()) {
      return Set.of();
    }
    if (answer != null) {
      return Set.copyOf(gateways(answer).keySet());
    }
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      if (spec.address(family).isPresent() && network.spec().gateway(family).isPresent()) {
        families.add(family);
      }
    }
    return families;
  }

  @Override
  public JoinPlan join(JoinRequest request) {
    if (unsure) {
      network.remote().owed().tell(left(), this::leave);
      unsure = false;
    }
    JoinAnswer answer = RemoteHost.asking(() -> ask(request));
    try {
      JoinPlan plan = plan(answer, RemoteHost.asking(() -> moveIn(answer, request)));
      joined = answer;
      inside = new Inside(request.namespace(), request.name());
      RemoteHost.telling(() -> publishing.program(request.gatewayFor()));
      return plan;
    } catch (RuntimeException failure) {
      undoJoin(answer, request, failure);
      throw failure;
    }
  }

  private JoinAnswer ask(JoinRequest request) {
    String key =
        "/proc/" + ProcessHandle.current().pid() + "/fd/" + request.namespace().descriptor();
    JoinCall asked =
        new JoinCall(
            network.id(),
            spec.id().value(),
            key,
            RemotePorts.options(spec.ports(), spec.exposed()));
    try {
      return plugin().join(asked);
    } catch (PluginException failure) {
      if (failure.unclear()) {
        oweLeave();
      }
      throw failure;
    }
  }

  private void leave() {
    plugin().leave(call);
  }

  private void oweLeave() {
    network.remote().owed().owe(left(), this::leave);
  }

  private String left() {
    return "that endpoint " + spec.name() + " has been left";
  }

  private Optional<Ifindex> moveIn(JoinAnswer answer, JoinRequest request) {
    return answer.link().map(naming -> moved(naming).in(request.namespace(), request.name(), spec));
  }

  private MovedLink moved(InterfaceNaming naming) {
    return new MovedLink(network.remote().host(), naming.source(), plugin().name());
  }

  private void undoJoin(JoinAnswer answer, JoinRequest request, RuntimeException failure) {
    joined = null;
    inside = null;
    publishing.left();
    try {
      answer.link().ifPresent(naming -> moved(naming).back(request.namespace(), request.name()));
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    network.remote().owed().tell(left(), this::leave);
  }

  private JoinPlan plan(JoinAnswer answer, Optional<Ifindex> link) {
    List<SandboxRoute> routes = answer.routes().stream().map(RemoteEndpoint::route).toList();
    return new JoinPlan(
        link, spec.mtu(), network.spec().internal() ? Map.of() : gateways(answer), routes);
  }

  private static SandboxRoute route(StaticRoute route) {
    return route
        .nextHop()
        .map(hop -> SandboxRoute.via(route.destination(), hop))
        .orElseGet(() -> SandboxRoute.direct(route.destination()));
  }

  private static Map<IpFamily, IpAddress> gateways(JoinAnswer answer) {
    Map<IpFamily, IpAddress> gateways = new EnumMap<>(IpFamily.class);
    answer.gateway().ifPresent(gateway -> gateways.put(IpFamily.V4, gateway));
    answer.gatewayIpv6().ifPresent(gateway -> gateways.put(IpFamily.V6, gateway));
    return gateways;
  }

  @Override
  public JoinPlan inside() {
    JoinAnswer answer = joined;
    return answer == null ? JoinPlan.NOTHING : plan(answer, Optional.empty());
  }

  @Override
  public Map<String, String> state() {
    JoinAnswer answer = joined;
    return answer == null ? Map.of() : Map.of(ANSWER, answer.toJson().toString());
  }

  /// Without what the plugin said, a join that was cut short is begun anew.
  @Override
  public void restore(Map<String, String> state) {
    String text = state.get(ANSWER);
    unsure = text == null;
    if (text != null && JsonValue.parse(text) instanceof JsonObject object) {
      joined = JoinAnswer.of(object);
    }
  }

  /// Takes over an interface that a former process has moved.
  ///
  /// @return empty where it is not there
  Optional<Restoration.Found> found(JoinRequest request, List<PortBinding> ports) {
    JoinAnswer answer = joined;
    if (answer == null || answer.link().isEmpty()) {
      return Optional.empty();
    }
    Optional<Restoration.Found> found =
        moved(answer.link().get())
            .find(request.namespace(), request.name())
            .map(link -> new Restoration.Found(plan(answer, Optional.of(link.index())), link.up()));
    if (found.isPresent()) {
      inside = new Inside(request.namespace(), request.name());
      publishing.restored(request.gatewayFor(), ports);
    } else {
      joined = null;
      unsure = true;
    }
    return found;
  }

  /// The plugin is told first, as Docker does, and gets its link back then, by whose name it may
  /// look for it. Where it is not there it is told later.
  @Override
  public Removal leave(boolean namespaceEnds) {
    JoinAnswer answer = joined;
    if (answer == null) {
      return Removal.done();
    }
    publishing.revoke();
    network.remote().owed().tell(left(), this::leave);
    joined = null;
    giveBack(answer);
    inside = null;
    return Removal.done();
  }

  private void giveBack(JoinAnswer answer) {
    Inside place = inside;
    if (place == null || answer.link().isEmpty()) {
      return;
    }
    try {
      moved(answer.link().get()).back(place.namespace(), place.name());
    } catch (RuntimeException failure) {
      LOG.warn(
          "interface {} of endpoint {} could not be given back to plugin {}",
          place.name(),
          spec.name(),
          plugin().name(),
          failure);
    }
  }

  @Override
  public void delete() {
    if (!deleted) {
      network
          .remote()
          .owed()
          .tell("to delete endpoint " + spec.name(), () -> plugin().deleteEndpoint(call));
      deleted = true;
    }
  }

  @Override
  public List<PortBinding> ports() {
    return publishing.bindings();
  }

  @Override
  public Optional<ExternalConnectivity> externalConnectivity() {
    return Optional.of(publishing.connectivity(() -> joined != null));
  }
}
