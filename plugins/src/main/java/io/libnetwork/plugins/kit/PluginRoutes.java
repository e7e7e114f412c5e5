package io.libnetwork.plugins.kit;

import io.libnetwork.plugins.protocol.Activation;
import io.libnetwork.plugins.protocol.AllocateNetworkCall;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.DiscoveryCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.ErrorMember;
import io.libnetwork.plugins.protocol.GatewayCheckCall;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.MalformedMessageException;
import io.libnetwork.plugins.protocol.NetworkCall;
import io.libnetwork.plugins.protocol.NetworkMethod;
import io.libnetwork.plugins.protocol.PluginMethod;
import io.libnetwork.plugins.protocol.PluginProtocol;
import io.libnetwork.plugins.protocol.ProgramConnectivityCall;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which call of the protocol is which method of a service.
final class PluginRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(PluginRoutes.class);
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final Map<String, Route> routes = new HashMap<>();

  /// @param member how a refusal is told
  private record Route(Function<JsonObject, JsonObject> work, ErrorMember member) {}

  /// @param status 200, or 404 of a call that is not known
  record Answered(int status, JsonObject body) {}

  PluginRoutes(Optional<NetworkService> network, Optional<IpamService> ipam) {
    List<String> implemented = new ArrayList<>();
    network.ifPresent(service -> {
      implemented.add(NetworkMethod.SERVICE);
      networks(service);
      endpoints(service);
    });
    ipam.ifPresent(service -> {
      implemented.add(IpamMethod.SERVICE);
      addresses(service);
    });
    JsonObject activation = new Activation(implemented).toJson();
    routes.put(PluginProtocol.ACTIVATE, new Route(_ -> activation, ErrorMember.ERR));
  }

  private void networks(NetworkService service) {
    add(NetworkMethod.GET_CAPABILITIES, _ -> service.capabilities().toJson());
    add(
        NetworkMethod.GATEWAY_CHECK,
        call -> service.gatewayCheck(GatewayCheckCall.of(call)).toJson());
    add(
        NetworkMethod.ALLOCATE_NETWORK,
        call -> service.allocateNetwork(AllocateNetworkCall.of(call)).toJson());
    tell(NetworkMethod.FREE_NETWORK, call -> service.freeNetwork(NetworkCall.of(call)));
    tell(NetworkMethod.CREATE_NETWORK, call -> service.createNetwork(CreateNetworkCall.of(call)));
    tell(NetworkMethod.DELETE_NETWORK, call -> service.deleteNetwork(NetworkCall.of(call)));
    tell(NetworkMethod.DISCOVER_NEW, call -> service.discoverNew(DiscoveryCall.of(call)));
    tell(NetworkMethod.DISCOVER_DELETE, call -> service.discoverDelete(DiscoveryCall.of(call)));
  }

  private void endpoints(NetworkService service) {
    add(
        NetworkMethod.CREATE_ENDPOINT,
        call -> service.createEndpoint(CreateEndpointCall.of(call)).toJson());
    add(NetworkMethod.ENDPOINT_OPER_INFO, call -> service.operInfo(EndpointCall.of(call)).toJson());
    tell(NetworkMethod.DELETE_ENDPOINT, call -> service.deleteEndpoint(EndpointCall.of(call)));
    add(NetworkMethod.JOIN, call -> service.join(JoinCall.of(call)).toJson());
    tell(NetworkMethod.LEAVE, call -> service.leave(EndpointCall.of(call)));
    tell(
        NetworkMethod.PROGRAM_EXTERNAL_CONNECTIVITY,
        call -> service.programExternalConnectivity(ProgramConnectivityCall.of(call)));
    tell(
        NetworkMethod.REVOKE_EXTERNAL_CONNECTIVITY,
        call -> service.revokeExternalConnectivity(EndpointCall.of(call)));
  }

  private void addresses(IpamService service) {
    add(IpamMethod.GET_CAPABILITIES, _ -> service.ipamCapabilities().toJson());
    add(IpamMethod.GET_DEFAULT_ADDRESS_SPACES, _ -> service.addressSpaces().toJson());
    add(IpamMethod.REQUEST_POOL, call -> service.requestPool(RequestPoolCall.of(call)).toJson());
    tell(IpamMethod.RELEASE_POOL, call -> service.releasePool(ReleasePoolCall.of(call)));
    add(
        IpamMethod.REQUEST_ADDRESS,
        call -> service.requestAddress(RequestAddressCall.of(call)).toJson());
    tell(IpamMethod.RELEASE_ADDRESS, call -> service.releaseAddress(ReleaseAddressCall.of(call)));
  }

  private void add(PluginMethod method, Function<JsonObject, JsonObject> work) {
    ErrorMember member = method instanceof IpamMethod ? ErrorMember.ERROR : ErrorMember.ERR;
    routes.put(method.path(), new Route(work, member));
  }

  private void tell(PluginMethod method, Consumer<JsonObject> work) {
    add(
        method,
        call -> {
          work.accept(call);
          return JsonObject.EMPTY;
        });
  }

  /// Answers a call, whatever happens.
  Answered answer(String path, String body) {
    Route route = routes.get(path);
    if (route == null) {
      return new Answered(NOT_FOUND, ErrorMember.ERR.answer("there is no call " + path));
    }
    try {
      return new Answered(OK, route.work().apply(read(body)));
    } catch (UnknownCall unknown) {
      return new Answered(NOT_FOUND, route.member().answer(text(unknown)));
    } catch (PluginRefusal | MalformedMessageException | MalformedJsonException refused) {
      return new Answered(OK, route.member().answer(text(refused)));
    } catch (RuntimeException failure) {
      LOG.error("{} failed", path, failure);
      return new Answered(OK, route.member().answer(text(failure)));
    }
  }

  private static JsonObject read(String body) {
    if (body.isBlank()) {
      return JsonObject.EMPTY;
    }
    if (JsonValue.parse(body) instanceof JsonObject object) {
      return object;
    }
    throw new PluginRefusal("the call is no object of JSON");
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty() ? failure.toString() : message;
  }
}
