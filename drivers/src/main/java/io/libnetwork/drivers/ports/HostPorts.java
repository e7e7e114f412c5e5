package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ports.HeldSockets.Attempt;
import io.libnetwork.drivers.ports.Way.Service;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SocketSupply;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.sockdiag.InetSocket;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import io.libnetwork.spi.Notes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A host's ports: who has which, and the sockets that keep them from everybody else.
///
/// One object speaks for a whole host. Safe for use by many threads; the sockets are opened outside
/// its locks.
public final class HostPorts {

  private static final Logger LOG = LoggerFactory.getLogger(HostPorts.class);

  /// A purge of flows takes milliseconds.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final NamespaceThread thread;
  private final NetworkNamespace host;
  private final PortBook book = new PortBook();
  private final Optional<NotedPorts> notes;

  /// Those that are open.
  private final Set<PortLease> leases = ConcurrentHashMap.newKeySet();

  /// The doubles of leases.
  private final IdentityHashMap<PortLease, PortLease> copies = new IdentityHashMap<>();

  /// By protocol, the one chosen last: a port that was given back is not chosen again before all
  /// others have been.
  private final Map<Protocol, Port> cursors = new ConcurrentHashMap<>();

  /// @param host where the ports are; neither is closed here
  public HostPorts(NamespaceThread thread, NetworkNamespace host) {
    this(thread, host, Optional.empty());
  }

  private HostPorts(NamespaceThread thread, NetworkNamespace host, Optional<NotedPorts> notes) {
    this.thread = thread;
    this.host = host;
    this.notes = notes;
  }

  /// Its double, which takes no port and notes which ones this would take.
  ///
  /// @param rtnetlink tells which addresses are the host's
  public HostPorts rehearsed(Rtnetlink rtnetlink, Notes noted) {
    HostPorts copy =
        new HostPorts(thread, host, Optional.of(new NotedPorts(this, rtnetlink, noted)));
    copy.cursors.putAll(cursors);
    leases.stream()
        .filter(PortLease::open)
        .forEach(lease -> copy.copies.put(lease, lease.rehearsed(copy)));
    return copy;
  }

  /// The doubles of sockets that are open.
  List<HeldSockets> planned(List<HeldSockets> sockets) {
    NotedPorts noted = notes.orElseThrow();
    return sockets.stream().map(held -> held.rehearsed(noted)).toList();
  }

  /// The double of a lease of the ports that this is the double of.
  public PortLease rehearsed(PortLease live) {
    return copies.computeIfAbsent(live, lease -> lease.rehearsed(this));
  }

  /// As [#rehearsed(PortLease)], and its sockets are counted as an owner's.
  public PortLease rehearsed(PortLease live, PortOwner owner) {
    PortLease copy = rehearsed(live);
    copy.belongTo(owner);
    return copy;
  }

  /// Gives an endpoint all the ports it asks for, or none.
  ///
  /// Who names as many ports of the host as of the container gets exactly those. One port of the
  /// container with a range of the host's gets the lowest that is free. Who names none gets free
  /// ones of the kernel's range for local ports. It is the same port for both families. Requests
  /// that name a port are served first, whatever their order.
  ///
  /// A port that was given back, and whose flows are still being forgotten, is waited for.
  ///
  /// What the kernel cannot translate is held by sockets that a proxy takes over
  /// ([PortLease#proxied]). What of that goes only with what was asked for is left out where it
  /// cannot be: without a proxy, for SCTP, or beyond the number of ports that are held.
  ///
  /// @param addresses the endpoint's, of which the first of each family is published
  /// @return of each request, its lease at the host's IPv4 addresses and then that at the IPv6 ones
  /// @throws NetworkException.Conflict when another endpoint, or a process, has a port that is
  ///   asked for by its number; the message tells who
  /// @throws NetworkException.InvalidParameter when an address is not the host's, or only a proxy
  ///   could serve what is asked for, and there is none, or it would need too many sockets
  /// @throws NetworkException.NotImplemented for SCTP where the kernel has none or only a proxy
  ///   could serve it, and for link-local addresses of the host
  /// @throws NetworkException.Unavailable when no port is free, or no further file can be opened
  /// @throws NetworkException.Forbidden when the process may not take a port
  public List<List<PortLease>> lease(
      PortOwner owner, List<PublishedPort> requests, List<IpAddress> addresses, Terms terms) {
    List<List<Claim>> claims = new ArrayList<>();
    for (PublishedPort request : requests) {
      claims.add(Claim.of(request, Ways.of(request, addresses, terms)));
    }
    return lease(owner, claims, terms);
  }

