package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Event;
import io.libnetwork.wire.v1.EventResource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The last events of a controller, kept for those who follow them.
///
/// Who follows has no queue of his own, only a revision up to which he has read: one who is slow
/// keeps nobody waiting and takes no memory, and is told what he missed when that is gone. Events
/// have the epoch of this process in their ids, because revisions begin anew with each.
///
/// Safe for use by many threads. To be opened with the controller, and closed before it.
public final class EventLog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  /// So many are kept.
  private static final int USUAL_CAPACITY = 8192;

  /// So many are handed out at once.
  private static final int BATCH = 256;

  private static final int EPOCH_BYTES = 6;

  private final String epoch;
  private final int capacity;
  private final InstantSource clock;
  private final EventResources resources;
  private final AutoCloseable subscription;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition more = lock.newCondition();

  /// By their revisions; guarded by `lock`, as what follows is.
  private final NavigableMap<Long, EventResource> kept = new TreeMap<>();

  /// The one before the first that was heard: what came before that nobody here has missed.
  private long start;

  /// The last that was heard.
  private long latest;

  /// The last that was dropped.
  private long dropped;

  private boolean closed;

  /// What came behind a revision.
  ///
  /// @param events in their order, not more than a few hundred
  /// @param position up to which that is all
  /// @param ended nothing will come any more
  record Batch(List<EventResource> events, long position, boolean ended) {}

  /// Follows a controller from now on.
  public EventLog(Controller controller) {
    this(controller, InstantSource.system(), USUAL_CAPACITY);
  }

  EventLog(Controller controller, InstantSource clock, int capacity) {
    this.epoch = randomEpoch();
    this.capacity = capacity;
    this.clock = clock;
    this.resources = new EventResources(epoch, new EventNames(controller));
    this.subscription = controller.subscribe(this::take);
  }

  private static String randomEpoch() {
    byte[] bytes = new byte[EPOCH_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /// Which process the revisions are of: hexadecimal digits.
  public String epoch() {
    return epoch;
  }

  private void take(Event event) {
    EventResource told = resources.of(event, clock.instant());
    lock.lock();
    try {
      if (latest == 0) {
        start = first(event) - 1;
      }
      latest = event.revision();
      kept.put(latest, told);
      while (kept.size() > capacity) {
        dropped = kept.pollFirstEntry().getKey();
      }
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long first(Event event) {
    return event instanceof Event.Missed missed ? missed.from() : event.revision();
  }

  /// The last revision there is.
  long latest() {
    lock.lock();
    try {
      return latest;
    } finally {
      lock.unlock();
    }
  }

  /// Answers what is behind a revision, and waits for it where there is nothing yet. What is no
  /// longer kept of it is one event of kind `missed`.
  ///
  /// @param patience how long at most
  Batch behind(long revision, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (latest <= revision && !closed && left > 0) {
        left = more.awaitNanos(left);
      }
      return behind(Math.max(revision, start));
    } finally {
      lock.unlock();
    }
  }

  private Batch behind(long revision) {
    if (dropped > revision) {
      EventResource missed = resources.missed(revision + 1, dropped, clock.instant());
      return new Batch(List.of(missed), dropped, false);
    }
    List<EventResource> events =
        kept.tailMap(revision, false).values().stream().limit(BATCH).toList();
    long position = events.isEmpty() ? revision : events.getLast().revision();
    return new Batch(events, position, closed && position >= latest);
  }

  /// An event of kind `missed` for who followed another process, and what is the last now.
  EventResource restarted() {
    return resources.restarted(latest(), clock.instant());
  }

  /// Ends it for all who follow.
  @Override
  public void close() {
    try {
      subscription.close();
    } catch (Exception failure) {
      LOG.warn("cannot end the subscription to events", failure);
    }
    lock.lock();
    try {
      closed = true;
      more.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
