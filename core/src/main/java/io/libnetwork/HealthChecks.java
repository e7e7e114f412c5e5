package io.libnetwork;

import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks backends whether they are well, for all services of a controller: one thread, from when the
/// first service wants it until the controller closes. It sleeps until somebody is to be asked,
/// answers, or has had his time. Sockets are the host's.
final class HealthChecks implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthChecks.class);

  /// So many questions at a time.
  private static final int MOST = 64;

  private static final long NEVER = Duration.ofDays(365).toNanos();

  private final ControllerCore core;
  private final Set<Service> services = ConcurrentHashMap.newKeySet();
  private final Map<Subject, Standing> standings = new HashMap<>();
  private final Set<HealthQuestion> asking = new HashSet<>();
  private @Nullable Thread thread;
  private volatile @Nullable Selector waiting;
  private volatile boolean closed;

  /// Who is asked, for which service.
  record Subject(Service service, Endpoint endpoint) {

    IpAddress address() {
      return endpoint.addresses().getFirst().address();
    }
  }

  /// How it stands with one.
  private static final class Standing {
    private long next;
    private int inARow;
    private boolean well;

    /// @param next when it is asked, of [System#nanoTime]
    Standing(boolean well, long next) {
      this.well = well;
      this.next = next;
    }

    /// @return whether it is well has changed
    boolean note(boolean answered, HealthCheck check) {
      inARow = answered == well ? 0 : inARow + 1;
      if (inARow >= (well ? check.failures() : check.successes()) && answered != well) {
        well = answered;
        inARow = 0;
        return true;
      }
      return false;
    }
  }

  HealthChecks(ControllerCore core) {
    this.core = core;
  }

  /// Asks a service's backends from now on, where it wants that, until it is deleted.
  synchronized void watch(Service service) {
    if (service.check().isEmpty() || core.rehearsed() || closed) {
      return;
    }
    services.add(service);
    if (thread == null) {
      thread = Thread.ofPlatform().name("libnetwork-health").daemon().start(this::run);
    }
    look();
  }

  /// Has it seen at once that there may be somebody else to be asked. Costs nothing where nobody
  /// is.
  void look() {
    Selector present = waiting;
    if (present != null) {
      Selector _ = present.wakeup();
    }
  }

  private void run() {
    // What is needed inside is loaded at home.
    try (Selector selector = Selector.open();
        SocketChannel _ = SocketChannel.open()) {
      waiting = selector;
      while (!closed) {
        try {
          ask(selector);
          int _ = selector.select(sleep().toMillis());
          hear(selector);
        } catch (RuntimeException failure) {
          LOG.error("health checks go on after", failure);
        }
      }
      asking.forEach(HealthQuestion::end);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      waiting = null;
    }
  }

  /// Until the next one is to be asked, or has taken too long. Who is due and has no turn yet gets
  /// it when another has answered.
  private Duration sleep() {
    long now = System.nanoTime();
    LongStream due =
        standings.values().stream()
            .mapToLong(standing -> standing.next - now)
            .filter(left -> left > 0 || asking.size() < MOST);
    LongStream late = asking.stream().mapToLong(question -> question.left(now));
    long nanos = LongStream.concat(due, late).min().orElse(NEVER);
    // Rounded up, so that it is over then.
    return Duration.ofNanos(Math.max(nanos, 0)).plusMillis(1);
  }

  private void ask(Selector selector) {
    services.removeIf(Service::deleted);
    standings.keySet().removeIf(subject -> !asked(subject));
    long now = System.nanoTime();
    List<Subject> due = new ArrayList<>();
    for (Service service : services) {
      for (Backend backend : service.backends()) {
        Subject subject = new Subject(service, backend.endpoint());
        if (asked(subject)
            && standings.computeIfAbsent(subject, _ -> new Standing(backend.answers(), now)).next
                    - now
                <= 0) {
          due.add(subject);
        }
      }
    }
    due.stream().limit(MOST - asking.size()).forEach(subject -> ask(subject, selector));
  }

  /// Only who is there and has an address can be asked.
  private boolean asked(Subject subject) {
    return !subject.service().deleted()
        && subject.service().findBackend(subject.endpoint()).isPresent()
        && subject.endpoint().interfaceName().isPresent()
        && !subject.endpoint().addresses().isEmpty();
  }

  private void ask(Subject subject, Selector selector) {
    HealthCheck check = subject.service().check().orElseThrow();
    Standing standing = standings.get(subject);
    if (standing == null) {
      return;
    }
    HealthQuestion question =
        new HealthQuestion(subject, open(), check, System.nanoTime() + check.timeout().toNanos());
    // The next one comes when this one has been answered.
    standing.next = System.nanoTime() + NEVER;
    asking.add(question);
    try {
      question.begin(selector, check);
    } catch (IOException refused) {
      LOG.debug("{} cannot be asked", subject.endpoint(), refused);
      end(question, false);
    }
  }

  private SocketChannel open() {
    return core.host().namespaceThread().call(core.host().namespace(), SocketChannel::open);
  }

  private void hear(Selector selector) {
    for (SelectionKey key : selector.selectedKeys()) {
      HealthQuestion question = (HealthQuestion) key.attachment();
      question.proceed(key).ifPresent(well -> end(question, well));
    }
    selector.selectedKeys().clear();
    long now = System.nanoTime();
    List<HealthQuestion> late = asking.stream().filter(each -> each.late(now)).toList();
    late.forEach(question -> end(question, false));
  }

  private void end(HealthQuestion question, boolean well) {
    asking.remove(question);
    question.end();
    answered(question.subject(), well);
  }

  private void answered(Subject subject, boolean well) {
    Standing standing = standings.get(subject);
    HealthCheck check = subject.service().check().orElseThrow();
    if (standing == null) {
      return;
    }
    standing.next = System.nanoTime() + check.interval().toNanos();
    if (standing.note(well, check)) {
      LOG.info(
          "{} {} {}",
          subject.endpoint(),
          well ? "is well again and serves" : "is not well and serves no more",
          subject.service());
      core.services().backends().checked(subject.service(), subject.endpoint(), well);
    }
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = thread;
    }
    look();
    if (running != null) {
      try {
        running.join();
      } catch (InterruptedException interrupted) {
        // It ends by itself; the caller is not to be kept.
        Thread.currentThread().interrupt();
      }
    }
  }
}
