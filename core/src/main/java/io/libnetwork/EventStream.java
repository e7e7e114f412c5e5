package io.libnetwork;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells subscribers what happened: in order, on one thread, outside all locks of the model.
///
/// Publishing never waits. A subscriber that does not keep up loses events and is told which.
final class EventStream implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
  private static final int QUEUE = 4096;

  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
  private final Object order = new Object();
  private long revision;
  private boolean started;
  private volatile boolean closed;

  /// Publishes an event made for the next revision.
  void publish(LongFunction<Event> event) {
    synchronized (order) {
      Event next = event.apply(++revision);
      if (!subscribers.isEmpty()) {
        subscribers.forEach(subscriber -> subscriber.offer(next));
        order.notifyAll();
      }
    }
  }

  /// Adds a subscriber, who hears what happens from now on.
  AutoCloseable subscribe(Consumer<Event> consumer) {
    Subscriber subscriber = new Subscriber(consumer);
    synchronized (order) {
      if (closed) {
        throw new NetworkException.Unavailable("cannot subscribe: the controller is closed");
      }
      subscribers.add(subscriber);
      if (!started) {
        started = true;
        Thread.ofPlatform().name("libnetwork-events").daemon().start(this::deliver);
      }
    }
    return () -> unsubscribe(subscriber);
  }

  @Override
  public void close() {
    synchronized (order) {
      closed = true;
      order.notifyAll();
    }
  }

  /// What it has not heard yet it does not hear any more.
  private void unsubscribe(Subscriber subscriber) {
    synchronized (order) {
      subscribers.remove(subscriber);
      subscriber.queue.clear();
    }
  }

  /// Delivers what is queued, also after closing, and then ends.
  private void deliver() {
    try {
      boolean delivered = true;
      while (delivered || !closed) {
        delivered = deliverOne();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean deliverOne() throws InterruptedException {
    boolean any = false;
    for (Subscriber subscriber : subscribers) {
      any |= subscriber.deliverNext();
    }
    if (!any) {
      awaitEvent();
    }
    return any;
  }

  private void awaitEvent() throws InterruptedException {
    synchronized (order) {
      while (!closed && subscribers.stream().noneMatch(Subscriber::waiting)) {
        order.wait();
      }
    }
  }

  /// One subscriber and what it has not heard yet; the queue is guarded by [#order].
  private final class Subscriber {

    private final Consumer<Event> consumer;
    private final Deque<Event> queue = new ArrayDeque<>();

    Subscriber(Consumer<Event> consumer) {
      this.consumer = consumer;
    }

    void offer(Event event) {
      if (queue.size() < QUEUE) {
        queue.add(event);
        return;
      }
      long from =
          queue.peekLast() instanceof Event.Missed missed ? missed.from() : event.revision();
      if (queue.peekLast() instanceof Event.Missed) {
        queue.removeLast();
      }
      queue.add(new Event.Missed(from, event.revision()));
    }

    boolean waiting() {
      return !queue.isEmpty();
    }

    boolean deliverNext() {
      Event next;
      synchronized (order) {
        next = queue.poll();
      }
      if (next == null) {
        return false;
      }
      try {
        consumer.accept(next);
      } catch (RuntimeException | Error failure) {
        // Whatever it is, the other subscribers are not to pay for it.
        LOG.warn("a subscriber failed on {}", next, failure);
      }
      return true;
    }
  }
}
