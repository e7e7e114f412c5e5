package io.libnetwork.cli.network;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.template.TemplateException;
import io.libnetwork.cli.terminal.Terminal;
import io.libnetwork.wire.Api;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `libnetwork network ls`
@Command(name = "ls", aliases = "list", description = "List networks.")
final class NetworkLs extends DaemonCommand {

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "<filter>",
      description =
          "Only those that it is true of, as in driver=bridge: dangling, driver, id, label, name,"
              + " scope, type. Of several with one name one must be true, of several names each.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description =
          "json, a template, or table and a template. Fields: .ID .Name .Driver .Scope .IPv4 .IPv6"
              + " .Internal .Labels .Label .CreatedAt.")
  private String format = "";

  @Option(names = "--no-trunc", description = "Print ids whole.")
  private boolean noTrunc;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print ids only.")
  private boolean quiet;

  /// What was typed.
  NetworkListing listing() {
    return new NetworkListing(filters, format, quiet, noTrunc);
  }

  @Override
  protected int run(Api api) {
    try {
      out().print(listing().print(api, Terminal.STDOUT));
    } catch (TemplateException wrong) {
      throw wrong;
    } catch (IllegalArgumentException wrong) {
      throw mistake(String.valueOf(wrong.getMessage()));
    }
    return 0;
  }
}
