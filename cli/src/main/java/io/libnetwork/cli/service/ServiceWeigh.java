package io.libnetwork.cli.service;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `libnetwork service weigh`
@Command(name = "weigh", description = "Give a backend another share of new connections.")
final class ServiceWeigh extends ChangingCommand {

  @Mixin private ServicePlace service;

  @Parameters(index = "2", paramLabel = "<endpoint>", description = "A name or an id.")
  private String endpoint;

  @Parameters(index = "3", paramLabel = "<weight>", description = "1 to 256.")
  private int weight;

  @Override
  protected int run(Api api) {
    String target = service.target("backends", endpoint, "weight");
    var body = new BodyBuilder().number("weight", weight).build();
    change(api, "weighing " + endpoint, Request.put(target, body))
        .ifPresent(_ -> out().println(endpoint));
    return 0;
  }
}
