package io.libnetwork.firewalld;

import io.libnetwork.drivers.neighbour.NeighbourFirewall;
import io.libnetwork.firewalld.FirewalldBus.Question;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that firewalld has our bridges in our zone.
///
/// One thread talks to it and does nothing else. Whatever wakes it (a bridge that comes or goes, a
/// reload, a start of firewalld, a silence that has lasted long enough), it tells what firewalld
/// may not know. After a reload that is everything, because firewalld then forgets which interfaces
/// it was told.
final class Firewalld implements NeighbourFirewall {

  private static final Logger LOG = LoggerFactory.getLogger(Firewalld.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration CLOSE = Duration.ofSeconds(5);

  private final BusAddress address;
  private final Thread thread;

  /// What each bridge's admission waits for. Guarded by `this`, like all that follows but `bus` and
  /// `reloaded`, which are the thread's own.
  private final Map<InterfaceName, CompletableFuture<Void>> bridges = new LinkedHashMap<>();

  private final Set<InterfaceName> coming = new LinkedHashSet<>();
  private final Set<InterfaceName> leaving = new LinkedHashSet<>();

  /// firewalld may have forgotten everything.
  private boolean anew = true;

  /// Nobody there who would refuse anything.
  private boolean absent;

  /// A pause is to end.
  private boolean hinted;

  private boolean closed;

  private @Nullable FirewalldBus bus;
  private boolean reloaded;

  private Firewalld(BusAddress address) {
    this.address = address;
    this.thread = Thread.ofPlatform().daemon().name("libnetwork-firewalld").unstarted(this::work);
  }

  static Firewalld open(BusAddress address) {
    Firewalld firewalld = new Firewalld(address);
    firewalld.thread.start();
    return firewalld;
  }

  @Override
  public synchronized CompletableFuture<Void> admit(InterfaceName bridge) {
    CompletableFuture<Void> admitted =
        bridges.computeIfAbsent(bridge, _ -> new CompletableFuture<>());
    if (absent || closed) {
      admitted.complete(null);
    } else {
      coming.add(bridge);
      notifyAll();
    }
    return admitted;
  }

  @Override
  public synchronized void dismiss(InterfaceName bridge) {
    CompletableFuture<Void> nobody = bridges.remove(bridge);
    if (nobody != null) {
      nobody.complete(null);
    }
    coming.remove(bridge);
    leaving.add(bridge);
    notifyAll();
  }

  @Override
  public void close() {
    end();
    try {
      if (!thread.join(CLOSE)) {
        // It waits for an answer.
        thread.interrupt();
        thread.join(CLOSE);
      }
    } catch (InterruptedException interrupted) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /// Has the thread end after what it was told before.
  synchronized void end() {
    closed = true;
    notifyAll();
  }

  /// Hints that firewalld has come, gone or been reloaded.
  private synchronized void changed() {
    anew = true;
    hinted = true;
    notifyAll();
  }

  private void work() {
    Duration pause = Duration.ZERO;
    while (awaitWork(pause)) {
      try {
        turn();
        pause = Duration.ZERO;
      } catch (SilentException | RefusedException failure) {
        pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
        failed(failure, pause);
      }
    }
    part();
    leaveBus();
    release();
  }

  /// Networks may have been removed just before the end.
  private void part() {
    FirewalldBus open = bus;
    if (open == null || !open.connected()) {
      return;
    }
    try {
      leave(open);
    } catch (SilentException | RefusedException failure) {
      LOG.warn("firewalld still has bridges that are gone: {}", failure.getMessage());
    }
  }

  /// Waits until there is something to do, or until the pause is over.
  ///
  /// @return whether to go on
  private synchronized boolean awaitWork(Duration pause) {
    long deadline = System.nanoTime() + pause.toNanos();
    try {
      long left = pause.toMillis();
      while (!closed && !hinted && left > 0) {
        wait(left);
        left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
      }
      while (!closed && !anew && (absent || coming.isEmpty()) && (absent || leaving.isEmpty())) {
        wait();
      }
      hinted = false;
    } catch (InterruptedException interrupted) {
      closed = true;
    }
    return !closed;
  }

  private void failed(RuntimeException failure, Duration pause) {
    synchronized (this) {
      anew = true;
      if (failure instanceof RefusedException) {
        // To wait for another answer would keep whoever wants a network for nothing.
        release();
      }
    }
    LOG.warn(
        "firewalld was not told of our bridges, and may drop what they carry: {}; tried again in {}"
            + " s",
        failure.getMessage(),
        pause.toSeconds());
    LOG.debug("firewalld was not told of our bridges", failure);
  }

  private void turn() {
    FirewalldBus open = connected();
    if (takeAnew() && !renew(open)) {
      release();
      return;
    }
    leave(open);
    come(open);
  }

  private FirewalldBus connected() {
    FirewalldBus present = bus;
    if (present != null && present.connected()) {
      return present;
    }
    leaveBus();
    FirewalldBus opened = FirewalldBus.open(address, this::changed);
    bus = opened;
    synchronized (this) {
      anew = true;
    }
    return opened;
  }

  private void leaveBus() {
    FirewalldBus present = bus;
    bus = null;
    if (present != null) {
      present.close();
    }
  }

  private synchronized boolean takeAnew() {
    boolean taken = anew;
    anew = false;
    return taken;
  }

  /// @return whether firewalld is there
  private boolean renew(FirewalldBus open) {
    boolean running = open.running();
    if (running) {
      reloaded |= Definitions.ensure(open, !reloaded);
    }
    synchronized (this) {
      absent = !running;
      coming.addAll(bridges.keySet());
    }
    return running;
  }

  private synchronized void release() {
    bridges.values().forEach(admitted -> admitted.complete(null));
  }

  private void leave(FirewalldBus open) {
    List<InterfaceName> gone = taken(leaving);
    try {
      gone.stream()
          .map(bridge -> open.removeInterface(Definitions.ZONE, bridge.value()))
          .toList()
          .forEach(question -> left(open, question));
    } catch (SilentException | RefusedException failure) {
      synchronized (this) {
        leaving.addAll(gone);
      }
      throw failure;
    }
  }

  /// Its owner may have taken it out, or put it elsewhere, which is his to undo.
  private static void left(FirewalldBus open, Question question) {
    try {
      open.answer(question);
    } catch (RefusedException refused) {
      if (!refused.is("UNKNOWN_INTERFACE") && !refused.is("ZONE_CONFLICT")) {
        throw refused;
      }
    }
  }

  private void come(FirewalldBus open) {
    Map<InterfaceName, Question> asked = new LinkedHashMap<>();
    for (InterfaceName bridge : taken(coming)) {
      asked.put(bridge, open.addInterface(Definitions.ZONE, bridge.value()));
    }
    asked.forEach((bridge, question) -> admitted(open, bridge, question));
  }

  private void admitted(FirewalldBus open, InterfaceName bridge, Question question) {
    try {
      open.answer(question);
    } catch (RefusedException refused) {
      if (refused.is("ZONE_CONFLICT")) {
        LOG.warn(
            "bridge {} stays in the zone of firewalld that somebody has put it into, which decides"
                + " what it lets through: {}",
            bridge,
            refused.getMessage());
      } else if (!refused.is("ZONE_ALREADY_SET")) {
        throw refused;
      }
    }
    synchronized (this) {
      CompletableFuture<Void> waiting = bridges.get(bridge);
      if (waiting != null) {
        waiting.complete(null);
      }
    }
  }

  /// What is taken is told again after a failure, with everything else.
  private synchronized List<InterfaceName> taken(Set<InterfaceName> names) {
    List<InterfaceName> all = List.copyOf(names);
    names.clear();
    return all;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
