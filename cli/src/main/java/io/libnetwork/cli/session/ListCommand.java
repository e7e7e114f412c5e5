package io.libnetwork.cli.session;

import io.libnetwork.cli.terminal.Listing;
import io.libnetwork.cli.terminal.Terminal;
import io.libnetwork.wire.Api;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// A command that lists what our own API has.
public abstract class ListCommand extends DaemonCommand {

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "<field=value>",
      description =
          "Only those with this value of a field, as in name=web, or with a label, as in"
              + " label=tier or label=tier=front. All that are given must be true.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "json, a template as in '{{.ID}}', or table and a template.")
  private String format = "";

  @Option(names = "--no-trunc", description = "Print ids whole.")
  private boolean noTrunc;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the first column only.")
  private boolean quiet;

  /// For a command's own class.
  protected ListCommand() {}

  /// What there is, before filters.
  protected abstract Listing listing(Api api);

  /// An id as it is to be shown.
  protected final String id(String whole) {
    return Fields.id(whole, noTrunc);
  }

  @Override
  protected final int run(Api api) {
    Listing listing = listing(api);
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      if (equals <= 0) {
        throw mistake("invalid filter '%s': expected FIELD=VALUE".formatted(filter));
      }
      try {
        listing.keep(filter.substring(0, equals), filter.substring(equals + 1));
      } catch (IllegalArgumentException wrong) {
        throw mistake(String.valueOf(wrong.getMessage()));
      }
    }
    out().print(listing.print(format, quiet, Terminal.STDOUT));
    return ExitStatus.DONE;
  }
}
