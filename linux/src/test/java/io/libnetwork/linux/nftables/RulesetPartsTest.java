package io.libnetwork.linux.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A ruleset with a table that somebody owns, as nft(8) writes it.
class RulesetPartsTest {

  private static final String LISTING =
      """
      table inet filter { # handle 1
      \tset some { # handle 4
      \t\ttype ipv4_addr
      \t\tflags interval
      \t}

      \tchain input { # handle 1
      \t\ttype filter hook input priority filter; policy accept;
      \t\tiifname "lo" accept # handle 2
      \t}
      }
      table ip owned { # progname java # handle 2
      \tflags owner

      \tmap ports { # handle 7
      \t\ttype inet_service : ipv4_addr
      \t}

      \tchain out { # handle 1
      \t\ttype filter hook output priority raw; policy accept;
      \t}

      \tchain in { # handle 2
      \t}
      }
      """;

  @Test
  void asksForNoTableThatHasAFlag() {
    assertThat(RulesetParts.read(LISTING))
        .flatExtracting(RulesetParts.Part::commands)
        .containsExactly(
            "list table inet filter",
            "list map ip owned ports",
            "list chain ip owned out",
            "list chain ip owned in");
  }

  @Test
  void joinsWhatIsListed() {
    List<String> asked = new ArrayList<>();
    String joined =
        RulesetParts.join(
            RulesetParts.read(LISTING),
            command -> {
              asked.add(command);
              return command.contains("map")
                  ? "{\"nftables\": [{\"metainfo\": {}}]}\n"
                  : "{\"nftables\": [{\"metainfo\": {}}, {\"of\": [" + asked.size() + "]}]}\n";
            });
    assertThat(joined)
        .startsWith("{\"nftables\": [{\"metainfo\": {}}, {\"of\": [1]}, ")
        .contains("{\"table\": {\"family\": \"ip\", \"name\": \"owned\"}}, {\"metainfo\": {}}, ")
        .endsWith("{\"of\": [4]}]}");
  }

  @Test
  void isNothingWhereThereIsNothing() {
    assertThat(RulesetParts.read("")).isEmpty();
    assertThat(RulesetParts.join(List.of(), command -> command)).isEqualTo("{\"nftables\": []}");
  }
}
