package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import java.time.Duration;

/// What every exchange of a forwarder works with.
record Equipment(
    Surroundings surroundings, ForwarderConfig config, RandomBits random, Tally tally) {

  Pending after(long nanos, Runnable task) {
    return surroundings.after(Duration.ofNanos(nanos), task);
  }

  /// The question as it is put to a server.
  UpstreamMessage messageTo(Health server, QueryMessage query) {
    return new UpstreamMessage(query, random, !server.withoutEdns());
  }

  Attempt attempt(
      Attempt.Judge judge, Health server, Transport transport, UpstreamMessage message) {
    return new Attempt(surroundings, judge, server, transport, message);
  }
}
