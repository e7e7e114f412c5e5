package io.libnetwork.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.wire.DaemonAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class QuickListingTest {

  private static final Pattern SPACE = Pattern.compile(" ");

  private static String[] words(String line) {
    return SPACE.split(line, -1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network ls",
        "network list",
        "network ls -q",
        "network ls --quiet --no-trunc",
        "network ls -f driver=bridge --filter name=a --filter=label=x=y",
        "network ls --format {{.Name}}",
        "network ls --format={{.Name}} -q",
        "network ls --filter driver",
      })
  void meansWhatTheLibraryUnderstands(String line) {
    NetworkLs parsed = new NetworkLs();
    String[] words = words(line);
    new CommandLine(parsed)
        .parseArgs(List.of(words).subList(2, words.length).toArray(new String[0]));
    assertThat(QuickListing.of(words)).map(QuickListing::listing).contains(parsed.listing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network",
        "network rm x",
        "sandbox ls",
        "-H unix:///s network ls",
        "network ls x",
        "network ls --help",
        "network ls --quiet=true",
        "network ls --format",
        "network ls --format --quiet",
        "network ls --format=",
        "network ls --format a --format b",
        "network ls -qf x=y",
        "network ls --format \"a\"",
        "network ls --host tcp://h:1",
        "network ls --host nonsense",
        "network ls --timeout 5",
        "network ls --local",
      })
  void leavesTheRestToTheLibrary(String line) {
    assertThat(QuickListing.of(words(line))).isEmpty();
  }

  @Test
  void knowsWhereTheDaemonIs() {
    assertThat(QuickListing.of("network", "ls", "-H", "unix:///a/s"))
        .map(QuickListing::address)
        .contains(new DaemonAddress.Unix(Path.of("/a/s")));
  }
}
