package io.libnetwork.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.wire.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListingTest {

  private final Listing listing =
      new Listing(Column.shown("Name", "NAME"), Column.hidden("State", "STATE"));

  @BeforeEach
  void three() {
    listing.add(JsonObject.EMPTY.with("tier", "front"), "a", "up");
    listing.add(JsonObject.EMPTY.with("tier", "back"), "b", "up");
    listing.add(JsonObject.EMPTY, "c", "down");
  }

  private String names() {
    return listing.print("{{.Name}}", false, Terminal.STDOUT).replace("\n", "");
  }

  @Test
  void keepsThoseWithAValue() {
    listing.keep("state", "up");
    assertThat(names()).isEqualTo("ab");
    listing.keep("NAME", "b");
    assertThat(names()).isEqualTo("b");
  }

  @Test
  void keepsThoseWithALabel() {
    listing.keep("label", "tier");
    assertThat(names()).isEqualTo("ab");
    listing.keep("label", "tier=back");
    assertThat(names()).isEqualTo("b");
  }

  @Test
  void refusesAFieldThatItHasNot() {
    assertThatThrownBy(() -> listing.keep("colour", "red"))
        .hasMessage("invalid filter 'colour': expected label or one of name, state");
  }

  @Test
  void showsTheFirstColumnAloneWhereQuiet() {
    assertThat(listing.print("", true, Terminal.STDOUT)).isEqualTo("a\nb\nc\n");
  }

  @Test
  void namesALabelsColumnAsDockerDoes() {
    assertThat(
            listing.print(
                "table {{.Name}}\t{{.Label \"com.example.tier\"}}", false, Terminal.STDOUT))
        .startsWith("NAME      tier\n");
  }
}
