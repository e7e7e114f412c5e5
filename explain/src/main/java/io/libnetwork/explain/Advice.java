package io.libnetwork.explain;

import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.ruleset.Point;
import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.explain.ruleset.Ruleset;
import java.util.ArrayList;
import java.util.List;

/// What to type so that somebody is reached who is not.
final class Advice {

  private Advice() {}

  /// @param back it is the answer that is dropped
  static List<String> against(Cause cause, boolean back, TransportPort port, Ruleset ruleset) {
    return switch (cause) {
      case Cause.ByRule(String place, RuleName rule, _, String in, String out) -> {
        RuleOwner owner = RuleOwner.of(rule, ruleset);
        yield within(place, new Rules(owner, rule, in, out, back, port, ruleset).open());
      }
      case Cause.NotForwarding(String place, String parameter) ->
          within(place, List.of("sysctl -w " + parameter + "=1"));
      case Cause.Down(String place, String link) ->
          within(place, List.of("ip link set " + link + " up"));
      case Cause.ListensElsewhere(_, _, var asked, _) ->
          List.of(
              "have the server listen on "
                  + (asked.toString().indexOf(':') < 0 ? "0.0.0.0" : "::")
                  + ", or on "
                  + asked);
      case Cause.NobodyListens(_, TransportPort nobody) ->
          List.of("start a server on port " + nobody + " there");
      case Cause.Unrouted _,
          Cause.Isolated _,
          Cause.NobodyHas _,
          Cause.OnlyHeld _,
          Cause.NotAClient _ ->
          List.of();
    };
  }

  /// Commands for another namespace than the host's go through nsenter(1).
  private static List<String> within(String place, List<String> commands) {
    if (place.startsWith("pid:")) {
      String enter = "nsenter --target " + place.substring(4) + " --net ";
      return commands.stream().map(command -> enter + command).toList();
    }
    if (place.startsWith("netns:")) {
      String enter = "nsenter --net=" + place.substring(6) + " ";
      return commands.stream().map(command -> enter + command).toList();
    }
    return commands;
  }

  /// What opens a rule's chain to the packet, in its owner's own words.
  private record Rules(
      RuleOwner owner,
      RuleName rule,
      String in,
      String out,
      boolean back,
      TransportPort port,
      Ruleset ruleset) {

    List<String> open() {
      return switch (owner) {
        case LIBNETWORK -> ours();
        case UFW -> back ? iptables(chainOfUfw()) : ufw();
        case FIREWALLD -> firewalld();
        case DOCKER -> iptables("DOCKER-USER");
        case IPTABLES ->
            iptables(
                ruleset.chainNames(rule.tableName()).contains("DOCKER-USER")
                        && rule.hook() == Point.FORWARD
                    ? "DOCKER-USER"
                    : rule.hook().name());
        case NFTABLES ->
            List.of(
                "nft insert rule %s %s %s%s accept"
                    .formatted(rule.family(), rule.table(), rule.chain(), nftMatches()));
      };
    }

    /// What we drop is not to be opened by hand: the model has a word for each case.
    private List<String> ours() {
      return switch (rule.chain()) {
        case "forward" ->
            List.of(
                "publish the port, or attach both to one network: networks are kept apart, and"
                    + " what is not published is not reached");
        case "direct" ->
            List.of(
                "ask for the published port at the host's address, from a client that is allowed"
                    + " to: a container's own address is reached from its network alone");
        case "input" ->
            List.of("attach to a network that is not internal: this one reaches no socket here");
        case "martian" ->
            List.of("ask for another address than 127.0.0.0/8, which is the host's own");
        case "others" ->
            List.of(
                "sysctl -w net.ipv4.ip_forward=1 before the first network, if this host is meant to"
                    + " forward for others");
        default -> List.of();
      };
    }

    private List<String> ufw() {
      return switch (rule.hook()) {
        case FORWARD -> List.of("ufw route allow in on " + in + " out on " + out);
        case OUTPUT, POSTROUTING -> List.of("ufw allow out on " + out);
        case INPUT, PREROUTING ->
            List.of(
                "ufw allow in on %s to any port %s proto %s"
                    .formatted(in, port.port(), port.protocol()));
      };
    }

    private String chainOfUfw() {
      String six = rule.family().equals("ip6") ? "6" : "";
      return "ufw" + six + "-before-" + rule.hookName();
    }

    private List<String> firewalld() {
      List<String> commands = new ArrayList<>();
      String bridge = in.startsWith("br-") || out.isEmpty() ? in : out;
      commands.add("firewall-cmd --permanent --zone=trusted --add-interface=" + bridge);
      commands.add("firewall-cmd --reload");
      return commands;
    }

    private List<String> iptables(String chain) {
      StringBuilder command = new StringBuilder();
      command.append(rule.family().equals("ip6") ? "ip6tables" : "iptables");
      if (!rule.table().equals("filter")) {
        command.append(" -t ").append(rule.table());
      }
      command.append(" -I ").append(chain);
      if (!in.isEmpty()) {
        command.append(" -i ").append(in);
      }
      if (!out.isEmpty()) {
        command.append(" -o ").append(out);
      }
      if (back) {
        command.append(" -m conntrack --ctstate ESTABLISHED,RELATED");
      } else if (out.isEmpty()) {
        command.append(" -p ").append(port.protocol()).append(" --dport ").append(port.port());
      }
      return List.of(command.append(" -j ACCEPT").toString());
    }

    private String nftMatches() {
      StringBuilder matches = new StringBuilder();
      if (!in.isEmpty()) {
        matches.append(" iifname \"").append(in).append('"');
      }
      if (!out.isEmpty()) {
        matches.append(" oifname \"").append(out).append('"');
      }
      if (back) {
        matches.append(" ct state established,related");
      } else if (out.isEmpty()) {
        matches.append(' ').append(port.protocol()).append(" dport ").append(port.port());
      }
      return matches.toString();
    }
  }
}
