package io.libnetwork.cli.manual;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Completions for fish(1), as `complete` takes them.
final class FishCompletion {

  private static final String SEEN = "__libnetwork_at";

  private final CommandSpec root;
  private final StringBuilder out = new StringBuilder();

  FishCompletion(CommandSpec root) {
    this.root = root;
  }

  String text() {
    out.append(
        """
        # Completions of libnetwork for fish; made by 'libnetwork completion fish'.
        function %1$s --description 'Whether the commands typed so far are these'
            set -l words (commandline -opc)
            set -l commands
            for word in $words[2..-1]
                string match -q -- '-*' $word; or set -a commands $word
            end
            test (count $commands) -ge (count $argv); or return 1
            for i in (seq (count $argv))
                test "$commands[$i]" = "$argv[$i]"; or return 1
            end
        end
        function __libnetwork_only --description 'Whether they are these and no more'
            set -l words (commandline -opc)
            set -l commands
            for word in $words[2..-1]
                string match -q -- '-*' $word; or set -a commands $word
            end
            test "$commands" = "$argv"
        end
        complete -c libnetwork -f
        """
            .formatted(SEEN));
    command(root, "");
    NameCompletion.fish(out);
    return out.toString();
  }

  /// @param path the commands' names up to this one, without the first
  private void command(CommandSpec command, String path) {
    for (CommandSpec below : ManualPage.below(command)) {
      out.append("complete -c libnetwork -n '__libnetwork_only")
          .append(path.isEmpty() ? "" : " " + path)
          .append("' -a ")
          .append(below.name())
          .append(" -d ")
          .append(quoted(description(below.usageMessage().description())))
          .append('\n');
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        option(option, path);
      }
    }
    for (CommandSpec below : ManualPage.below(command)) {
      command(below, path.isEmpty() ? below.name() : path + " " + below.name());
    }
  }

  private void option(OptionSpec option, String path) {
    out.append("complete -c libnetwork");
    if (!path.isEmpty()) {
      out.append(" -n '").append(SEEN).append(' ').append(path).append('\'');
    }
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      boolean file = option.paramLabel().equals("<file>") || option.paramLabel().equals("<folder>");
      out.append(file ? " -r -F" : " -x");
    }
    out.append(" -d ").append(quoted(description(option.description()))).append('\n');
  }

  private static String description(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  /// Within single quotes a backslash and a quote are escaped.
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
