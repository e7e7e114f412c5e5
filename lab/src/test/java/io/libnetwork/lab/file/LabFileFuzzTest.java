package io.libnetwork.lab.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.libnetwork.NetworkException;
import io.libnetwork.lab.Lab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is in a file, it is read or refused with the places of its mistakes, soon.
///
/// By default what is below is tried. `scripts/fuzz` has Jazzer make a million files of it.
class LabFileFuzzTest {

  private static final int LARGEST = 100_000;

  /// More than any needs, because the machine may stand still.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Stream<byte[]> files() throws IOException {
    List<String> files = new ArrayList<>();
    for (Path example : Examples.all()) {
      files.add(Files.readString(example));
    }
    RandomLabs labs = new RandomLabs(5);
    for (int i = 0; i < 4; i++) {
      files.add(LabFile.write(labs.next()));
    }
    files.addAll(
        List.of(
            "",
            "{\"lab\": \"a\", \"networks\": {\"n\": null}}",
            "[".repeat(LARGEST),
            "{".repeat(LARGEST),
            "- ".repeat(LARGEST / 2),
            "? ".repeat(LARGEST / 2),
            "&a ".repeat(LARGEST / 3),
            "a: &a [*a]",
            "x-a: &a {b: c, d: [e]}\nnetworks: {<<: [*a, *a], n: *a}",
            "a: 1\n".repeat(LARGEST / 5),
            "\"".repeat(LARGEST),
            "'a\n".repeat(LARGEST / 3),
            "a: |\n" + " \n".repeat(LARGEST / 2),
            "{a: b, ".repeat(LARGEST / 7),
            "networks: {n: {records: {app: '" + "www A 192.0.2.1 ".repeat(6_000) + "'}}}",
            "networks: {n: {records: {app: [" + "x, ".repeat(30_000) + "]}}}",
            "networks: {n: {pools: [" + "10.0.0.0/8, ".repeat(8_000) + "]}}",
            "sandboxes:\n" + "  s: {after: [s, t]}\n".repeat(4_000),
            "\u0000\ufeff\ud83d\ude00\u2028\u0085"));
    return files.stream().map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("files")
  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "30m")
  void isReadOrRefused(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length > LARGEST + 100) {
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    long before = System.nanoTime();
    try {
      Lab lab = LabFile.read(text, Optional.of("fuzzed")).lab();
      require(LabFile.read(LabFile.write(lab)).lab().equals(lab), "reads what it writes");
    } catch (NetworkException.InvalidParameter refused) {
      require(refused.getCause() instanceof LabFileException, "has its mistakes");
      requirePlaces((LabFileException) refused.getCause(), text);
    }
    require(System.nanoTime() - before < LIMIT.toNanos(), "is soon");
  }

  private static void requirePlaces(@Nullable LabFileException refused, String text) {
    require(refused != null && !refused.mistakes().isEmpty(), "has a mistake");
    long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 2;
    for (Mistake mistake : refused == null ? List.<Mistake>of() : refused.mistakes()) {
      require(mistake.place().line() >= 1 && mistake.place().line() <= lines, "is in the file");
      require(mistake.place().column() >= 1, "is in its line");
      require(mistake.message().indexOf('\n') < 0, "is on one line");
    }
  }

  /// Checks a million times, so with little around it.
  private static void require(boolean right, String what) {
    if (!right) {
      throw new AssertionError("expected that it " + what);
    }
  }
}
