package io.libnetwork.store.mvstore;

import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/// The bytes of a store's file, and the last commit in them that is whole.
///
/// A file is a header of two blocks, and chunks, one behind the other. A chunk counts if its
/// [seal][ChunkSeal] holds. A commit is whole if MVStore can read all records from the chunks that
/// count, up to the commit's own, and its [CommitLine] fits them. What a commit cut short, or a
/// disk gone bad, left is never shown to MVStore, which is handed a file that ends with the commit
/// looked at, under a header that says so.
final class StoreImage {

  private static final int BLOCK = 4096;
  private static final int HEADER_BLOCKS = 2;
  private static final int LONGEST_LINE = 1024;

  private final ByteBuffer bytes;
  private final List<Frame> frames = new ArrayList<>();

  /// A chunk that counts.
  ///
  /// @param start where it begins, in blocks
  /// @param end where the next begins
  private record Frame(int id, long version, int start, int end) {}

  /// A commit that is whole.
  ///
  /// @param newer how many chunks there are behind it that count
  /// @param droppedBytes behind it that are no such chunk
  record Found(CommitLine commit, List<StateRecord> records, int newer, long droppedBytes) {}

  StoreImage(byte[] file) {
    bytes = ByteBuffer.wrap(file);
    findFrames();
  }

  /// The last commit that is whole.
  ///
  /// @throws DamageException if there is none
  Found lastWhole() throws DamageException {
    List<DamageException> refused = new ArrayList<>();
    for (int i = frames.size() - 1; i >= 0; i--) {
      try {
        return read(i);
      } catch (DamageException e) {
        refused.add(e);
      }
    }
    DamageException none =
        new DamageException(
            "none of its %d chunks of data ends a whole commit".formatted(frames.size()));
    refused.stream().limit(3).forEach(none::addSuppressed);
    throw none;
  }

  /// Chunks follow each other without gaps; behind one that does not count the next is looked for.
  private void findFrames() {
    int blocks = bytes.limit() / BLOCK;
    int block = HEADER_BLOCKS;
    while (block < blocks) {
      Frame frame = frameAt(block);
      if (frame == null) {
        block++;
      } else {
        frames.add(frame);
        block = frame.end();
      }
    }
  }

  private @org.jspecify.annotations.Nullable Frame frameAt(int block) {
    Map<String, String> line = firstLine(block * BLOCK);
    try {
      int length = Integer.parseInt(line.getOrDefault("len", "0"), 16);
      int end = Math.addExact(block, length);
      if (length <= 0
          || (long) end * BLOCK > bytes.limit()
          || !ChunkSeal.holds(bytes, block * BLOCK, end * BLOCK)) {
        return null;
      }
      return new Frame(
          Integer.parseInt(line.getOrDefault("chunk", ""), 16),
          Long.parseLong(line.getOrDefault("version", ""), 16),
          block,
          end);
    } catch (ArithmeticException | NumberFormatException garbled) {
      return null;
    }
  }

  /// The line a chunk begins with, as `chunk:1,len:2,...`; nothing where there is none.
  private Map<String, String> firstLine(int start) {
    int end = start;
    int limit = Math.min(bytes.limit(), start + LONGEST_LINE);
    while (end < limit && bytes.get(end) != '\n') {
      end++;
    }
    byte[] line = new byte[end - start];
    bytes.get(start, line);
    String text = new String(line, StandardCharsets.ISO_8859_1);
    if (end == limit || !text.startsWith("chunk:")) {
      return Map.of();
    }
    try {
      return DataUtils.parseMap(text.strip());
    } catch (RuntimeException garbled) {
      return Map.of();
    }
  }

  private Found read(int index) throws DamageException {
    Frame last = frames.get(index);
    MVStore mvStore = null;
    try {
      ChunkFile file =
          ChunkFile.read(new View(shown(index)), "a store's file", (long) last.end() * BLOCK);
      mvStore = new MVStore.Builder().fileStore(file).readOnly().autoCommitDisabled().open();
      return read(Generation.openMap(mvStore), index);
    } catch (RuntimeException | AssertionError e) {
      throw new DamageException("chunk %x cannot be read: %s".formatted(last.id(), e), e);
    } finally {
      if (mvStore != null) {
        mvStore.closeImmediately();
      }
    }
  }

  private Found read(MVMap<String, byte[]> map, int index) throws DamageException {
    List<RecordKey> keys = new ArrayList<>();
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    byte[] commit = null;
    long sum = 0;
    Cursor<String, byte[]> cursor = map.cursor(null);
    while (cursor.hasNext()) {
      String key = cursor.next();
      byte[] value = cursor.getValue();
      if (key.equals(CommitLine.KEY)) {
        commit = value;
      } else {
        keys.add(RecordKey.parse(key));
        texts.writeBytes(value);
        sum += CommitLine.hash(key, value);
      }
    }
    if (commit == null) {
      throw new DamageException("chunk %x ends no commit".formatted(frames.get(index).id()));
    }
    return new Found(
        CommitLine.read(commit, keys.size(), sum),
        RecordText.read(keys, texts.toByteArray()),
        frames.size() - 1 - index,
        bytes.limit() - (long) frames.getLast().end() * BLOCK);
  }

  /// The file as it was when a chunk was its last, without what does not count.
  private ByteBuffer shown(int index) {
    ByteBuffer shown = ByteBuffer.allocate(frames.get(index).end() * BLOCK);
    byte[] header = header(frames.get(index));
    shown.put(0, header);
    shown.put(BLOCK, header);
    for (Frame frame : frames.subList(0, index + 1)) {
      int start = frame.start() * BLOCK;
      shown.put(start, bytes, start, frame.end() * BLOCK - start);
    }
    return shown;
  }

  /// What MVStore writes into the first and the second block when it has closed a file orderly.
  private static byte[] header(Frame last) {
    String facts =
        "H:2,block:%x,blockSize:%x,chunk:%x,clean:1,created:0,format:3,version:%x"
            .formatted(last.start(), BLOCK, last.id(), last.version());
    byte[] summed = facts.getBytes(StandardCharsets.ISO_8859_1);
    return (facts + ",fletcher:%x\n".formatted(DataUtils.getFletcher32(summed, 0, summed.length)))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Bytes in memory, to be read.
  private record View(ByteBuffer bytes) implements Disk.File {

    @Override
    public ByteBuffer read(long position, int length) throws IOException {
      // MVStore looks for a chunk's first line in 1,024 bytes, which a short last block has too.
      return bytes.slice(Math.toIntExact(position), length);
    }

    @Override
    public void write(long position, ByteBuffer written) {
      throw new UnsupportedOperationException("what is looked at is not written to");
    }

    @Override
    public void truncate(long size) {
      throw new UnsupportedOperationException("what is looked at is not cut");
    }

    @Override
    public void sync() {
      // There is nothing to sync.
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }
}
