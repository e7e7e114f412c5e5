package io.libnetwork.dns.forward;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// A world in which time passes only when told to, with servers that do what a test wants.
final class FakeSurroundings implements Surroundings {

  /// What a server does with a message it was sent.
  @FunctionalInterface
  interface Server {
    void asked(Exchange exchange);
  }

  /// A message on its way, as the server that has it sees it.
  final class Exchange {
    final Upstream upstream;
    final Transport transport;
    final byte[] message;
    final long at = passed;
    private final Receiver receiver;
    private boolean over;
    private boolean cancelled;

    private Exchange(Upstream upstream, Transport transport, byte[] message, Receiver receiver) {
      this.upstream = upstream;
      this.transport = transport;
      this.message = message;
      this.receiver = receiver;
    }

    boolean cancelled() {
      return cancelled;
    }

    /// Nothing more can come of it.
    boolean over() {
      return over;
    }

    /// Sends a message back.
    void reply(Duration delay, byte[] reply) {
      after(delay, () -> deliver(reply));
    }

    private void deliver(byte[] reply) {
      if (!over && receiver.received(reply)) {
        over = true;
      }
    }

    void fail(Duration delay, String why) {
      after(delay, () -> failNow(why));
    }

    /// Fails before the forwarder has got its handle.
    void failNow(String why) {
      if (!over) {
        over = true;
        receiver.failed(why);
      }
    }

    private void cancel() {
      cancelled |= !over;
      over = true;
    }
  }

  private record Task(long at, long number, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::at).thenComparingLong(Task::number));
  private final Map<Upstream, Server> servers = new HashMap<>();
  private final List<Exchange> asked = new ArrayList<>();

  /// Where the clock begins: it overflows within a long test, as a clock may.
  private static final long START = Long.MAX_VALUE - Duration.ofSeconds(70).toNanos();

  private long passed;
  private long number;

  void server(Upstream upstream, Server server) {
    servers.put(upstream, server);
  }

  /// Every message sent so far, in order.
  List<Exchange> asked() {
    return asked;
  }

  /// The messages an upstream was sent.
  List<Exchange> asked(Upstream upstream) {
    return asked.stream().filter(exchange -> exchange.upstream.equals(upstream)).toList();
  }

  /// Exchanges that nobody has ended.
  long open() {
    return asked.stream().filter(exchange -> !exchange.over()).count();
  }

  /// Timers that have not run, or were not cancelled.
  int timers() {
    return tasks.size();
  }

  @Override
  public long now() {
    return START + passed;
  }

  @Override
  public Pending after(Duration delay, Runnable action) {
    Task task = new Task(passed + delay.toNanos(), number++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public Pending ask(Upstream upstream, Transport transport, byte[] message, Receiver receiver) {
    Exchange exchange = new Exchange(upstream, transport, message, receiver);
    asked.add(exchange);
    servers.getOrDefault(upstream, silent -> {}).asked(exchange);
    return exchange::cancel;
  }

  /// Lets time pass, and what was to happen in it happen.
  void pass(Duration duration) {
    long end = passed + duration.toNanos();
    while (!tasks.isEmpty() && tasks.element().at() <= end) {
      Task task = tasks.remove();
      passed = task.at();
      task.action().run();
    }
    passed = end;
  }

  void passMillis(long millis) {
    pass(Duration.ofMillis(millis));
  }
}
