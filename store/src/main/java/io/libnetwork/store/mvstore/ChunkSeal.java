package io.libnetwork.store.mvstore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// A checksum over all bytes of a chunk, which MVStore does not have: it checks the chunk's first
/// and last line, so a chunk whose middle never reached the disk passes for whole.
///
/// It stands in the chunk's last line (128 bytes, of which MVStore fills 70 and ignores what
/// follows its own checksum): `chunk:3,len:2,version:3,fletcher:a1b2c3d4,seal:0f1e2d3c` and blanks.
final class ChunkSeal {

  private static final int FOOTER = 128;
  private static final byte[] MARK = ",seal:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int DIGITS = 8;

  private ChunkSeal() {}

  /// Seals the chunk that a buffer holds from its position to its limit, which stay.
  static void seal(ByteBuffer chunk) {
    int end = lastLineEnd(chunk, chunk.limit() - FOOTER, chunk.limit());
    if (end + MARK.length + DIGITS >= chunk.limit()) {
      throw new IllegalStateException("the last line of a chunk has no room for a seal");
    }
    int sum = sum(chunk, chunk.position(), end);
    chunk.put(end, MARK);
    chunk.put(
        end + MARK.length, HexFormat.of().toHexDigits(sum).getBytes(StandardCharsets.ISO_8859_1));
  }

  /// Whether the bytes between these positions are a chunk as it was sealed.
  static boolean holds(ByteBuffer file, int start, int limit) {
    if (limit > file.limit() || limit - start < FOOTER) {
      return false;
    }
    int end = lastLineEnd(file, limit - FOOTER, limit) - MARK.length - DIGITS;
    if (end < limit - FOOTER) {
      return false;
    }
    byte[] mark = new byte[MARK.length + DIGITS];
    file.get(end, mark);
    String expected =
        new String(MARK, StandardCharsets.ISO_8859_1)
            + HexFormat.of().toHexDigits(sum(file, start, end));
    return expected.equals(new String(mark, StandardCharsets.ISO_8859_1));
  }

  /// Behind the last byte that is not blank.
  private static int lastLineEnd(ByteBuffer bytes, int start, int limit) {
    int end = limit;
    while (end > start && (bytes.get(end - 1) == ' ' || bytes.get(end - 1) == '\n')) {
      end--;
    }
    return end;
  }

  private static int sum(ByteBuffer bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().limit(end).position(start));
    return (int) crc.getValue();
  }
}
