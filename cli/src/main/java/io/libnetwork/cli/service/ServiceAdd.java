package io.libnetwork.cli.service;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork service add`
@Command(name = "add", description = "Make an endpoint a backend of a service.")
final class ServiceAdd extends ChangingCommand {

  @Mixin private ServicePlace service;

  @Parameters(index = "2", paramLabel = "<endpoint>", description = "A name or an id.")
  private String endpoint;

  @Option(
      names = "--weight",
      paramLabel = "<number>",
      description = "Its share of new connections, 1 to 256; 1 otherwise.")
  private @Nullable Integer weight;

  @Override
  protected int run(Api api) {
    var body = new BodyBuilder().text("endpoint", endpoint).number("weight", weight).build();
    change(api, "adding " + endpoint, Request.post(service.target("backends"), body))
        .ifPresent(_ -> out().println(endpoint));
    return 0;
  }
}
