package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever text a zone's file has, it is a zone that is read again as the same, or it is refused
/// with mistakes whose places are in the text; soon in any case.
///
/// By default some files that are right are tried. `scripts/fuzz` has Jazzer make a million of
/// them.
class ZoneFuzzTest {

  private static final DomainName ORIGIN = DomainName.parse("app.test");
  private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

  /// Far more than any needs, because the machine may stand still.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Stream<String> files() {
    MasterFiles files = new MasterFiles(new Random(763));
    return IntStream.range(0, 50).mapToObj(_ -> files.next(5));
  }

  @MethodSource("files")
  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "30m")
  void isReadOrRefusedWithItsMistakes(@Nullable String text) {
    if (text == null) {
      return;
    }
    long before = System.nanoTime();
    try {
      Zone zone = ZoneFile.parse(text, ORIGIN);
      assertThat(ZoneFile.parse(ZoneFile.print(zone), ORIGIN)).isEqualTo(zone);
    } catch (ZoneFileException refused) {
      int lines = LINE_END.split(text, -1).length;
      assertThat(refused.mistakes())
          .isNotEmpty()
          .allSatisfy(mistake -> assertThat(mistake.line()).isBetween(1, lines));
    }
    assertThat(System.nanoTime() - before).as("nanoseconds").isLessThan(LIMIT.toNanos());
  }
}
