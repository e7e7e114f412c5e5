package io.libnetwork.cli;

import io.libnetwork.cli.session.DaemonCommand;
import io.libnetwork.cli.session.EventText;
import io.libnetwork.cli.template.Template;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Lines;
import io.libnetwork.wire.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `libnetwork events`
@Command(
    name = "events",
    description = {
      "Print what happens, as it happens, until Ctrl-C.",
      "An event 'missed' says that some are no longer kept: look at everything again."
    })
final class EventsCommand extends DaemonCommand {

  private static final String DATA = "data:";
  private static final Set<String> FILTERS = Set.of("kind", "network");

  @Option(
      names = "--since",
      paramLabel = "<id>",
      description = "What happened behind this event too, by its id, as in 1f3c-42.")
  private @Nullable String since;

  @Option(names = "--count", paramLabel = "<number>", description = "End after so many.")
  private @Nullable Integer count;

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "<filter>",
      description =
          "Only those that it is true of: kind=endpoint-joined, network=shop. Of several with one"
              + " name one must be true, of both names each.")
  private List<String> filters = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "json, or a template, as in '{{.kind}} {{.network.name}}'.")
  private String format = "";

  @Override
  protected int run(Api api) {
    Optional<Template> template =
        format.isBlank() || format.strip().equals("json")
            ? Optional.empty()
            : Optional.of(Template.parse(format.replace("\\t", "\t").replace("\\n", "\n")));
    int left = count == null ? Integer.MAX_VALUE : count;
    try (Lines lines = api.open(Request.get(target()).with("Accept", "text/event-stream"))) {
      StringBuilder data = new StringBuilder();
      for (Optional<String> line = lines.next();
          line.isPresent() && left > 0;
          line = left > 0 ? lines.next() : Optional.empty()) {
        if (line.get().startsWith(DATA)) {
          data.append(data.isEmpty() ? "" : "\n")
              .append(line.get().substring(DATA.length()).strip());
        } else if (line.get().isEmpty() && !data.isEmpty()) {
          print(data.toString(), template);
          data.setLength(0);
          left--;
        }
      }
    }
    return 0;
  }

  private String target() {
    String target = since == null ? "/v1/events" : Request.query("/v1/events", "since", since);
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      if (equals < 0 || !FILTERS.contains(filter.substring(0, equals))) {
        throw mistake("invalid filter '%s': expected kind=KIND or network=NAME".formatted(filter));
      }
      target = Request.query(target, filter.substring(0, equals), filter.substring(equals + 1));
    }
    return target;
  }

  private void print(String data, Optional<Template> template) {
    JsonValue event = JsonValue.parse(data);
    String text =
        template.isPresent()
            ? template.get().fill(event)
            : format.isBlank() && event instanceof JsonObject object
                ? EventText.of(object)
                : event.toString();
    out().println(text);
    out().flush();
  }
}
