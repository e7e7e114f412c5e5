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

  /// What becomes of new connections to its service, as far as it is concerned.
  public enum State {
    /// They are led to it.
    ACTIVE,
    /// It keeps those it has, until it is removed.
    DRAINING,
    /// It is not well, and keeps those it has.
    UNWELL,
    /// No sandbox has joined the endpoint.
    ABSENT
  }

  /// How it stands; of several that hold the first but [State#ACTIVE].
  public State state() {
    if (drains.isPresent()) {
      return State.DRAINING;
    }
    if (!well()) {
      return State.UNWELL;
    }
    return endpoint.interfaceName().isPresent() ? State.ACTIVE : State.ABSENT;
  }

  /// Whether it is well by the caller's word and by the service's check.
  public boolean well() {
    return healthy && answers;
  }

  /// Whether new connections are led to it: it is well, does not drain, and a sandbox has joined
  /// it.
  public boolean active() {
    return state() == State.ACTIVE;
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
