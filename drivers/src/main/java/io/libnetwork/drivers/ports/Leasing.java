package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.ports.Claim.Choice;
import io.libnetwork.drivers.ports.HeldSockets.Attempt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One endpoint's way to its ports: what is noted and held so far, to be undone if it does not get
/// all. Not for several threads.
///
/// Ports asked for by number come first, then those of a range, then free ones, so that nothing is
/// chosen that is asked for. All are noted in the book before any is held, and all are held in one
/// visit to the host's namespace. A port that was chosen and turns out to be a process's is left
/// for another one, ten times at most.
final class Leasing {

  private static final IpFamily[] FAMILIES = IpFamily.values();
  private static final int TRIES = 10;

  /// Up to as many ports it is quicker to take each for a moment than to ask for all sockets of the
  /// host.
  private static final int MOST_TRIED = 64;

  /// How it is made sure that nobody has the ports of a claim.
  private enum Surety {
    /// Sockets of ours hold them for good.
    HELD,
    /// Sockets of ours take them for a moment; there are more than are held.
    TRIED,
    /// The kernel is asked who has which; they are many.
    CHECKED
  }

  private final HostPorts ports;
  private final PortOwner owner;
  private final Candidates candidates;

  /// What each claim got, in the order of the claims; empty until it is noted.
  private final List<Optional<Grant>> grants = new ArrayList<>();

  /// How many claims each request comes to.
  private final List<Integer> sizes = new ArrayList<>();

  /// Those of all requests.
  private final List<Claim> claims = new ArrayList<>();

  private final List<Surety> sureties = new ArrayList<>();
  private final int mostHeld;

  /// @param requests the claims of each
  /// @throws NetworkException.InvalidParameter when a proxy was asked for more ports than are held
  Leasing(HostPorts ports, PortOwner owner, List<List<Claim>> requests, int mostHeld) {
    this.ports = ports;
    this.owner = owner;
    this.candidates = new Candidates(ports);
    this.mostHeld = mostHeld;
    Map<IpFamily, Integer> held = new EnumMap<>(IpFamily.class);
    for (List<Claim> request : requests) {
      int before = claims.size();
      request.forEach(claim -> add(claim, holds(claim, held)));
      sizes.add(claims.size() - before);
    }
    int tried = 0;
    for (int i = 0; i < claims.size(); i++) {
      grants.add(Optional.empty());
      tried += sureties.get(i) == Surety.TRIED ? claims.get(i).size() : 0;
    }
    if (tried > MOST_TRIED) {
      sureties.replaceAll(surety -> surety == Surety.TRIED ? Surety.CHECKED : surety);
    }
  }

  /// Takes everything, or throws and leaves to [#undo] what was taken until then.
  ///
  /// @return of each request, its IPv4 lease and then its IPv6 one
  List<List<PortLease>> lease() {
    avoidBusyWhereNothingIsTaken();
    noteExact();
    noteChosen(Choice.OneOf.class);
    noteChosen(Choice.Free.class);
    hold();
    letGo();
    check();
    return leases();
  }

  void undo() {
    grants.stream().flatMap(Optional::stream).forEach(this::release);
  }

  /// What cannot be in any way is left out.
  private void add(Claim claim, boolean hold) {
    Claim possible = hold ? claim : claim.unheld(mostHeld);
    if (!possible.ways().all().isEmpty()) {
      claims.add(possible);
      sureties.add(hold ? Surety.HELD : Surety.TRIED);
    }
  }

  private boolean holds(Claim claim, Map<IpFamily, Integer> sum) {
    int size = claim.size();
    List<IpFamily> families = claim.ways().families();
    boolean fits =
        families.stream()
            .allMatch(
                family -> owner.held(family) + sum.getOrDefault(family, 0) + size <= mostHeld);
    if (fits) {
      families.forEach(family -> sum.merge(family, size, Integer::sum));
    }
    return fits;
  }

  /// Who takes nothing does not hear from the kernel that a port is taken.
  private void avoidBusyWhereNothingIsTaken() {
    for (int i = 0; i < claims.size(); i++) {
      if (sureties.get(i) == Surety.CHECKED && !exact(i)) {
        candidates.avoidBusy();
        return;
      }
    }
  }

