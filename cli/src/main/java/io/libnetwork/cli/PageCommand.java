package io.libnetwork.cli;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `libnetwork page`
@Command(
    name = "page",
    description = {
      "Print the address of the page that shows all networks, with the token that it asks for.",
      "The daemon serves it where it is told to: libnetwork daemon --page=127.0.0.1:7380."
    })
final class PageCommand extends DaemonCommand {

  @Option(names = "--token", description = "Print the token alone.")
  private boolean tokenAlone;

  @Override
  protected int run(Api api) {
    JsonObject page = api.call(Request.get("/v1/page")).object();
    out()
        .println(
            tokenAlone
                ? page.text("token")
                : page.text("address") + "#token=" + page.text("token"));
    return 0;
  }
}
