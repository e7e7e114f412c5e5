package io.libnetwork.cli.service;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `libnetwork dns show`
@Command(name = "show", description = "Print a zone as a file, or as JSON.")
final class DnsShow extends DaemonCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1", paramLabel = "<origin>", description = "Of the zone, as in app.")
  private String origin;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  protected int run(Api api) {
    String target = Request.path("v1", "networks", network, "zones", origin);
    if (json) {
      out().println(api.call(Request.get(target)).object().indented());
    } else {
      out().print(api.call(Request.get(Request.query(target, "format", "text"))).text());
    }
    return 0;
  }
}