  private void noteExact() {
    List<Reservation> wanted = new ArrayList<>();
    List<Optional<Grant>> noted = new ArrayList<>();
    for (Claim claim : claims) {
      Optional<Grant> grant = Grant.exactly(owner, claim);
      grant.ifPresent(given -> wanted.addAll(given.reservations()));
      noted.add(grant);
    }
    ports.noteOrAwait(wanted);
    for (int i = 0; i < noted.size(); i++) {
      grants.set(i, noted.get(i));
    }
  }

  private void noteChosen(Class<? extends Choice> kind) {
    for (int i = 0; i < claims.size(); i++) {
      if (kind.isInstance(claims.get(i).choice())) {
        grants.set(i, Optional.of(candidates.choose(owner, claims.get(i))));
      }
    }
  }

  private void hold() {
    List<Integer> pending = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (sureties.get(i) != Surety.CHECKED) {
        pending.add(i);
      }
    }
    for (int tries = 1; !pending.isEmpty(); tries++) {
      Map<Integer, Attempt.Refused> refused = holdEach(pending);
      boolean last = tries == TRIES;
      refused.forEach((index, why) -> requireChoice(index, why, last));
      if (!refused.isEmpty()) {
        candidates.avoidBusy();
        refused.keySet().forEach(this::chooseAnother);
      }
      pending = List.copyOf(refused.keySet());
    }
  }

  private Map<Integer, Attempt.Refused> holdEach(List<Integer> pending) {
    List<Grant> wanted = pending.stream().map(index -> grants.get(index).orElseThrow()).toList();
    List<Optional<Attempt.Refused>> answers = ports.hold(wanted);
    Map<Integer, Attempt.Refused> refused = new TreeMap<>();
    for (int i = 0; i < answers.size(); i++) {
      int index = pending.get(i);
      answers.get(i).ifPresent(why -> refused.put(index, why));
    }
    return refused;
  }

  /// @throws NetworkException when another port would do no better, or was tried often enough
  private void requireChoice(int index, Attempt.Refused refused, boolean last) {
    if (!refused.busy()) {
      throw Refusals.of(refused.place(), refused.why());
    }
    if (exact(index) || last) {
      throw ports.busy(refused.place());
    }
    candidates.avoid(refused.place());
  }

  private void chooseAnother(int index) {
    release(grants.get(index).orElseThrow());
    grants.set(index, Optional.empty());
    grants.set(index, Optional.of(candidates.choose(owner, claims.get(index))));
  }

  private void letGo() {
    for (int i = 0; i < claims.size(); i++) {
      if (sureties.get(i) == Surety.TRIED) {
        grants.get(i).orElseThrow().letGo();
      }
    }
  }

  private void check() {
    List<HostPlace> unheld = new ArrayList<>();
    for (int i = 0; i < claims.size(); i++) {
      if (sureties.get(i) == Surety.CHECKED) {
        grants.get(i).orElseThrow().reservations().forEach(each -> unheld.add(each.place()));
      }
    }
    if (!unheld.isEmpty()) {
      ports.requireFree(unheld);
    }
  }

  private List<List<PortLease>> leases() {
    List<List<PortLease>> leases = new ArrayList<>(sizes.size());
    int start = 0;
    for (int size : sizes) {
      int end = start + size;
      List<Grant> granted = new ArrayList<>(size);
      grants.subList(start, end).forEach(grant -> granted.add(grant.orElseThrow()));
      leases.add(leases(granted));
      start = end;
    }
    return leases;
  }

  /// What one request got.
  private List<PortLease> leases(List<Grant> granted) {
    List<PortLease> leases = new ArrayList<>(FAMILIES.length);
    for (IpFamily family : FAMILIES) {
      List<Grant.Share> shares = new ArrayList<>(granted.size());
      granted.forEach(grant -> grant.share(family).ifPresent(shares::add));
      if (!shares.isEmpty()) {
        leases.add(lease(granted.getFirst().claim().request(), family, shares));
      }
    }
    return leases;
  }

  private PortLease lease(PublishedPort request, IpFamily family, List<Grant.Share> shares) {
    PortLease lease = new PortLease(ports, owner, request, family, shares);
    owner.count(family, lease.held());
    return lease;
  }

  private void release(Grant grant) {
    ports.release(grant.reservations(), grant.sockets());
  }

  private boolean exact(int index) {
    return claims.get(index).choice() instanceof Choice.Exactly;
  }
}