  /// As [#lease], after a restart: who had a port chosen for him gets the same one, unless somebody
  /// has it by now.
  ///
  /// @param had what the endpoint had
  public List<List<PortLease>> restore(
      PortOwner owner,
      List<PublishedPort> requests,
      List<IpAddress> addresses,
      Terms terms,
      List<PortBinding> had) {
    List<PortBinding> left = new ArrayList<>(had);
    List<List<Claim>> claims = new ArrayList<>();
    for (PublishedPort request : requests) {
      List<Claim> plain = Claim.of(request, Ways.of(request, addresses, terms));
      claims.add(plain.stream().map(claim -> claim.preferring(left)).toList());
    }
    try {
      return lease(owner, claims, terms);
    } catch (NetworkException.Conflict taken) {
      LOG.warn("{} gets other ports than before: {}", owner, taken.getMessage());
      return lease(owner, requests, addresses, terms);
    }
  }

  /// Gives an endpoint the ports it has already in further families of the host; all or none.
  ///
  /// @param leases of any requests
  /// @param terms with the further families alone
  /// @return for each lease, one for each further family
  /// @throws NetworkException as [#lease]
  public List<List<PortLease>> extend(
      PortOwner owner, List<PortLease> leases, List<IpAddress> addresses, Terms terms) {
    List<List<Claim>> claims = new ArrayList<>();
    for (PortLease lease : leases) {
      claims.add(Claim.like(lease, Ways.of(lease.request(), addresses, terms)));
    }
    return lease(owner, claims, terms);
  }

