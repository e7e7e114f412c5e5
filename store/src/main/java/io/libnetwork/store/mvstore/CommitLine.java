package io.libnetwork.store.mvstore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// What each commit says of the whole store, so that whoever reads the records knows whether he has
/// all of them as they were written.
///
/// One line of text: store, schema, revision, time, number of records, and a checksum of all of it.
///
/// @param store the identity of the store
/// @param schema of the program that wrote it
/// @param revision the commit's number
/// @param committed when that was
/// @param records how many there are
/// @param sum of the [#hash]es of all of them
record CommitLine(
    String store, int schema, long revision, Instant committed, long records, long sum) {

  /// The key it is kept by; no record's, because their kinds begin with a letter.
  static final String KEY = "!commit";

  private static final int WORDS = 6;

  /// A checksum of one record; those of all records add up in any order.
  static long hash(String key, byte[] text) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    CRC32C high = new CRC32C();
    CRC32 low = new CRC32();
    high.update(name);
    low.update(name);
    // A byte that is in no key tells where it ends.
    high.update(0);
    low.update(0);
    high.update(text);
    low.update(text);
    return scattered(high.getValue() << Integer.SIZE | low.getValue());
  }

  byte[] text() {
    String facts = facts();
    long seal = sum + hash(facts, new byte[0]);
    return (facts + " " + HexFormat.of().toHexDigits(seal)).getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a line, for the records that were found with it.
  ///
  /// @throws DamageException if it is not the line that was written with them
  static CommitLine read(byte[] text, long records, long sum) throws DamageException {
    String line = new String(text, StandardCharsets.UTF_8);
    List<String> words = List.of(line.split(" ", -1));
    if (words.size() != WORDS) {
      throw new DamageException("the commit says '%s'".formatted(line));
    }
    CommitLine read;
    try {
      read =
          new CommitLine(
              words.get(0),
              Integer.parseInt(words.get(1)),
              Long.parseLong(words.get(2)),
              Instant.parse(words.get(3)),
              Long.parseLong(words.get(4)),
              sum);
    } catch (RuntimeException garbled) {
      throw new DamageException("the commit says '%s'".formatted(line), garbled);
    }
    if (read.records() != records
        || !new String(read.text(), StandardCharsets.UTF_8).equals(line)) {
      throw new DamageException(
          "the commit '%s' does not fit its %d records".formatted(line, records));
    }
    return read;
  }

  private String facts() {
    return "%s %d %d %s %d".formatted(store, schema, revision, committed, records);
  }

  /// Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators": so that the sum of
  /// two checksums, which are linear, is not that of two others.
  private static long scattered(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
