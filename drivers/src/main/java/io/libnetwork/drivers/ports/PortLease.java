package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// What an endpoint has of one request in one family, until this is closed.
///
/// From before it was handed out sockets hold its ports, or they were found free where there are
/// more than are held. So rules may be made for its bindings at any time while it is open; they are
/// to be gone before it is closed.
public final class PortLease implements AutoCloseable {

  private final HostPorts ports;
  private PortOwner owner;
  private final PublishedPort request;
  private final IpFamily family;
  private final List<PortBinding> bindings;
  private final boolean translated;
  private final List<Reservation> reservations;
  private final List<HeldSockets> sockets;
  private final List<ProxiedPort> proxied;
  private final AtomicBoolean closed = new AtomicBoolean();

  /// @param shares what each claim of the request got in the family
  PortLease(
      HostPorts ports,
      PortOwner owner,
      PublishedPort request,
      IpFamily family,
      List<Grant.Share> shares) {
    this.ports = ports;
    this.owner = owner;
    this.request = request;
    this.family = family;
    List<PortBinding> given = new ArrayList<>(shares.size());
    List<Reservation> noted = new ArrayList<>(shares.size());
    List<HeldSockets> held = new ArrayList<>(shares.size());
    List<ProxiedPort> served = new ArrayList<>(shares.size());
    boolean all = true;
    for (Grant.Share share : shares) {
      given.addAll(share.bindings());
      noted.add(share.reservation());
      held.addAll(share.sockets());
      served.addAll(share.proxied());
      all &= share.translated();
    }
    this.bindings = List.copyOf(given);
    this.proxied = List.copyOf(served);
    this.translated = all;
    this.reservations = List.copyOf(noted);
    this.sockets = List.copyOf(held);
    ports.opened(this);
  }

  private PortLease(
      PortLease live, HostPorts ports, List<Reservation> reservations, List<HeldSockets> sockets) {
    this.ports = ports;
    this.owner = live.owner.copy();
    this.request = live.request;
    this.family = live.family;
    this.bindings = live.bindings;
    this.translated = live.translated;
    this.reservations = reservations;
    this.sockets = sockets;
    this.proxied = List.of();
    ports.opened(this);
  }

  /// Its double among a host's double of ports, which has the ports noted.
  PortLease rehearsed(HostPorts others) {
    List<Reservation> noted =
        reservations.stream().map(each -> new Reservation(owner.copy(), each.place())).toList();
    Optional<PortBook.Clash> _ = others.book().note(noted);
    return new PortLease(this, others, noted, others.planned(sockets));
  }

  /// Whether it has not been given back.
  boolean open() {
    return !closed.get();
  }

  /// Notes that its ports are taken, where they are taken in a plan.
  void tell() {
    sockets.forEach(HeldSockets::tell);
  }

  /// Counts what a double holds as this owner's, from which it is taken when it is closed.
  void belongTo(PortOwner other) {
    owner = other;
    other.count(family, held());
  }

  /// What was asked for.
  public PublishedPort request() {
    return request;
  }

  /// The host's, in which it is published.
  public IpFamily family() {
    return family;
  }

  /// What was given: one where the ports keep their numbers, or one for each port.
  public List<PortBinding> bindings() {
    return bindings;
  }

  /// Whether the kernel is to translate its bindings; else a proxy serves all of them.
  public boolean translated() {
    return translated;
  }

  /// What a proxy is to serve, port by port. The proxy is to be closed before this is.
  public List<ProxiedPort> proxied() {
    return proxied;
  }

  /// How many of its ports are held by sockets; the others were found free, and no more.
  public int held() {
    int sum = 0;
    for (HeldSockets each : sockets) {
      sum += each.size();
    }
    return sum;
  }

  /// Gives the ports back, now. Again does nothing.
  @Override
  public void close() {
    CompletableFuture<Void> _ = closeAll(List.of(this), CompletableFuture.completedFuture(true));
  }

  /// Gives the ports of several leases back as soon as their flows are forgotten: until then
  /// sockets hold them still, nobody is given one that he did not ask for by its number, and who
  /// did waits. What is closed already is left as it is.
  ///
  /// @param flowsForgotten completed, in either way, when no packet is translated any more because
  ///   a port was published once
  /// @return completes when others can have them
  public static CompletableFuture<Void> closeAll(
      List<PortLease> leases, CompletableFuture<?> flowsForgotten) {
    List<PortLease> open =
        leases.stream().filter(lease -> lease.closed.compareAndSet(false, true)).toList();
    // Its owner may ask for as many others at once.
    open.forEach(lease -> lease.owner.count(lease.family, -lease.held()));
    CompletableFuture<Void> released = new CompletableFuture<>();
    for (PortLease lease : open) {
      lease.reservations.forEach(reservation -> reservation.releasing(released));
    }
    CompletableFuture<?> _ =
        flowsForgotten.whenComplete((_, _) -> {
          open.forEach(PortLease::release);
          released.complete(null);
        });
    return released;
  }

  /// Closes the sockets that a proxy has, or was to take over: what is left holds the ports and
  /// answers nobody.
  void silence() {
    sockets.forEach(HeldSockets::closeListening);
  }

  /// Closes its sockets alone. What was closed is left as it is.
  void abandon() {
    if (closed.compareAndSet(false, true)) {
      sockets.forEach(HeldSockets::close);
    }
  }

  private void release() {
    ports.closed(this);
    ports.release(reservations, sockets);
  }
}