  /// Holds ports for somebody who does not publish them now: all of them, or none.
  ///
  /// @param bindings as he had them
  /// @throws NetworkException.Conflict when somebody has one of them
  List<PortLease> hold(PortOwner owner, List<PortBinding> bindings) {
    List<Reservation> wanted =
        bindings.stream()
            .map(binding ->
                new Reservation(
                    owner,
                    new HostPlace(binding.protocol(), binding.hostAddress(), binding.hostPorts())))
            .toList();
    noteOrAwait(wanted);
    List<HeldSockets> held = new ArrayList<>();
    try {
      (notes.isPresent()
              ? notes.get().open(wanted, held)
              : thread.call(host, () -> open(wanted, held)))
          .ifPresent(refused -> {
            throw refused.busy()
                ? busy(refused.place())
                : Refusals.of(refused.place(), refused.why());
          });
    } catch (RuntimeException failure) {
      release(wanted, held);
      throw failure;
    }
    List<PortLease> leases = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      leases.add(held(owner, bindings.get(i), wanted.get(i), held.get(i)));
    }
    return leases;
  }

  private static Optional<Attempt.Refused> open(
      List<Reservation> wanted, List<HeldSockets> opened) {
    int left = Terms.USUALLY_HELD;
    for (Reservation each : wanted) {
      HostPlace place = each.place();
      left -= place.ports().size();
      switch (left < 0
          ? new Attempt.Held(HeldSockets.none(place))
          : HeldSockets.open(SocketSource.HERE, place, Service.TRANSLATED, Clients.EVERYBODY)) {
        case Attempt.Held(HeldSockets held) -> opened.add(held);
        case Attempt.Refused refused -> {
          return Optional.of(refused);
        }
      }
    }
    return Optional.empty();
  }

  private PortLease held(
      PortOwner owner, PortBinding binding, Reservation noted, HeldSockets sockets) {
    PublishedPort request =
        new PublishedPort(
            binding.protocol(),
            binding.containerPorts(),
            Optional.of(binding.hostAddress()),
            Optional.of(binding.hostPorts()),
            binding.sources());
    Grant.Share share = new Grant.Share(List.of(binding), true, noted, List.of(sockets), List.of());
    IpFamily family = noted.place().family();
    PortLease lease = new PortLease(this, owner, request, family, List.of(share));
    owner.count(family, lease.held());
    return lease;
  }

  /// Waits until the flows through a lease's ports are forgotten.
  static void awaitForgotten(CompletableFuture<?> forgotten, PortLease lease) {
    try {
      forgotten.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      // As when others get a port: what cannot be forgotten holds nobody up.
      LOG.warn("connections through {} may be remembered", lease.bindings(), failure);
    } catch (TimeoutException _) {
      throw new NetworkException.DeadlineExceeded(
          "connections through %s were not forgotten within %d s"
              .formatted(lease.bindings(), PATIENCE.toSeconds()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("the calling thread was interrupted", interrupted);
    }
  }

  private List<List<PortLease>> lease(PortOwner owner, List<List<Claim>> claims, Terms terms) {
    Leasing leasing = new Leasing(this, owner, claims, terms.mostHeld());
    try {
      return leasing.lease();
    } catch (RuntimeException failure) {
      leasing.undo();
      throw failure;
    }
  }

  PortBook book() {
    return book;
  }

  /// Notes all of them or none; waits for those that are being given back.
  void noteOrAwait(List<Reservation> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<PortBook.Clash> clash = book.note(wanted);
    while (clash.isPresent()) {
      PortBook.Clash found = clash.get();
      CompletableFuture<?> released =
          found.holder().released().orElseThrow(() -> Refusals.taken(found));
      await(found, released, deadline - System.nanoTime());
      clash = book.note(wanted);
    }
  }

  /// Opens the sockets of all.
  ///
  /// @return of each in order, what could not be had
  List<Optional<Attempt.Refused>> hold(List<Grant> grants) {
    if (notes.isPresent()) {
      return grants.stream().map(grant -> grant.plan(notes.get())).toList();
    }
    List<SocketSupply.Kind> kinds = new ArrayList<>();
    grants.forEach(grant -> grant.kinds(kinds));
    List<Optional<Attempt.Refused>> answers = new ArrayList<>(grants.size());
    try (SocketSupply sockets = SocketSupply.begin(thread, host, kinds)) {
      for (Grant grant : grants) {
        answers.add(grant.hold(sockets));
      }
    }
    return answers;
  }

  /// Closes the sockets that hold ports, whose rules stay: for who ends with the process, or before
  /// it, and is opened again.
  public void close() {
    leases.forEach(PortLease::abandon);
    leases.clear();
  }

  void opened(PortLease lease) {
    notes.ifPresent(_ -> lease.tell());
    leases.add(lease);
  }

  void closed(PortLease lease) {
    leases.remove(lease);
  }

  /// Sockets first, or who is given the port next finds it held.
  void release(List<Reservation> reservations, List<HeldSockets> sockets) {
    sockets.forEach(HeldSockets::close);
    book.release(reservations);
  }

  FreePorts freePorts() {
    return thread.call(host, FreePorts::read);
  }

  BusyPorts busyPorts(Collection<Protocol> protocols) {
    return BusyPorts.read(thread, host, protocols);
  }

  /// What to tell of a port that some socket has.
  NetworkException.Conflict busy(HostPlace place) {
    return Refusals.busy(
        place, busyPorts(List.of(place.protocol())).holder(place).flatMap(BusyPorts::process));
  }

  /// Answers where nobody has any of these ports, and we might have had them.
  void requireFree(List<HostPlace> places) {
    BusyPorts now = busyPorts(places.stream().map(HostPlace::protocol).toList());
    for (HostPlace place : places) {
      Optional<InetSocket> holder = now.holder(place);
      if (holder.isPresent() && notes.filter(noted -> noted.ours(place)).isEmpty()) {
        HostPlace taken = place.at(holder.get().localPort());
        throw Refusals.busy(taken, BusyPorts.process(holder.get()));
      }
    }
    if (notes.isPresent()) {
      notes.get().requireAddresses(places);
      return;
    }
    tryEach(HostPlace.lowest(places));
    if (!SocketDiagnosis.tellsBound(thread)) {
      tryEach(
          places.stream().filter(HostPorts::mayBeTakenUnseen).flatMap(HostPlace::each).toList());
    }
  }

  private static boolean mayBeTakenUnseen(HostPlace place) {
    return place.protocol() == Protocol.TCP;
  }

  /// Where to begin the search for a free port.
  int cursor(Protocol protocol) {
    Port last = cursors.get(protocol);
    return last == null ? 0 : last.number() + 1;
  }

  void chosen(Protocol protocol, Port port) {
    cursors.put(protocol, port);
  }

  /// Takes each port for a moment: it tells whether the host has the address, whether we may, and
  /// whether a socket has it that the kernel does not tell of. Between some and the next, others
  /// may enter namespaces.
  private void tryEach(List<HostPlace> places) {
    for (int from = 0; from < places.size(); from += Terms.USUALLY_HELD) {
      List<HostPlace> some =
          places.subList(from, Math.min(places.size(), from + Terms.USUALLY_HELD));
      Optional<Attempt.Refused> refused = thread.call(host, () -> tryHere(some));
      refused.ifPresent(found -> {
        throw found.busy() ? busy(found.place()) : Refusals.of(found.place(), found.why());
      });
    }
  }

  private static Optional<Attempt.Refused> tryHere(List<HostPlace> places) {
    for (HostPlace place : places) {
      switch (HeldSockets.open(SocketSource.HERE, place, Service.TRANSLATED, Clients.EVERYBODY)) {
        case Attempt.Held(HeldSockets held) -> held.close();
        case Attempt.Refused refused -> {
          return Optional.of(refused);
        }
      }
    }
    return Optional.empty();
  }

  private static void await(PortBook.Clash clash, CompletableFuture<?> released, long nanos) {
    try {
      released.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw new NetworkException.System(
          clash.wanted().place() + " could not be given back", failure);
    } catch (TimeoutException _) {
      throw Refusals.stillInUse(clash);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("the calling thread was interrupted", interrupted);
    }
  }
}
