package io.libnetwork.cli.demo;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// What a demonstration has made so far, and how each of it is taken away again.
///
/// Used by one thread; only [#removeLater] may be called by others besides.
public final class Scene {

  private final Deque<Runnable> removals = new ConcurrentLinkedDeque<>();
  private final Map<String, Attachment> attachments = new LinkedHashMap<>();
  private final List<ContainerFacts> containers = new ArrayList<>();
  private List<String> leaks = List.of();
  private @Nullable TestHost host;
  private @Nullable LeakAudit audit;
  private @Nullable Controller controller;

  Scene() {}

  /// The host it plays on.
  public TestHost host() {
    return made(host, "host");
  }

  /// The controller on that host.
  public Controller controller() {
    return made(controller, "controller");
  }

  /// The container of a name.
  public Attachment container(String name) {
    return made(attachments.get(name), "container " + name);
  }

  List<ContainerFacts> containers() {
    return containers;
  }

  List<String> leaks() {
    return leaks;
  }

  void host(TestHost made) {
    host = made;
    audit = LeakAudit.begin(made);
    removeLater(() -> made.host().close());
  }

  void controller(Controller opened) {
    controller = opened;
    removeLater(opened::close);
  }

  void container(String name, Attachment attached) {
    attachments.put(name, attached);
    containers.add(ContainerFacts.of(attached));
  }

  /// Adds what takes something away again; the last one added comes first.
  void removeLater(Runnable removal) {
    removals.push(removal);
  }

  /// Takes away everything but the host itself: each, whatever becomes of the others.
  void removeAll() {
    List<RuntimeException> failures = new ArrayList<>();
    while (!removals.isEmpty()) {
      try {
        removals.pop().run();
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /// Looks what is left on the host and in this process, and takes the host away.
  List<String> auditAndClose() {
    LeakAudit begun = audit;
    if (begun == null) {
      return List.of();
    }
    try {
      leaks = begun.leaks();
    } finally {
      close();
    }
    return leaks;
  }

  /// Takes away whatever is still there, without looking what is left.
  void abandon() {
    try {
      removeAll();
    } finally {
      close();
    }
  }

  private void close() {
    TestHost closing = host;
    host = null;
    audit = null;
    if (closing != null) {
      closing.close();
    }
  }

  private static <T> T made(@Nullable T object, String what) {
    if (object == null) {
      throw new IllegalStateException("the demo has made no " + what + " yet");
    }
    return object;
  }
}
