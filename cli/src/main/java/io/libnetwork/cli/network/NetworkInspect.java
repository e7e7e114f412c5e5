package io.libnetwork.cli.network;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.terminal.Inspection;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork network inspect`
@Command(name = "inspect", description = "Print all that is known of networks.")
final class NetworkInspect extends DaemonCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "<network>",
      description = "A name, an id, or its beginning.")
  private List<String> networks;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "<format>",
      description = "json, or a template, as in '{{range .Containers}}{{println .Name}}{{end}}'.")
  private String format = "";

  @Option(
      names = "--scope",
      paramLabel = "<scope>",
      description = "Only where that is the network's scope.")
  private String scope = "";

  @Option(
      names = {"-v", "--verbose"},
      description = "With services and their tasks.")
  private boolean verbose;

  @Override
  protected int run(Api api) {
    Inspection inspection = new Inspection();
    int status = each(networks, name -> inspection.add(api.call(request(name)).object()));
    out().print(inspection.print(format));
    return status;
  }

  private Request request(String name) {
    String target = Request.path("networks", name);
    if (verbose) {
      target = Request.query(target, "verbose", "true");
    }
    return Request.get(scope.isEmpty() ? target : Request.query(target, "scope", scope));
  }
}
