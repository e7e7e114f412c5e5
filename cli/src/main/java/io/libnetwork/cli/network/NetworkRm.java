package io.libnetwork.cli.network;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.Request;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork network rm`
@Command(
    name = "rm",
    aliases = "remove",
    description = "Remove networks that no container is connected to.")
final class NetworkRm extends ChangingCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "<network>",
      description = "A name, an id, or its beginning.")
  private List<String> networks;

  @Option(
      names = {"-f", "--force"},
      description = "A network that is not there is no failure.")
  private boolean force;

  @Override
  protected int run(Api api) {
    return each(networks, name -> remove(api, name));
  }

  private void remove(Api api, String name) {
    try {
      if (dryRun()) {
        plan(api, Request.delete(Request.path("v1", "networks", name)));
      } else {
        ask(api, "removing network " + name, Request.delete(Request.path("networks", name)));
        out().println(name);
      }
    } catch (ApiException.Refused refused) {
      if (!force || !refused.notFound()) {
        throw refused;
      }
    }
  }
}
