package io.libnetwork.store.mvstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A file beside the store's own that says that there is a store, and how far it went when it was
/// closed. So a store whose file is gone, or was cut short since, is not taken for a new one or for
/// whole.
///
/// @param store the identity of the store
/// @param closedAt the revision at which it was closed; empty while it is written
record StoreMark(String store, OptionalLong closedAt) {

  static final String FILE = "state.mark";

  private static final String OPEN = "open";
  private static final int WORDS = 3;

  /// The mark of a folder; empty where there is no store, or its mark cannot be read.
  static Optional<StoreMark> read(Disk disk) throws IOException {
    return disk.read(FILE).flatMap(StoreMark::parse);
  }

  /// Whether there is a mark, readable or not.
  static boolean exists(Disk disk) throws IOException {
    return disk.read(FILE).isPresent();
  }

  /// Writes the mark. Its name is on disk when the folder has been synced.
  void write(Disk disk) throws IOException {
    String unfinished = FILE + ".new";
    try (Disk.File file = disk.create(unfinished)) {
      file.write(0, ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8)));
      file.sync();
    }
    disk.rename(unfinished, FILE);
  }

  private static Optional<StoreMark> parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> words = List.of(text.split(" ", -1));
    if (words.size() != WORDS) {
      return Optional.empty();
    }
    try {
      StoreMark mark =
          new StoreMark(
              words.get(0),
              words.get(1).equals(OPEN)
                  ? OptionalLong.empty()
                  : OptionalLong.of(Long.parseLong(words.get(1))));
      return mark.text().equals(text) ? Optional.of(mark) : Optional.empty();
    } catch (NumberFormatException garbled) {
      return Optional.empty();
    }
  }

  /// `<store> <revision or open> <checksum>` and the end of the line.
  private String text() {
    String facts =
        store + " " + (closedAt.isPresent() ? Long.toString(closedAt.getAsLong()) : OPEN);
    return "%s %x\n".formatted(facts, CommitLine.hash(facts, new byte[0]));
  }
}
