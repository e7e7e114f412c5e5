package io.libnetwork.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets as many spans wait to be sent as there is room for, counts those for which there is none,
/// and says so once: OpenTelemetry's own queue drops them without a word.
///
/// Nobody who ends a span waits here.
final class SpanQueue implements SpanProcessor {

  private static final Logger LOG = LoggerFactory.getLogger(SpanQueue.class);

  private final SpanProcessor sending;
  private final int room;
  private final AtomicInteger waiting;
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean said = new AtomicBoolean();

  /// @param sending takes what is let through
  /// @param room for so many
  /// @param waiting how many were let through and have not been sent, which the sender takes off
  SpanQueue(SpanProcessor sending, int room, AtomicInteger waiting) {
    this.sending = sending;
    this.room = room;
    this.waiting = waiting;
  }

  @Override
  public void onStart(Context whole, ReadWriteSpan span) {
    if (sending.isStartRequired()) {
      sending.onStart(whole, span);
    }
  }

  @Override
  public boolean isStartRequired() {
    return sending.isStartRequired();
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (!span.getSpanContext().isSampled()) {
      return;
    }
    if (waiting.incrementAndGet() <= room) {
      sending.onEnd(span);
    } else {
      int _ = waiting.decrementAndGet();
      long _ = dropped.incrementAndGet();
      if (said.compareAndSet(false, true)) {
        LOG.warn(
            "spans are dropped: {} wait to be sent, and there is no room for more; how many are"
                + " dropped is told at the end",
            room);
      }
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  /// How many spans there was no room for.
  long dropped() {
    return dropped.get();
  }

  @Override
  public CompletableResultCode shutdown() {
    if (dropped.get() > 0) {
      LOG.warn("{} spans were dropped", dropped.get());
    }
    return sending.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return sending.forceFlush();
  }
}
