package io.libnetwork.dns.forward;

/// What a forwarder thinks of an upstream.
public enum UpstreamState {
  /// It has not answered yet.
  UNTRIED,
  /// It answered last time.
  UP,
  /// It was silent, or unreachable, once or twice since it answered: others go before it.
  SUSPECT,
  /// It was so three times. It is asked last, and tried from time to time.
  DOWN
}
