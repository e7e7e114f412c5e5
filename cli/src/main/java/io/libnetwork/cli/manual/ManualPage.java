package io.libnetwork.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// A command's page for man(1), in the language of man(7).
final class ManualPage {

  private static final String SECTION = "8";

  private final CommandSpec command;
  private final StringBuilder out = new StringBuilder();

  ManualPage(CommandSpec command) {
    this.command = command;
  }

  /// What the page is called, as in `libnetwork-network-ls.8`.
  String file() {
    return title() + "." + SECTION;
  }

  private String title() {
    return command.qualifiedName("-");
  }

  /// The commands below one that have pages: each once, whatever else it is called.
  static List<CommandSpec> below(CommandSpec command) {
    List<CommandSpec> all = new ArrayList<>();
    command
        .subcommands()
        .forEach((name, line) -> {
          CommandSpec spec = line.getCommandSpec();
          if (spec.name().equals(name) && !spec.usageMessage().hidden()) {
            all.add(spec);
          }
        });
    return all;
  }

  String text() {
    out.append(".TH \"")
        .append(title().toUpperCase(Locale.ROOT))
        .append("\" \"")
        .append(SECTION)
        .append("\" \"\" \"libnetwork\" \"libnetwork\"\n");
    section("NAME");
    String[] description = command.usageMessage().description();
    line(title() + " - " + first(description));
    section("SYNOPSIS");
    out.append(".B ").append(escaped(command.qualifiedName())).append('\n');
    line(synopsis());
    section("DESCRIPTION");
    for (String paragraph : description) {
      out.append(".PP\n");
      line(paragraph);
    }
    parameters();
    options();
    commands();
    if (command.parent() == null) {
      closing();
    }
    seeAlso();
    return out.toString();
  }

  private static String first(String[] description) {
    String text = description.length == 0 ? "" : description[0];
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private String synopsis() {
    StringBuilder line = new StringBuilder();
    line.append(command.options().isEmpty() ? "" : "[OPTIONS]");
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = parameter.paramLabel();
      boolean optional = parameter.arity().min() == 0;
      boolean several = parameter.arity().max() > 1;
      line.append(optional ? " [" : " ").append(label).append(several ? "..." : "");
      line.append(optional ? "]" : "");
    }
    return line.append(below(command).isEmpty() ? "" : " <command>").toString().strip();
  }

  private void parameters() {
    if (!command.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      for (PositionalParamSpec parameter : command.positionalParameters()) {
        entry(parameter.paramLabel(), parameter);
      }
    }
  }

  private void options() {
    List<OptionSpec> shown = command.options().stream().filter(option -> !option.hidden()).toList();
    if (!shown.isEmpty()) {
      section("OPTIONS");
      for (OptionSpec option : shown) {
        String names = String.join(", ", option.names());
        entry(option.arity().max() == 0 ? names : names + " " + option.paramLabel(), option);
      }
    }
  }

  private void entry(String name, ArgSpec argument) {
    out.append(".TP\n.B ").append(escaped(name)).append('\n');
    line(String.join(" ", argument.description()));
  }

  private void commands() {
    if (!below(command).isEmpty()) {
      section("COMMANDS");
      for (CommandSpec each : below(command)) {
        out.append(".TP\n.B ").append(escaped(each.name())).append('\n');
        line(first(each.usageMessage().description()) + ".");
      }
    }
  }

  private void closing() {
    section("EXIT STATUS");
    String[][] statuses = {
      {"0", "All was done that was asked for."},
      {"1", "Something was refused, or failed."},
      {"2", "It was asked for in a way that cannot be understood; nothing was done."},
      {"3", "What was named is not there."},
      {"4", "The daemon could not be asked."}
    };
    entries(statuses);
    section("ENVIRONMENT");
    entries(
        new String[][] {
          {
            "LIBNETWORK_HOST",
            "Where the daemon is; unix:///run/libnetwork/libnetwork.sock otherwise."
          },
          {
            "LIBNETWORK_CERT_PATH",
            "The folder of ca.pem, cert.pem and key.pem; ~/.libnetwork otherwise."
          },
          {"LIBNETWORK_TOKEN_FILE", "The file of the token that a daemon behind TCP wants."},
          {"NO_COLOR", "Set to anything, there are no colours."},
          {"COLUMNS", "How wide a table may be; as wide as the terminal otherwise."},
          {"LIBNETWORK_STACK_TRACE", "Set to anything, shows where a failure came from."}
        });
  }

  private void entries(String[][] entries) {
    for (String[] entry : entries) {
      out.append(".TP\n.B ").append(escaped(entry[0])).append('\n');
      line(entry[1]);
    }
  }

  private void seeAlso() {
    List<String> others = new ArrayList<>();
    if (command.parent() != null) {
      others.add(command.parent().qualifiedName("-"));
    }
    below(command).forEach(each -> others.add(each.qualifiedName("-")));
    if (!others.isEmpty()) {
      section("SEE ALSO");
      line(String.join(", ", others.stream().map(each -> each + "(" + SECTION + ")").toList()));
    }
  }

  private void section(String name) {
    out.append(".SH ").append(name).append('\n');
  }

  private void line(String text) {
    String escaped = escaped(text);
    boolean request = escaped.startsWith(".") || escaped.startsWith("'");
    out.append(request ? "\\&" : "").append(escaped).append('\n');
  }

  /// A backslash and a minus sign mean something to roff(7), and so does a dot at a line's begin.
  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").replace("%n", "\n");
  }
}
