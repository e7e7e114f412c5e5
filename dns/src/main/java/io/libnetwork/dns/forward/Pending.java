package io.libnetwork.dns.forward;

/// Something that is still to come, and can be called off.
@FunctionalInterface
public interface Pending {

  /// Calls it off: nobody hears of it any more. What has come already, or was called off, stays so.
  void cancel();
}
