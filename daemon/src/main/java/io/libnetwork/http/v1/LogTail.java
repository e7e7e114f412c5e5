package io.libnetwork.http.v1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The end of a file that something is written to.
final class LogTail {

  /// In bytes.
  private static final int MOST = 256 * 1024;

  private LogTail() {}

  /// The last 256 KiB, from the beginning of a line where there is more; empty where there is no
  /// file yet. What is no UTF-8 is replaced.
  static String of(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(0, channel.size() - MOST);
      ByteBuffer bytes = ByteBuffer.allocate(MOST);
      int read = 0;
      while (bytes.hasRemaining() && read >= 0) {
        read = channel.read(bytes, from + bytes.position());
      }
      String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
      return from == 0 ? text : text.substring(text.indexOf('\n') + 1);
    } catch (NoSuchFileException _) {
      return "";
    }
  }
}
