package io.libnetwork.http.v1;

import io.libnetwork.AttachOption;
import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Json;
import io.libnetwork.wire.v1.AttachRequest;
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
    AttachRequest request = Json.readStrict(call, AttachRequest.class);
    Network network = references.network(Values.required("network", request.network()));
    AttachOption[] options = options(request);
    return DryRun.or(
        call,
        () -> controller.planner().attach(container, network, options),
        () -> attached(controller.attach(container, network, options)));
  }

  private static Answer attached(Attachment attachment) {
    return Answer.json(201, SandboxResources.of(attachment))
        .with("Location", location(attachment.sandbox()));
  }

  private static AttachOption[] options(AttachRequest request) {
    List<AttachOption> options = new ArrayList<>();
    EndpointRequest endpoint = request.endpoint();
    if (endpoint != null) {
      requireUnnamed("name of the endpoint", endpoint.name());
      options.addAll(List.of(EndpointOptions.of(endpoint)));
    }
    SandboxRequest sandbox = request.sandbox();
    if (sandbox != null) {
      requireUnnamed("container", sandbox.container());
      options.addAll(List.of(SandboxOptions.of(sandbox)));
    }
    return options.toArray(AttachOption[]::new);
  }

  private static void requireUnnamed(String what, @Nullable String name) {
    if (name != null) {
      throw new NetworkException.InvalidParameter(
          "%s '%s' in a request to attach: expected none, because the path names the container"
              .formatted(what, name));
    }
  }
}
