package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// Zones as text: master files of RFC 1035 section 5, with `$TTL` (RFC 2308 section 4).
///
/// `$INCLUDE` and `$GENERATE` are refused: what a file says is to be seen in it. A TTL may be
/// written as in `1h30m`. A record without one has that of `$TTL`, else the one stated last, else
/// [Ttl#SHORT]. What a file says of a zone is taken whole or not at all: who has a zone keeps it
/// when its file turns out to be wrong.
public final class ZoneFile {

  /// In characters, and in bytes when it is read from a path.
  public static final int LARGEST = 4 << 20;

  /// In characters.
  public static final int LONGEST_LINE = 16_384;

  /// After so many nothing more is read.
  public static final int MISTAKES = 20;

  private ZoneFile() {}

  /// Reads a zone.
  ///
  /// @param origin of the zone, and of the file's relative names before an `$ORIGIN`
  /// @throws ZoneFileException if the text is no master file, has a record that is not in the zone,
  ///   or is larger than the limits of this class and of [Zone]
  /// @throws IllegalArgumentException if `origin` is a wildcard
  public static Zone parse(String text, DomainName origin) {
    if (text.length() > LARGEST) {
      throw tooLarge();
    }
    return new MasterParser(text, origin).parse();
  }

  /// Reads a file of UTF-8.
  ///
  /// @throws ZoneFileException as [#parse], and if the bytes are no UTF-8
  /// @throws IOException if the file cannot be read
  public static Zone read(Path file, DomainName origin) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    }
    if (bytes.length > LARGEST) {
      throw tooLarge();
    }
    return parse(decoded(bytes), origin);
  }

  private static ZoneFileException tooLarge() {
    return new ZoneFileException(
        List.of(new Mistake(1, 1, "the file has more than %d bytes".formatted(LARGEST))));
  }

  private static String decoded(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(bytes.length);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CoderResult result = decoder.decode(in, text, true);
    String before = text.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
      int column = before.length() - before.lastIndexOf('\n');
      int octet = Byte.toUnsignedInt(in.get());
      throw new ZoneFileException(
          List.of(new Mistake(line, column, "octet 0x%02x is no part of UTF-8".formatted(octet))));
    }
    return before;
  }

  /// The zone as [#parse] reads it, with any origin: every name is whole, and every record has its
  /// TTL. Several strings of one record have lines of their own, so that none gets too long.
  public static String print(Zone zone) {
    StringBuilder text = new StringBuilder("$ORIGIN ").append(zone.origin()).append('\n');
    zone.records().forEach(record -> text.append(line(record)).append('\n'));
    return text.toString();
  }

  private static String line(ZoneRecord record) {
    if (record.data() instanceof RecordData.Txt(List<String> strings) && strings.size() > 1) {
      String each = strings.stream().map(Octets::quoted).collect(Collectors.joining("\n\t"));
      return "%s\t%s\tIN\tTXT\t(\n\t%s )".formatted(record.owner(), record.ttl(), each);
    }
    return record.toString();
  }
}
