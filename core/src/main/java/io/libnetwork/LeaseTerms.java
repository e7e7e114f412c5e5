package io.libnetwork;

import io.libnetwork.linux.BootId;
import io.libnetwork.linux.Moment;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import io.libnetwork.store.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody's leases and since when they count: enough to tell, now or after a restart, whether
/// they have ended.
///
/// @param leases at most one of them for a time
/// @param since when they began, or were renewed
record LeaseTerms(List<Lease> leases, Moment since) {

  LeaseTerms {
    leases = List.copyOf(leases);
  }

  /// Refuses leases of which one cannot be.
  static void requireOneTime(List<Lease> leases) {
    List<Duration> times = times(leases).toList();
    if (times.size() > 1) {
      throw new NetworkException.InvalidParameter(
          "a lease has one time to live, and two were given: %s and %s"
              .formatted(times.get(0), times.get(1)));
    }
  }

  /// How long they last yet; empty where that is not a question of time.
  Optional<Duration> left(Moment now) {
    return times(leases).findFirst().map(granted -> left(granted, now));
  }

  /// Nobody sets the clock that counts within a boot. From one boot to another only the calendar is
  /// left, which may have been set back.
  private Duration left(Duration granted, Moment now) {
    if (now.boot().equals(since.boot())) {
      return since.sinceBoot().plus(granted).minus(now.sinceBoot());
    }
    Duration left = Duration.between(now.wall(), since.wall().plus(granted));
    return left.compareTo(granted) > 0 ? granted : left;
  }

  /// The same, counted from now on: as it is within one boot, and what is left of it in another.
  LeaseTerms at(Moment now) {
    return now.boot().equals(since.boot())
        ? this
        : left(now).map(left -> withTime(max(left, Lease.ForDuration.LEAST), now)).orElse(this);
  }

  /// The same with another time to live, counted from now.
  LeaseTerms renewed(Duration granted, Moment now) {
    return withTime(new Lease.ForDuration(granted).duration(), now);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private LeaseTerms withTime(Duration granted, Moment now) {
    List<Lease> changed = new ArrayList<>(leases);
    changed.removeIf(Lease.ForDuration.class::isInstance);
    changed.add(new Lease.ForDuration(granted));
    return new LeaseTerms(changed, now);
  }

  /// Whether there is a time to live.
  boolean timed() {
    return times(leases).findFirst().isPresent();
  }

  /// Why they have ended; empty while they last.
  Optional<String> ended(Moment now) {
    return leases.stream().flatMap(lease -> ended(lease, now).stream()).findFirst();
  }

  private Optional<String> ended(Lease lease, Moment now) {
    boolean over =
        switch (lease) {
          case Lease.OwnedByProcess(ProcessIdentity process) ->
              !now.boot().equals(since.boot()) || !ProcessWatch.runs(process);
          case Lease.ForDuration(Duration granted) -> !left(granted, now).isPositive();
          case Lease.WhileOpen(LeaseHandle handle) -> !handle.open();
        };
    return over ? Optional.of(reason(lease)) : Optional.empty();
  }

  /// What to tell of one that has ended.
  static String reason(Lease lease) {
    return switch (lease) {
      case Lease.OwnedByProcess(ProcessIdentity process) ->
          "its owner, process " + process.pid() + ", has ended";
      case Lease.ForDuration(Duration granted) -> "its time to live, " + granted + ", has run out";
      case Lease.WhileOpen(LeaseHandle handle) -> handle + " that kept it is closed";
    };
  }

  private static Stream<Duration> times(List<Lease> leases) {
    return leases.stream()
        .filter(Lease.ForDuration.class::isInstance)
        .map(Lease.ForDuration.class::cast)
        .map(Lease.ForDuration::duration);
  }

  Fields fields() {
    Fields.Builder fields =
        Fields.builder()
            .text("boot", since.boot().value())
            .whole("since-boot", since.sinceBoot().toNanos())
            .text("since", since.wall().toString());
    Stored.each(fields, "of", leases, LeaseTerms::lease);
    return fields.build();
  }

  static LeaseTerms of(Fields fields) {
    Moment since =
        new Moment(
            Stored.parse(fields.text("boot"), "boot", BootId::new),
            Duration.ofNanos(fields.whole("since-boot")),
            Stored.parse(fields.text("since"), "since", NetworkRecord::instant));
    return new LeaseTerms(Stored.each(fields, "of", LeaseTerms::lease), since);
  }

  private static Fields lease(Lease lease) {
    Fields.Builder fields = Fields.builder();
    return switch (lease) {
      case Lease.OwnedByProcess(ProcessIdentity process) ->
          fields.whole("pid", process.pid()).whole("started", process.started()).build();
      case Lease.ForDuration(Duration granted) -> fields.whole("time", granted.toNanos()).build();
      case Lease.WhileOpen _ -> fields.flag("handle", true).build();
    };
  }

  private static Lease lease(Fields fields) {
    if (fields.find("pid").isPresent()) {
      return Lease.ownedBy(fields.whole("pid"), fields.whole("started"));
    }
    return fields.find("time").isPresent()
        ? new Lease.ForDuration(Duration.ofNanos(fields.whole("time")))
        : new Lease.WhileOpen(LeaseHandle.ended());
  }

  /// When they run out by the calendar, as far as can be told now.
  Optional<Instant> expires(Moment now) {
    return left(now).map(now.wall()::plus);
  }
}
