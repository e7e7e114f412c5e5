package io.libnetwork.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans, and says when they cannot be sent, once, and when they can be again.
final class ToldExporter implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(ToldExporter.class);

  private final SpanExporter sending;
  private final AtomicInteger waiting;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicLong lost = new AtomicLong();

  /// @param sending sends them
  /// @param waiting how many have not been sent
  ToldExporter(SpanExporter sending, AtomicInteger waiting) {
    this.sending = sending;
    this.waiting = waiting;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = sending.export(spans);
    return result.whenComplete(() -> ended(result, count));
  }

  private void ended(CompletableResultCode result, int count) {
    int _ = waiting.addAndGet(-count);
    if (result.isSuccess()) {
      if (failing.compareAndSet(true, false)) {
        LOG.info("spans are sent again; {} were lost", lost.getAndSet(0));
      }
    } else {
      long _ = lost.addAndGet(count);
      if (failing.compareAndSet(false, true)) {
        LOG.warn("spans cannot be sent and are lost: {}", cause(result));
      }
    }
  }

  private static String cause(CompletableResultCode result) {
    return Optional.ofNullable(result.getFailureThrowable())
        .map(ToldExporter::innermost)
        .map(Throwable::toString)
        .orElse("whoever receives them refuses them or does not answer");
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : innermost(cause);
  }

  @Override
  public CompletableResultCode flush() {
    return sending.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return sending.shutdown();
  }
}
