package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What docs/labs.md says of the format.
class LabDocumentTest {

  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");

  /// What a part of a lab refers to may stand elsewhere.
  private static final Pattern ELSEWHERE =
      Pattern.compile("no (network|sandbox) \".*|no network: .*");

  private static String document() {
    try {
      return Files.readString(Examples.folder().resolve("../../docs/labs.md"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<String> blocks() {
    return BLOCK.matcher(document()).results().map(found -> found.group(1)).toList();
  }

  @Test
  void beginsWithALab() {
    assertThat(blocks()).hasSizeGreaterThan(5);
    assertThat(LabFile.read(blocks().getFirst()).lab().name()).isEqualTo("shop");
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void hasExamplesThatAreRead(String block) {
    String text = block.startsWith(" ") ? "sandboxes:\n  s:\n" + block : block;
    try {
      LabFile.read(text.startsWith("#") ? text + "lab: a" : text, Optional.of("a"));
    } catch (NetworkException.InvalidParameter refused) {
      assertThat(refused).hasCauseInstanceOf(LabFileException.class);
      assertThat(MistakesTest.mistakes(text))
          .extracting(Mistake::message)
          .allMatch(message -> ELSEWHERE.matcher(message).matches());
    }
  }

  @ParameterizedTest
  @EnumSource(Keys.class)
  void namesEveryKey(Keys keys) {
    String document = document();

    assertThat(keys.names())
        .allSatisfy(key -> assertThat(document).containsPattern("[`{ ]" + key + "[`,:}]"));
  }
}
