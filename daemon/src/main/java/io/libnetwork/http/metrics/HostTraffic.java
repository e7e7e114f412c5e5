package io.libnetwork.http.metrics;

import io.libnetwork.Host;
import io.libnetwork.drivers.bridge.BridgeTraffic;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What has passed the interfaces of a host's networks and endpoints, asked in one exchange however
/// many there are.
///
/// It has a netlink socket of its own, opened when it is first asked, so that no operation waits
/// while all links are told. Safe for use by many threads.
public final class HostTraffic implements AutoCloseable {

  private final Host host;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Rtnetlink rtnetlink;

  /// Asks nothing yet.
  ///
  /// @param host which stays the caller's
  public HostTraffic(Host host) {
    this.host = host;
  }

  /// As it is now.
  ///
  /// @throws io.libnetwork.linux.SystemCallException if the kernel does not tell
  public BridgeTraffic now() {
    return BridgeTraffic.of(host, rtnetlink());
  }

  private Rtnetlink rtnetlink() {
    lock.lock();
    try {
      Rtnetlink known = rtnetlink;
      if (known == null) {
        known = Rtnetlink.open(host.namespaceThread(), host.namespace());
        rtnetlink = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (rtnetlink != null) {
        rtnetlink.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
