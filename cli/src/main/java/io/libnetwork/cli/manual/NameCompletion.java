package io.libnetwork.cli.manual;

import java.util.List;

/// What completes names of networks and containers: the daemon is asked for them, as it is typed.
final class NameCompletion {

  private static final String NETWORKS = "network ls --format '{{.Name}}'";
  private static final String SANDBOXES = "sandbox ls --format '{{.Container}}'";

  /// Commands whose first argument is a network.
  private static final List<String> OF_NETWORKS =
      List.of(
          "network inspect",
          "network rm",
          "network connect",
          "network disconnect",
          "endpoint ls",
          "endpoint create",
          "endpoint inspect",
          "endpoint rm",
          "endpoint join",
          "endpoint leave",
          "port ls",
          "port publish",
          "port unpublish",
          "service ls",
          "service create",
          "service inspect",
          "service rm",
          "service add",
          "service weigh",
          "service drain",
          "service remove",
          "dns ls",
          "dns put",
          "dns rm",
          "dns show");

  /// Commands whose first argument is a sandbox.
  private static final List<String> OF_SANDBOXES =
      List.of("sandbox inspect", "sandbox rm", "sandbox exec", "sandbox attach");

  private NameCompletion() {}

  /// Lines for fish.
  static void fish(StringBuilder out) {
    fish(out, OF_NETWORKS, NETWORKS);
    fish(out, OF_SANDBOXES, SANDBOXES);
  }

  private static void fish(StringBuilder out, List<String> commands, String list) {
    for (String command : commands) {
      out.append("complete -c libnetwork -n '__libnetwork_only ")
          .append(command)
          .append("' -a \"(libnetwork ")
          .append(list)
          .append(" 2>/dev/null)\"\n");
    }
  }

  /// Goes around the function that the library has made: behind a command that takes a name its
  /// names are offered, otherwise what the library says.
  static String bash() {
    return """

    # Names are asked for as they are typed.
    function _libnetwork_names() {
      local command="${COMP_WORDS[1]:-} ${COMP_WORDS[2]:-}" names=""
      if [[ $COMP_CWORD -eq 3 && ${COMP_WORDS[3]} != -* ]]; then
        case $command in
          %s) names=$(libnetwork %s 2>/dev/null) ;;
          %s) names=$(libnetwork %s 2>/dev/null) ;;
        esac
      fi
      if [[ -n $names ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$names" -- "${COMP_WORDS[3]}")
      else
        _complete_libnetwork
      fi
    }
    complete -F _libnetwork_names -o default libnetwork
    """
        .formatted(patterns(OF_NETWORKS), NETWORKS, patterns(OF_SANDBOXES), SANDBOXES);
  }

  private static String patterns(List<String> commands) {
    return String.join(" | ", commands.stream().map(command -> '"' + command + '"').toList());
  }
}
