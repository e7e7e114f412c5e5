package io.libnetwork.cli.service;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.Times;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork service drain`
@Command(
    name = "drain",
    description = "Lead nothing new to a backend, and take it out when the time is over.")
final class ServiceDrain extends ChangingCommand {

  @Mixin private ServicePlace service;

  @Parameters(index = "2", paramLabel = "<endpoint>", description = "A name or an id.")
  private String endpoint;

  @Option(
      names = "--time",
      paramLabel = "<time>",
      description = "For how long it keeps its connections, as in 30s; 30s otherwise.")
  private String time = "30s";

  @Override
  protected int run(Api api) {
    var body = typed(() -> new BodyBuilder().text("time", Times.iso(time)).build());
    String target = service.target("backends", endpoint, "drain");
    change(api, "draining " + endpoint, Request.post(target, body))
        .ifPresent(_ -> out().println(endpoint));
    return 0;
  }
}
