package io.libnetwork.lab.file;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A lab's file as a text: not too large, and UTF-8.
final class FileText {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private FileText() {}

  /// @throws Unreadable when the file is too large or no UTF-8
  /// @throws NetworkException.NotFound when there is none
  /// @throws NetworkException.Unavailable when it cannot be read
  static String read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LabFile.LARGEST + 1);
    } catch (NoSuchFileException missing) {
      throw new NetworkException.NotFound("no file " + file);
    } catch (IOException failure) {
      throw new NetworkException.Unavailable(
          "cannot read file %s: %s".formatted(file, failure), failure);
    }
    requireSize(bytes.length);
    return decoded(bytes);
  }

  /// @throws Unreadable when it is too large
  static String of(String text) {
    requireSize(text.length());
    return text.isEmpty() || text.charAt(0) != BYTE_ORDER_MARK ? text : text.substring(1);
  }

  private static void requireSize(int size) {
    if (size > LabFile.LARGEST) {
      throw new Unreadable(
          Place.START, "", "the file has more than %d bytes".formatted(LabFile.LARGEST));
    }
  }

  private static String decoded(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
      int begin = text.lastIndexOf('\n') + 1;
      int column = 1 + text.codePointCount(begin, text.length());
      throw new Unreadable(
          new Place(line, column),
          "",
          "octet 0x%02x is no part of UTF-8".formatted(Byte.toUnsignedInt(in.get())));
    }
    return text;
  }
}
