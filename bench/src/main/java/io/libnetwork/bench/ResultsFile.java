package io.libnetwork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file of results: a JSON object a line, the first of which may say which run it was.
final class ResultsFile {

  /// Far more than any run prints.
  private static final long LARGEST_BYTES = 1 << 20;

  private final Path file;
  private final List<Row> rows = new ArrayList<>();
  private Optional<Run> run = Optional.empty();

  private ResultsFile(Path file) {
    this.file = file;
  }

  static Results read(Path file) {
    return new ResultsFile(file).parse(text(file));
  }

  private static String text(Path file) {
    try {
      if (!Files.isRegularFile(file) && Files.exists(file)) {
        throw new IllegalArgumentException("cannot read results: " + file + " is not a file");
      }
      long size = Files.size(file);
      if (size > LARGEST_BYTES) {
        throw new IllegalArgumentException(
            "cannot read results: %s has %d bytes, expected at most %d"
                .formatted(file, size, LARGEST_BYTES));
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      throw new UncheckedIOException("cannot read results: there is no file " + file, none);
    } catch (CharacterCodingException wrong) {
      throw new IllegalArgumentException("cannot read results: " + file + " is not UTF-8", wrong);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read results from " + file, failure);
    }
  }

  private Results parse(String text) {
    List<String> lines = text.lines().toList();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      try {
        parse(ResultsLine.parse(line), number);
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(
            "cannot read results: %s, line %d: %s".formatted(file, number, wrong.getMessage()),
            wrong);
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("cannot read results: " + file + " has no rows");
    }
    return new Results(run, rows);
  }

  private void parse(ResultsLine line, int number) {
    if (!line.isRun()) {
      rows.add(line.row());
    } else if (number == 1) {
      run = Optional.of(line.run());
    } else {
      throw new IllegalArgumentException("a second run begins here, expected one run a file");
    }
  }
}
