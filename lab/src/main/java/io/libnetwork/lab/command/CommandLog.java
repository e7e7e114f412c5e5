package io.libnetwork.lab.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a command has written, in a file that does not grow for ever.
///
/// The command adds to the file by itself (`O_APPEND`, see open(2)), so that it goes on when this
/// process has ended. So the file stays the same one, and is cut where it is.
final class CommandLog {

  /// In bytes: 16 MiB.
  static final long LARGEST = 16L << 20;

  /// What stays of one that is cut, in bytes: 1 MiB.
  private static final int KEPT = 1 << 20;

  private CommandLog() {}

  /// Cuts a file that has become too large to its end, from the beginning of a line on. What is
  /// written in the moment in which it is cut is lost.
  ///
  /// @return whether it was cut
  static boolean trim(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      long size = channel.size();
      if (size <= LARGEST) {
        return false;
      }
      ByteBuffer end = ByteBuffer.allocate(KEPT);
      while (end.hasRemaining() && channel.read(end, size - KEPT + end.position()) >= 0) {}
      end.flip();
      afterLine(end);
      channel.truncate(0);
      while (end.hasRemaining()) {
        int _ = channel.write(end);
      }
      return true;
    } catch (NoSuchFileException notYet) {
      return false;
    }
  }

  /// Goes behind the first end of a line; stays where there is none.
  private static void afterLine(ByteBuffer text) {
    for (int i = text.position(); i < text.limit(); i++) {
      if (text.get(i) == '\n') {
        text.position(i + 1);
        return;
      }
    }
  }
}
