package io.libnetwork.cli;

import io.libnetwork.cli.session.ConnectionOptions;
import io.libnetwork.cli.template.Template;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Request;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `libnetwork version`: which libnetwork this is, on which Java, and which daemon answers.
@Command(
    name = "version",
    description = {
      "Show the version of libnetwork and of Java, and with --daemon or --format those of the"
          + " daemon too."
    })
final class VersionCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  @Option(names = "--daemon", description = "Ask the daemon for its version too.")
  private boolean daemon;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "<format>",
      description = "json, or a template, as in '{{.Client.Version}} {{.Server.version}}'.")
  private @Nullable String format;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (format != null) {
      JsonObject all = own().with("Server", ofDaemon());
      out.println(
          format.strip().equals("json") ? all.toString() : Template.parse(format).fill(all));
      return 0;
    }
    for (String line : new Version().getVersion()) {
      out.println(line);
    }
    if (daemon) {
      JsonObject told = ofDaemon();
      out.println(
          "daemon %s (API %s, Java %s, Linux %s)"
              .formatted(
                  told.text("version"), told.text("api"), told.text("java"), told.text("kernel")));
    }
    return 0;
  }

  private static JsonObject own() {
    JsonObject client =
        JsonObject.EMPTY
            .with("Version", Version.number())
            .with("JavaVersion", Runtime.version().toString());
    return JsonObject.EMPTY.with("Client", client);
  }

  private JsonObject ofDaemon() {
    try (Api api = connection.open()) {
      return api.call(Request.get("/v1/version")).object();
    } catch (ApiException.Unreachable nobody) {
      if (daemon) {
        throw nobody;
      }
      return new JsonObject(java.util.Map.of("version", JsonValue.Null.NULL));
    }
  }
}
