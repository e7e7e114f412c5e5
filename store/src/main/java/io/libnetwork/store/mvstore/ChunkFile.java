package io.libnetwork.store.mvstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.RandomAccessStore;
import org.h2.mvstore.SFChunk;

/// A file as MVStore sees it, which it only appends to: each commit is one chunk behind the last.
///
/// So a commit that is cut short can harm none before it, and the file cut off behind any chunk is
/// the store as it was then. Each chunk is written with a [ChunkSeal].
final class ChunkFile extends RandomAccessStore {

  private static final Map<String, Object> CONFIG = Map.of("cacheSize", 16);

  private final Disk.File file;

  private ChunkFile(Disk.File file, String name, long size, boolean readOnly) {
    super(CONFIG);
    this.file = file;
    init(name, readOnly);
    setReuseSpace(false);
    setSize(size);
  }

  /// An empty file to be written.
  static ChunkFile written(Disk.File file, String name) {
    return new ChunkFile(file, name, 0, false);
  }

  /// A file to be read.
  static ChunkFile read(Disk.File file, String name, long size) {
    return new ChunkFile(file, name, size, true);
  }

  @Override
  public ByteBuffer readFully(SFChunk chunk, long position, int length) {
    try {
      return file.read(position, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void writeFully(SFChunk chunk, long position, ByteBuffer bytes) {
    int length = bytes.remaining();
    if (chunk != null) {
      ChunkSeal.seal(bytes);
    }
    try {
      file.write(position, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    setSize(Math.max(size(), position + length));
  }

  @Override
  protected void truncate(long size) {
    try {
      file.truncate(size);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    setSize(size);
  }

  @Override
  public void sync() {
    try {
      file.sync();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A commit is what the journal says is one, however much it writes.
  @Override
  public boolean shouldSaveNow(int unsavedMemory, int autoCommitMemory) {
    return false;
  }

  @Override
  public void open(String fileName, boolean readOnly, char[] encryptionKey) {
    throw new UnsupportedOperationException("the file was opened already");
  }

  @Override
  public ChunkFile open(String fileName, boolean readOnly) {
    throw new UnsupportedOperationException("the file was opened already");
  }

  @Override
  public void backup(ZipOutputStream out) {
    throw new UnsupportedOperationException("a store is copied by its text");
  }
}
