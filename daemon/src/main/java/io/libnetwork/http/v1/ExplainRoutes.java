package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxConfig;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.Explainer;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Origin;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.nftables.NftablesUnavailableException;
import io.libnetwork.wire.v1.ExplainRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/// Whether somebody reaches a port.
final class ExplainRoutes {

  private static final String CONTAINER = "container:";

  private final References references;
  private final Explainer explainer;

  ExplainRoutes(Controller controller, References references) {
    this.references = references;
    this.explainer = Explainer.of(controller);
  }

  List<Operation> operations() {
    return List.of(Operation.read("POST", "/v1/explain", this::explain));
  }

  private Answer explain(Call call) throws IOException {
    ExplainRequest request = Json.readStrict(call, ExplainRequest.class);
    Origin from = origin("from", Values.required("from", request.from()));
    String to = Values.required("to", request.to());
    Origin asked = origin("to", to);
    TransportPort port =
        Values.parse("port", Values.required("port", request.port()), TransportPort::parse);
    IpFamily family = request.family() == null ? IpFamily.V4 : Values.family(request.family());
    Explanation explanation =
        looking(() -> explainer.explain(from, address(from, asked, to, family), port));
    return Answer.json(ExplanationResources.of(explanation));
  }

  private Origin origin(String what, String text) {
    if (!text.startsWith(CONTAINER)) {
      return Values.parse(what, text, Origin::parse);
    }
    Sandbox sandbox = references.sandbox(text.substring(CONTAINER.length()));
    return sandbox.config().placement() instanceof SandboxConfig.Placement.Host
        ? new Origin.OfHost()
        : Origin.of(sandbox);
  }

  private IpAddress address(Origin from, Origin asked, String text, IpFamily family) {
    return switch (asked) {
      case Origin.OfHost _ -> explainer.addressOfHost(from, family);
      case Origin.Inside inside ->
          explainer
              .addressOf(inside, family)
              .orElseThrow(() ->
                  new NetworkException.NotFound("%s has no address of %s".formatted(text, family)));
      case Origin.Having(IpAddress address) -> address;
      case Origin.Remote(IpAddress address) -> address;
    };
  }

  /// What is malformed was refused before, so who is told to be wrong now is not there.
  private static Explanation looking(Supplier<Explanation> look) {
    try {
      return look.get();
    } catch (IllegalArgumentException absent) {
      throw new NetworkException.NotFound(String.valueOf(absent.getMessage()));
    } catch (NftablesUnavailableException missing) {
      throw new NetworkException.Unavailable(String.valueOf(missing.getMessage()), missing);
    } catch (SystemCallException refused) {
      throw new NetworkException.System(String.valueOf(refused.getMessage()), refused);
    }
  }
}
