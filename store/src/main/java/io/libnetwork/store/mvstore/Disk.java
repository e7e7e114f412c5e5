package io.libnetwork.store.mvstore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// The folder of one store: all that a store asks of the file system.
///
/// Nothing is on disk before it is synced: the bytes of a file by [File#sync], names by [#sync].
interface Disk {

  /// Where a file of this name is, for messages.
  Path path(String name);

  /// All bytes of a file; empty where there is none.
  Optional<byte[]> read(String name) throws IOException;

  /// Makes an empty file that only its owner may read and write. One that is there is replaced.
  File create(String name) throws IOException;

  /// Gives a file another name, which it takes from whatever has it.
  void rename(String from, String to) throws IOException;

  /// Gives a file a second name.
  void link(String name, String second) throws IOException;

  /// Deletes a file, if it is there.
  void delete(String name) throws IOException;

  /// Waits until the names of all files are on disk.
  void sync() throws IOException;

  /// An open file.
  interface File extends Closeable {

    /// Reads exactly so many bytes.
    ByteBuffer read(long position, int length) throws IOException;

    /// Writes all bytes that remain.
    void write(long position, ByteBuffer bytes) throws IOException;

    /// Cuts the file to this size.
    void truncate(long size) throws IOException;

    /// Waits until everything written is on disk.
    void sync() throws IOException;
  }
}
