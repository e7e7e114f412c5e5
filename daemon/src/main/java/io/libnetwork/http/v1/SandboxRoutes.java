package io.libnetwork.http.v1;

import io.libnetwork.AttachOption;
import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.AttachmentRequest;
import io.libnetwork.wire.v1.EndpointRequest;
import io.libnetwork.wire.v1.RenewRequest;
import io.libnetwork.wire.v1.SandboxRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sandboxes, and attaching containers in one operation.
final class SandboxRoutes {

  private static final String ALL = "/v1/sandboxes";
  private static final String ONE = ALL + "/{sandbox}";

  private final Controller controller;
  private final References references;

  SandboxRoutes(Controller controller, References references) {
    this.controller = controller;
    this.references = references;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", ALL, this::list),
        Operation.change("POST", ALL, this::create),
        Operation.read("GET", ONE, this::get),
        Operation.change("DELETE", ONE, this::delete),
        Operation.change("PUT", ONE + "/lease", this::renew),
        Operation.change("POST", ONE + "/attach", this::attach));
  }

  private Answer list(Call call) {
    return Answer.json(controller.sandboxes().stream().map(SandboxResources::of).toList());
  }

  private Answer create(Call call) throws IOException {
    SandboxRequest request = Json.readStrict(call, SandboxRequest.class);
    String container = Values.required("container", request.container());
    SandboxOption[] options = SandboxOptions.of(request);
    return DryRun.or(
        call,
        () -> controller.planner().createSandbox(container, options),
        () -> {
          Sandbox made = controller.createSandbox(container, options);
          return Answer.json(201, SandboxResources.of(made)).with("Location", location(made));
        });
  }

  private static String location(Sandbox sandbox) {
    return "/v1/sandboxes/" + sandbox.id();
  }

  private Answer get(Call call) {
    return Answer.json(SandboxResources.of(references.sandbox(call)));
  }

  private Answer delete(Call call) {
    Sandbox sandbox = references.sandbox(call);
    return DryRun.orDone(call, () -> controller.planner().delete(sandbox), sandbox::delete);
  }

  private Answer renew(Call call) throws IOException {
    Sandbox sandbox = references.sandbox(call);
    Duration time = LeaseTexts.renewed(Json.readStrict(call, RenewRequest.class));
    return DryRun.or(
        call,
        () -> controller.planner().renew(sandbox, time),
        () -> {
          sandbox.renew(time);
          return Answer.json(SandboxResources.of(sandbox));
        });
  }

  /// The beginning of an id is not looked for: a container may be called so that has no sandbox
  /// yet.
  private Answer attach(Call call) throws IOException {
    String place = call.place("sandbox");
    String container = references.exactSandbox(place).map(Sandbox::container).orElse(place);
    AttachmentRequest request = Json.readStrict(call, AttachmentRequest.class);
    Network network = references.network(Values.required("network", request.network()));
    AttachRequest wanted = wanted(container, network, request);
    return DryRun.or(
        call, () -> controller.planner().attach(wanted), () -> attached(controller.attach(wanted)));
  }

  private static Answer attached(Attachment attachment) {
    return Answer.json(201, SandboxResources.of(attachment))
        .with("Location", location(attachment.sandbox()));
  }

  private static AttachRequest wanted(
      String container, Network network, AttachmentRequest request) {
    List<AttachOption> options = new ArrayList<>();
    String name = container;
    EndpointRequest endpoint = request.endpoint();
    if (endpoint != null) {
      name = endpoint.name() == null ? container : endpoint.name();
      options.addAll(List.of(EndpointOptions.of(endpoint)));
    }
    SandboxRequest sandbox = request.sandbox();
    if (sandbox != null) {
      requireNoContainer(sandbox.container());
      options.addAll(List.of(SandboxOptions.of(sandbox)));
    }
    return new AttachRequest(container, network, name, options);
  }

  private static void requireNoContainer(@Nullable String container) {
    if (container != null) {
      throw new NetworkException.InvalidParameter(
          "container '%s' in a request to attach: expected none, because the path names it"
              .formatted(container));
    }
  }
}
