package io.libnetwork.http.v1;

import io.libnetwork.Lease;
import io.libnetwork.NetworkException;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.wire.v1.LeaseResource;
import io.libnetwork.wire.v1.RenewRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Leases as requests and answers have them.
final class LeaseTexts {

  private LeaseTexts() {}

  static Lease lease(LeaseResource request) {
    long said =
        Stream.of(request.duration(), request.pid(), request.handle())
            .filter(Objects::nonNull)
            .count();
    Long pid = request.pid();
    if (said != 1 || request.handle() != null || (pid == null && request.started() != null)) {
      throw new NetworkException.InvalidParameter(
          "invalid lease, duration %s, pid %s, started %s, handle %s: expected a duration, or a pid and perhaps when it started"
              .formatted(request.duration(), request.pid(), request.started(), request.handle()));
    }
    if (pid == null) {
      String time = Values.required("duration", request.duration());
      return new Lease.ForDuration(Values.duration("duration of a lease", time));
    }
    Long started = request.started();
    return started == null ? Lease.ownedBy(pid) : Lease.ownedBy(pid, started);
  }

  /// The new time of one that is renewed.
  static Duration renewed(RenewRequest request) {
    return Values.duration("duration of a lease", Values.required("duration", request.duration()));
  }

  /// When a time runs out, to the second: it is told by two clocks, which do not agree exactly.
  static @Nullable String text(Optional<Instant> expires) {
    return expires.map(time -> time.truncatedTo(ChronoUnit.SECONDS).toString()).orElse(null);
  }

  static List<LeaseResource> of(List<Lease> leases) {
    return leases.stream().map(LeaseTexts::of).toList();
  }

  private static LeaseResource of(Lease lease) {
    return switch (lease) {
      case Lease.ForDuration(Duration time) -> new LeaseResource(time.toString(), null, null, null);
      case Lease.OwnedByProcess(ProcessIdentity process) ->
          new LeaseResource(null, process.pid(), process.started(), null);
      case Lease.WhileOpen _ -> new LeaseResource(null, null, null, true);
    };
  }
}
