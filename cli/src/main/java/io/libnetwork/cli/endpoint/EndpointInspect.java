package io.libnetwork.cli.endpoint;

import io.libnetwork.cli.session.InspectCommand;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork endpoint inspect`
@Command(name = "inspect", description = "Print all that is known of endpoints of a network.")
final class EndpointInspect extends InspectCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<endpoint>",
      description = "A name, an id, or its beginning.")
  private List<String> endpoints;

  @Override
  protected List<String> names() {
    return endpoints;
  }

  @Override
  protected String target(String name) {
    return Request.path("v1", "networks", network, "endpoints", name);
  }
}
