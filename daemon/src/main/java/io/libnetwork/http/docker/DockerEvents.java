package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.Event;
import io.libnetwork.Network;
import io.libnetwork.NetworkId;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What happens, in Docker's words: told to those who follow it, and the last of it kept for those
/// who ask what was.
///
/// What the model tells is told whoever did it. Safe for use by many threads.
public final class DockerEvents implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DockerEvents.class);

  /// How many are kept, as by the Engine.
  private static final int KEPT = 256;

  /// How far one who follows may lag behind.
  private static final int BEHIND = 4096;

  private record NameAndDriver(String name, String driver) {}

  private final Controller controller;
  private final Containers containers;
  private final InstantSource clock;
  private final AutoCloseable subscription;
  private final Map<NetworkId, NameAndDriver> networks = new ConcurrentHashMap<>();
  private final Map<SandboxId, String> sandboxes = new ConcurrentHashMap<>();
  private final Deque<DockerEvent> last = new ArrayDeque<>();
  private final List<Follower> followers = new ArrayList<>();
  private boolean closed;

  private DockerEvents(Containers containers, InstantSource clock) {
    this.controller = containers.controller();
    this.containers = containers;
    this.clock = clock;
    this.subscription = controller.subscribe(this::heard);
    controller.networks().forEach(this::know);
    controller.sandboxes().forEach(this::know);
  }

  /// Begins to listen.
  public static DockerEvents of(Containers containers, InstantSource clock) {
    return new DockerEvents(containers, clock);
  }

  private void know(Network network) {
    networks.put(network.id(), new NameAndDriver(network.name(), network.driver()));
  }

  private void know(Sandbox sandbox) {
    sandboxes.put(sandbox.id(), sandbox.container());
  }

  private void heard(Event event) {
    switch (event) {
      case Event.NetworkCreated(_, NetworkId id, _) -> {
        controller.findNetwork(id).ifPresent(this::know);
        network("create", id, Map.of());
      }
      case Event.NetworkDeleted(_, NetworkId id, String name) -> {
        networks.putIfAbsent(id, new NameAndDriver(name, ""));
        network("destroy", id, Map.of());
        networks.remove(id);
      }
      case Event.SandboxCreated(_, SandboxId id, String container) -> sandboxes.put(id, container);
      case Event.SandboxDeleted(_, SandboxId id, _) -> sandboxes.remove(id);
      case Event.EndpointJoined(_, _, NetworkId network, SandboxId sandbox) ->
          network("connect", network, Map.of("container", container(sandbox)));
      case Event.EndpointLeft(_, _, NetworkId network, SandboxId sandbox) ->
          network("disconnect", network, Map.of("container", container(sandbox)));
      case Event.Missed(long from, long to) ->
          LOG.warn("events {} to {} were not told to those who follow Docker's events", from, to);
      default -> {
        // Docker has no word for it.
      }
    }
  }

  private String container(SandboxId id) {
    String name = sandboxes.getOrDefault(id, "");
    return containers.knows(name) ? name : id.value();
  }

  private void network(String action, NetworkId id, Map<String, String> more) {
    NameAndDriver known = Optional.ofNullable(networks.get(id)).orElse(new NameAndDriver("", ""));
    Map<String, String> attributes = new TreeMap<>(more);
    attributes.put("name", known.name());
    attributes.put("type", known.driver());
    tell(new DockerEvent("network", action, id.value(), attributes, clock.instant()));
  }

  /// Something was done to a container of Docker's API.
  void container(String action, ContainerRecord record) {
    Map<String, String> attributes = new TreeMap<>();
    Map<String, String> labels = record.asked().labels();
    if (labels != null) {
      attributes.putAll(labels);
    }
    attributes.put("name", record.name());
    attributes.put("image", Optional.ofNullable(record.asked().image()).orElse(""));
    tell(new DockerEvent("container", action, record.id(), attributes, clock.instant()));
  }

  /// Networks that nobody was on have been removed.
  void pruned() {
    tell(new DockerEvent("network", "prune", "", Map.of("reclaimed", "0"), clock.instant()));
  }

  private synchronized void tell(DockerEvent event) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.addLast(event);
    followers.removeIf(follower -> !follower.offer(event));
  }

  /// Somebody who follows from now on; told first what was since some time.
  synchronized Follower follow(Optional<Instant> since) {
    Follower follower = new Follower();
    since.ifPresent(from ->
        last.stream().filter(event -> !event.time().isBefore(from)).forEach(follower::offer));
    if (closed) {
      follower.end();
    } else {
      followers.add(follower);
    }
    return follower;
  }

  private synchronized void unfollow(Follower follower) {
    followers.remove(follower);
  }

  /// One who follows. One that lags too far behind is cut off.
  final class Follower implements AutoCloseable {

    /// What is to be told; behind an empty one there is no more.
    private final BlockingQueue<Optional<DockerEvent>> queue = new ArrayBlockingQueue<>(BEHIND);

    private volatile boolean cutOff;

    private Follower() {}

    private boolean offer(DockerEvent event) {
      boolean taken = queue.offer(Optional.of(event));
      cutOff = cutOff || !taken;
      return taken;
    }

    /// Has it end when it has told what there is, and wakes it where it waits for more.
    private void end() {
      cutOff = true;
      boolean _ = queue.offer(Optional.empty());
    }

    /// The next one; empty when none came in this time, or there will be no more.
    Optional<DockerEvent> next(Duration patience) throws InterruptedException {
      Optional<DockerEvent> next = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return next == null ? Optional.empty() : next;
    }

    /// There will be no more.
    boolean ended() {
      return cutOff && queue.isEmpty();
    }

    @Override
    public void close() {
      unfollow(this);
    }
  }

  /// Tells no more; those who follow end. Again does nothing.
  @Override
  public void close() {
    try {
      subscription.close();
    } catch (Exception failure) {
      LOG.warn("the subscription to events did not end", failure);
    }
    synchronized (this) {
      closed = true;
      followers.forEach(Follower::end);
      followers.clear();
    }
  }
}
