package io.libnetwork.store.mvstore;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// A disk that remembers what was synced and what was not, and can lose the latter.
///
/// Safe for use by several threads.
final class MemoryDisk implements Disk {

  private static final int SECTOR = 512;

  /// What happens on this disk, told before it does.
  interface Watcher {
    void before(String what) throws IOException;
  }

  private Map<String, Inode> names = new HashMap<>();
  private Map<String, Inode> syncedNames = new HashMap<>();
  private final List<Map<String, Inode>> unsyncedNames = new ArrayList<>();
  private Watcher watcher = _ -> {};
  private int syncs;

  /// A file's bytes as a reader sees them, as they are on disk for certain, and what lies between.
  private static final class Inode {
    private byte[] seen = new byte[0];
    private byte[] synced = new byte[0];
    private final List<Change> unsynced = new ArrayList<>();
  }

  /// A write, or with no bytes a cut.
  private static final class Change {
    private final long position;
    private final byte[] bytes;

    private Change(long position, byte[] bytes) {
      this.position = position;
      this.bytes = bytes;
    }
  }

  synchronized void watch(Watcher replacement) {
    watcher = replacement;
  }

  /// How often anything was synced.
  synchronized int syncs() {
    return syncs;
  }

  synchronized long size(String name) {
    return file(name).seen.length;
  }

  /// Changes a file behind the store's back, for certain.
  synchronized void put(String name, byte[] bytes) {
    Inode inode = new Inode();
    inode.seen = bytes.clone();
    inode.synced = bytes.clone();
    names.put(name, inode);
    syncedNames.put(name, inode);
  }

  /// The names that are there.
  synchronized List<String> list() {
    return names.keySet().stream().sorted().toList();
  }

  /// What is left when the power fails now: everything synced, of the names a beginning of what was
  /// not, because file systems keep their order, and of the bytes any sectors of any writes, and a
  /// last sector that is torn.
  synchronized MemoryDisk afterPowerLoss(Random random) {
    MemoryDisk left = new MemoryDisk();
    int kept = random.nextInt(unsyncedNames.size() + 1);
    Map<String, Inode> survivors = kept == 0 ? syncedNames : unsyncedNames.get(kept - 1);
    survivors.forEach((name, inode) -> left.put(name, survivor(inode, random)));
    return left;
  }

  private static byte[] survivor(Inode inode, Random random) {
    byte[] bytes = inode.synced.clone();
    int mood = random.nextInt(4);
    for (Change change : inode.unsynced) {
      if (change.bytes.length == 0) {
        if (random.nextBoolean()) {
          bytes = Arrays.copyOf(bytes, (int) change.position);
        }
      } else if (mood > 0) {
        bytes = torn(bytes, change, mood, random);
      }
    }
    return bytes;
  }

  /// @param mood 1: some sectors, 2: all but one, 3: a beginning that ends anywhere
  private static byte[] torn(byte[] old, Change change, int mood, Random random) {
    int sectors = (change.bytes.length + SECTOR - 1) / SECTOR;
    int missing = random.nextInt(sectors);
    int cut = random.nextInt(change.bytes.length + 1);
    byte[] bytes = old;
    for (int i = 0; i < sectors; i++) {
      int from = i * SECTOR;
      int to = Math.min(change.bytes.length, from + SECTOR);
      boolean arrives =
          switch (mood) {
            case 1 -> random.nextBoolean();
            case 2 -> i != missing;
            default -> from < cut;
          };
      if (arrives) {
        to = mood == 3 ? Math.min(to, cut) : to;
        bytes = with(bytes, change.position + from, change.bytes, from, to - from);
      }
    }
    return bytes;
  }

  private static byte[] with(byte[] old, long position, byte[] source, int from, int length) {
    int end = Math.toIntExact(position + length);
    byte[] bytes = old.length >= end ? old : Arrays.copyOf(old, end);
    System.arraycopy(source, from, bytes, Math.toIntExact(position), length);
    return bytes;
  }

  @Override
  public Path path(String name) {
    return Path.of("/memory", name);
  }

  @Override
  public synchronized Optional<byte[]> read(String name) {
    return Optional.ofNullable(names.get(name)).map(inode -> inode.seen.clone());
  }

  @Override
  public synchronized File create(String name) throws IOException {
    watcher.before("create " + name);
    Inode inode = new Inode();
    names.put(name, inode);
    namesChanged();
    return new Opened(name, inode);
  }

  @Override
  public synchronized void rename(String from, String to) throws IOException {
    watcher.before("rename " + from);
    names.put(to, file(from));
    names.remove(from);
    namesChanged();
  }

  @Override
  public synchronized void link(String name, String second) throws IOException {
    watcher.before("link " + name);
    names.put(second, file(name));
    namesChanged();
  }

  @Override
  public synchronized void delete(String name) throws IOException {
    watcher.before("delete " + name);
    names.remove(name);
    namesChanged();
  }

  @Override
  public synchronized void sync() throws IOException {
    watcher.before("sync names");
    syncs++;
    syncedNames = new HashMap<>(names);
    unsyncedNames.clear();
  }

  private Inode file(String name) {
    return Optional.ofNullable(names.get(name))
        .orElseThrow(() -> new IllegalStateException("there is no file " + name));
  }

  private void namesChanged() {
    unsyncedNames.add(new HashMap<>(names));
  }

  private final class Opened implements File {

    private final String name;
    private final Inode inode;

    private Opened(String name, Inode inode) {
      this.name = name;
      this.inode = inode;
    }

    @Override
    public ByteBuffer read(long position, int length) throws IOException {
      synchronized (MemoryDisk.this) {
        if (position + length > inode.seen.length) {
          throw new EOFException("%d bytes at %d of %s".formatted(length, position, name));
        }
        return ByteBuffer.wrap(
            Arrays.copyOfRange(inode.seen, (int) position, (int) position + length));
      }
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
      synchronized (MemoryDisk.this) {
        watcher.before("write " + name);
        byte[] written = new byte[bytes.remaining()];
        bytes.get(written);
        inode.seen = with(inode.seen, position, written, 0, written.length);
        inode.unsynced.add(new Change(position, written));
      }
    }

    @Override
    public void truncate(long size) throws IOException {
      synchronized (MemoryDisk.this) {
        watcher.before("truncate " + name);
        inode.seen = Arrays.copyOf(inode.seen, (int) size);
        inode.unsynced.add(new Change(size, new byte[0]));
      }
    }

    @Override
    public void sync() throws IOException {
      synchronized (MemoryDisk.this) {
        watcher.before("sync " + name);
        syncs++;
        inode.synced = inode.seen.clone();
        inode.unsynced.clear();
      }
    }

    @Override
    public void close() {
      // What is closed is not synced by that.
    }
  }
}
