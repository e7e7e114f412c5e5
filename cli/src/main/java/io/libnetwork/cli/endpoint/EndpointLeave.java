package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `libnetwork endpoint leave`
@Command(name = "leave", description = "Have the sandbox leave an endpoint that it has joined.")
final class EndpointLeave extends ChangingCommand {

  @Mixin private EndpointPlace endpoint;

  @Override
  protected int run(Api api) {
    change(api, "leaving " + endpoint, Request.post(endpoint.target("leave")))
        .ifPresent(_ -> out().println(endpoint));
    return 0;
  }
}
