package io.libnetwork.dns.forward;

/// How a message travels (RFC 1035 section 4.2).
public enum Transport {
  UDP,
  TCP
}
