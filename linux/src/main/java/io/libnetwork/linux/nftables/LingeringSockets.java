package io.libnetwork.linux.nftables;

import io.libnetwork.linux.netlink.NetlinkSocket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Sockets that owned tables, closed a while after their tables were deleted.
///
/// The kernel frees what a transaction deleted behind it, after a grace period of RCU. A netlink
/// socket that is closed before waits for that, 10 to 20 ms in the call that closes it
/// (`nft_rcv_nl_event` in `net/netfilter/nf_tables_api.c`); one that is closed later does not wait.
final class LingeringSockets {

  /// A few grace periods.
  private static final Duration LINGER = Duration.ofMillis(50);

  private static final long IDLE_SECONDS = 10;
  private static final ScheduledThreadPoolExecutor CLOSING = thread();

  private LingeringSockets() {}

  /// Closes a socket later; whose table is still there takes it along then.
  static void close(NetlinkSocket socket) {
    var _ = CLOSING.schedule(socket::close, LINGER.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static ScheduledThreadPoolExecutor thread() {
    ThreadFactory threads =
        Thread.ofPlatform().name("libnetwork-kernel-closing").daemon().factory();
    ScheduledThreadPoolExecutor executor =
        (ScheduledThreadPoolExecutor) Executors.newScheduledThreadPool(1, threads);
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }
}
