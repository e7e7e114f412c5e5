package io.libnetwork.cli.service;

import io.libnetwork.cli.session.InspectCommand;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork service inspect`
@Command(name = "inspect", description = "Print all that is known of services of a network.")
final class ServiceInspect extends InspectCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "<service>", description = "Its name.")
  private List<String> services;

  @Option(
      names = "--counters",
      description = "How many connections each backend has, in place of all else.")
  private boolean counters;

  @Override
  protected List<String> names() {
    return services;
  }

  @Override
  protected String target(String name) {
    String target = Request.path("v1", "networks", network, "services", name);
    return counters ? target + "/counters" : target;
  }
}
