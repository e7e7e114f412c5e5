package io.libnetwork.cli.service;

import io.libnetwork.NetworkException;
import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `libnetwork dns put`
@Command(
    name = "put",
    description = "Give a network a zone, in place of the one with the same origin.")
final class DnsPut extends ChangingCommand {

  @Parameters(index = "0", paramLabel = "<network>", description = "A name or an id.")
  private String network;

  @Parameters(index = "1", paramLabel = "<origin>", description = "Of the zone, as in app.")
  private String origin;

  @Parameters(
      index = "2",
      paramLabel = "<file>",
      description = "A zone file (RFC 1035 section 5); - for standard input.")
  private String file;

  @Override
  protected int run(Api api) {
    String target = Request.path("v1", "networks", network, "zones", origin);
    Request put = new Request("PUT", target, "text/plain", text(), Map.of());
    change(api, "putting zone " + origin, put)
        .ifPresent(done ->
            out()
                .println(
                    done.object().text("origin")
                        + " "
                        + done.object().items("records").size()
                        + " records"));
    return 0;
  }

  private String text() {
    try {
      return file.equals("-")
          ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(file));
    } catch (IOException failure) {
      throw new NetworkException.InvalidParameter(
          "cannot read the zone file %s: %s".formatted(file, failure.getMessage()), failure);
    }
  }
}
