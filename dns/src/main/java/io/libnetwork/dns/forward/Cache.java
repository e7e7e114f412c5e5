package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.dns.wire.Wire;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers that are still good. When it is full, those make place that were not used since it was
/// their turn last; that does nearly as well as keeping them in the order of use, and a look-up
/// need not touch their neighbours.
///
/// A look-up is on the path of every packet: it makes nothing but the reply.
final class Cache {

  private static final int FIRST_BUCKETS = 64;

  /// What an entry takes beside the answer's octets, about: itself, its answer, two array headers,
  /// its bucket.
  private static final int OVERHEAD = 136;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int mostEntries;
  private final long mostBytes;
  private final long seed;

  private @Nullable Entry[] buckets = new @Nullable Entry[FIRST_BUCKETS];
  private int entries;
  private long bytes;

  /// Stands between the one put last, behind it, and the one whose turn is next, before it.
  private final Entry ring = new Entry(0, 0, 0, new Answer(new byte[0], new char[0], 0), 0);

  /// One answer, in its bucket and in the order of turns.
  private static final class Entry {
    final int hash;
    final int variant;
    final int nameEnd;
    final Answer answer;
    final byte[] message;
    final long stored;
    boolean used;
    @Nullable Entry nextInBucket;
    Entry before = this;
    Entry behind = this;

    Entry(int hash, int variant, int nameEnd, Answer answer, long stored) {
      this.hash = hash;
      this.variant = variant;
      this.nameEnd = nameEnd;
      this.answer = answer;
      this.message = answer.message();
      this.stored = stored;
    }

    boolean answers(QueryMessage query, int hashOfQuery) {
      return hash == hashOfQuery
          && nameEnd == query.nameEnd()
          && variant == query.variant()
          && Wire.getInt(message, nameEnd) == query.typeAndClass()
          && Wire.sameFolded(
              message, Wire.HEADER, query.message(), Wire.HEADER, nameEnd - Wire.HEADER);
    }

    int cost() {
      return OVERHEAD + answer.size();
    }
  }

  /// @param seed which nobody outside knows, so that nobody can fill one bucket
  Cache(int mostEntries, long mostBytes, long seed) {
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
    this.seed = seed;
  }

  /// The reply to a question, if its answer is here and good.
  Optional<byte[]> find(QueryMessage query, long now) {
    int hash = hash(query);
    for (Entry at = buckets[hash & buckets.length - 1]; at != null; at = at.nextInBucket) {
      if (at.answers(query, hash)) {
        long age = (now - at.stored) / SECOND;
        if (age >= at.answer.lifetime()) {
          remove(at);
          return Optional.empty();
        }
        at.used = true;
        return Optional.of(at.answer.to(query, (int) age, true));
      }
    }
    return Optional.empty();
  }

  /// Keeps the answer to a question in place of the one before. One with a lifetime of zero, or too
  /// big to be worth others' place, is not kept.
  void put(QueryMessage query, Answer answer, long now) {
    int hash = hash(query);
    Entry entry = new Entry(hash, query.variant(), query.nameEnd(), answer, now);
    if (answer.lifetime() <= 0 || entry.cost() > mostBytes / 8 || mostEntries == 0) {
      return;
    }
    removeOld(query, hash);
    while (entries >= mostEntries || bytes + entry.cost() > mostBytes) {
      makePlace();
    }
    if (entries >= buckets.length) {
      grow();
    }
    enterBucket(entry);
    enterOrder(entry);
    entries++;
    bytes += entry.cost();
  }

  private void makePlace() {
    Entry next = ring.before;
    if (next.used) {
      next.used = false;
      leaveOrder(next);
      enterOrder(next);
    } else {
      remove(next);
    }
  }

  void clear() {
    Arrays.fill(buckets, null);
    ring.before = ring;
    ring.behind = ring;
    entries = 0;
    bytes = 0;
  }

  int entries() {
    return entries;
  }

  long bytes() {
    return bytes;
  }

  private int hash(QueryMessage query) {
    long hash = Wire.hashFolded(query.message(), Wire.HEADER, query.nameEnd(), seed);
    long question = (long) query.variant() << Integer.SIZE ^ query.typeAndClass();
    return Long.hashCode(Wire.mix(hash ^ question));
  }

  private void removeOld(QueryMessage query, int hash) {
    for (Entry at = buckets[hash & buckets.length - 1]; at != null; at = at.nextInBucket) {
      if (at.answers(query, hash)) {
        remove(at);
        return;
      }
    }
  }

  private void remove(Entry entry) {
    leaveOrder(entry);
    leaveBucket(entry);
    entries--;
    bytes -= entry.cost();
  }

  private void enterOrder(Entry entry) {
    entry.before = ring;
    entry.behind = ring.behind;
    ring.behind.before = entry;
    ring.behind = entry;
  }

  private static void leaveOrder(Entry entry) {
    entry.before.behind = entry.behind;
    entry.behind.before = entry.before;
  }

  private void enterBucket(Entry entry) {
    int bucket = entry.hash & buckets.length - 1;
    entry.nextInBucket = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void leaveBucket(Entry entry) {
    int bucket = entry.hash & buckets.length - 1;
    Entry at = buckets[bucket];
    if (at == entry) {
      buckets[bucket] = entry.nextInBucket;
      return;
    }
    while (at != null && at.nextInBucket != entry) {
      at = at.nextInBucket;
    }
    if (at != null) {
      at.nextInBucket = entry.nextInBucket;
    }
  }

  private void grow() {
    buckets = new @Nullable Entry[2 * buckets.length];
    for (Entry entry = ring.behind; entry != ring; entry = entry.behind) {
      enterBucket(entry);
    }
  }
}
