package io.libnetwork.linux;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Counts what one operation asks of the kernel, so that an operation can be judged by it.
///
/// Counted is what the thread that runs the operation asks for, also where another thread makes the
/// call for it.
public final class KernelWork {

  private static final ScopedValue<KernelWork> CURRENT = ScopedValue.newInstance();

  private final AtomicLong netlinkExchanges = new AtomicLong();
  private final AtomicLong firewallTransactions = new AtomicLong();

  /// A count of nothing yet.
  public KernelWork() {}

  /// Runs an operation and counts in this object what it asks for. An operation inside another
  /// counts for the inner one alone.
  public <T> T counting(Supplier<T> operation) {
    return ScopedValue.where(CURRENT, this).call(operation::get);
  }

  /// As [#counting(Supplier)], for what answers nothing.
  public void counting(Runnable operation) {
    ScopedValue.where(CURRENT, this).run(operation);
  }

  /// The same work, counted for the operation of the thread that calls this, whoever runs it.
  static Runnable carried(Runnable work) {
    if (!CURRENT.isBound()) {
      return work;
    }
    KernelWork operation = CURRENT.get();
    return () -> operation.counting(work);
  }

  /// Notes one send to netlink with the wait for its answers.
  public static void netlinkExchange() {
    if (CURRENT.isBound()) {
      CURRENT.get().netlinkExchanges.incrementAndGet();
    }
  }

  /// Notes one nftables transaction.
  public static void firewallTransaction() {
    if (CURRENT.isBound()) {
      CURRENT.get().firewallTransactions.incrementAndGet();
    }
  }

  /// How many sends to netlink.
  public long netlinkExchanges() {
    return netlinkExchanges.get();
  }

  /// How many nftables transactions.
  public long firewallTransactions() {
    return firewallTransactions.get();
  }
}
