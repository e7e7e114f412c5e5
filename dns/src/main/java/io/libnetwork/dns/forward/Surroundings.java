package io.libnetwork.dns.forward;

import java.time.Duration;

/// The world as a forwarder sees it: a clock and servers it can ask. All of it is used on one
/// thread, returns at once and throws nothing.
public interface Surroundings {

  /// Nanoseconds since some moment, as [System#nanoTime()]: only differences mean something.
  long now();

  /// Runs `task` once, on this thread, when `delay` has passed.
  Pending after(Duration delay, Runnable task);

  /// Sends a message by a socket that nothing else uses, connected so that only the upstream's
  /// packets come back, at a source port the kernel chooses: the port is half of what makes an
  /// answer hard to forge (RFC 5452 section 9.2).
  ///
  /// The receiver hears of it until it took an answer, was told of a failure, or the exchange was
  /// cancelled; it may hear of a failure before this returns. Time passing is no failure.
  ///
  /// @param message of at most 65535 bytes. The length before it on TCP is the transport's.
  Pending ask(Upstream upstream, Transport transport, byte[] message, Receiver receiver);
}
