package io.libnetwork.dns.forward;

/// From which network namespace an upstream is asked.
public enum Reach {
  /// From the host's: a server the host itself uses, its loopback included.
  HOST,
  /// From that of the sandbox that asks: it reaches what its containers reach.
  SANDBOX
}
