package io.libnetwork.cli.service;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork service remove`
@Command(
    name = "remove",
    description = "Take a backend out of a service at once. To remove a service: rm.")
final class ServiceRemove extends ChangingCommand {

  @Mixin private ServicePlace service;

  @Parameters(index = "2", paramLabel = "<endpoint>", description = "A name or an id.")
  private String endpoint;

  @Override
  protected int run(Api api) {
    change(
            api,
            "removing backend " + endpoint,
            Request.delete(service.target("backends", endpoint)))
        .ifPresent(_ -> out().println(endpoint));
    return 0;
  }
}
