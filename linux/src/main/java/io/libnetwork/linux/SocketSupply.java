package io.libnetwork.linux;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.foreign.Descriptors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sockets of another namespace. While some are taken and bound by who asked for them, the next are
/// opened inside.
///
/// To open sockets takes about as long as to bind them, so for many it takes half the time. Those
/// that were not taken are closed with this. Not for several threads.
public final class SocketSupply implements SocketSource, AutoCloseable {

  /// How many are opened in one visit.
  private static final int TOGETHER = 128;

  private final Map<Protocol, Map<IpFamily, ArrayDeque<Integer>>> open =
      new EnumMap<>(Protocol.class);

  /// Those whose sockets have not been received yet.
  private final ArrayDeque<NamespaceVisit<Opened>> visits = new ArrayDeque<>();

  /// Why there will be no further.
  private Optional<SystemCallException> refusal = Optional.empty();

  /// What a socket is for.
  public record Kind(Protocol protocol, IpFamily family) {}

  /// What a visit came to.
  ///
  /// @param descriptors of each kind as far as could be opened
  private record Opened(
      List<Kind> kinds, List<Integer> descriptors, Optional<SystemCallException> refusal)
      implements AutoCloseable {

    @Override
    public void close() {
      descriptors.forEach(Descriptors::close);
    }
  }

  private SocketSupply(NamespaceThread thread, NetworkNamespace namespace, List<Kind> wanted) {
    List<Kind> all = List.copyOf(wanted);
    for (int from = 0; from < all.size(); from += TOGETHER) {
      List<Kind> some = all.subList(from, Math.min(all.size(), from + TOGETHER));
      visits.add(thread.begin(namespace, () -> open(some)));
    }
  }

  /// Begins to open sockets.
  ///
  /// @param wanted all that will be taken, in about that order
  /// @throws IllegalStateException when the namespace's thread is closed
  public static SocketSupply begin(
      NamespaceThread thread, NetworkNamespace namespace, List<Kind> wanted) {
    return new SocketSupply(thread, namespace, wanted);
  }

  /// As [SocketSource#next]; waits until it is open.
  ///
  /// @throws IllegalStateException when no further was asked for
  @Override
  public int next(Protocol protocol, IpFamily family) {
    Kind kind = new Kind(protocol, family);
    Integer descriptor = of(kind).poll();
    while (descriptor == null) {
      receive(kind);
      descriptor = of(kind).poll();
    }
    return descriptor;
  }

  /// Closes what was not taken.
  @Override
  public void close() {
    open.values()
        .forEach(families -> families.values().forEach(left -> left.forEach(Descriptors::close)));
    open.clear();
    while (!visits.isEmpty()) {
      visits.remove().await().close();
    }
  }

  /// What has been opened meanwhile.
  private void receive(Kind kind) {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    if (visits.isEmpty()) {
      throw new IllegalStateException("no further socket was asked for: " + kind);
    }
    Opened opened = visits.remove().await();
    refusal = opened.refusal();
    for (int i = 0; i < opened.descriptors().size(); i++) {
      of(opened.kinds().get(i)).add(opened.descriptors().get(i));
    }
  }

  /// In the namespace.
  private static Opened open(List<Kind> kinds) {
    List<Integer> descriptors = new ArrayList<>(kinds.size());
    try {
      for (Kind kind : kinds) {
        descriptors.add(HERE.next(kind.protocol(), kind.family()));
      }
      return new Opened(kinds, descriptors, Optional.empty());
    } catch (SystemCallException refused) {
      return new Opened(kinds, descriptors, Optional.of(refused));
    }
  }

  private ArrayDeque<Integer> of(Kind kind) {
    return open.computeIfAbsent(kind.protocol(), _ -> new EnumMap<>(IpFamily.class))
        .computeIfAbsent(kind.family(), _ -> new ArrayDeque<>());
  }
}
