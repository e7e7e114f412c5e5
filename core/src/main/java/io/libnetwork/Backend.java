package io.libnetwork;

import java.time.Instant;
import java.util.Optional;

/// An endpoint that serves a service, as it is by now.
///
/// @param endpoint which
/// @param weight its part of the connections among the weights of the others
/// @param healthy whether it is well, by the caller's word
/// @param answers whether it is well, by the service's [HealthCheck]; true without one
/// @param drains until when the connections that it has stay; empty where it is to go on
/// @param number in which order the backends came
public record Backend(
    Endpoint endpoint,
    int weight,
    boolean healthy,
    boolean answers,
    Optional<Instant> drains,
    long number) {

  private static final int MOST = 256;

  /// @throws NetworkException.InvalidParameter when the weight is not 1 to 256
  public Backend {
    if (weight < 1 || weight > MOST) {
      throw new NetworkException.InvalidParameter(
          "invalid weight %d of %s: expected 1 to %d".formatted(weight, endpoint, MOST));
    }
  }

  /// Whether new connections are led to it: it is well, does not drain, and a sandbox has joined
  /// it.
  public boolean active() {
    return healthy && answers && drains.isEmpty() && endpoint.interfaceName().isPresent();
  }

  /// The same of another endpoint.
  Backend of(Endpoint other) {
    return new Backend(other, weight, healthy, answers, drains, number);
  }

  Backend weighing(int other) {
    return new Backend(endpoint, other, healthy, answers, drains, number);
  }

  Backend healthy(boolean now) {
    return new Backend(endpoint, weight, now, answers, drains, number);
  }

  Backend answering(boolean now) {
    return new Backend(endpoint, weight, healthy, now, drains, number);
  }

  Backend draining(Instant until) {
    return new Backend(endpoint, weight, healthy, answers, Optional.of(until), number);
  }
}
