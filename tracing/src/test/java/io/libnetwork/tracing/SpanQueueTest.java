package io.libnetwork.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SpanQueueTest {

  /// Answers when it is told to.
  private static final class Slow implements SpanExporter {

    private final List<CompletableResultCode> asked = new ArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      CompletableResultCode answer = new CompletableResultCode();
      asked.add(answer);
      return answer;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }

  private static final int ROOM = 3;

  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("io.libnetwork.tracing");
  private final Slow slow = new Slow();
  private final AtomicInteger waiting = new AtomicInteger();
  private final SpanQueue queue =
      new SpanQueue(SimpleSpanProcessor.create(new ToldExporter(slow, waiting)), ROOM, waiting);
  private final SdkTracerProvider provider =
      SdkTracerProvider.builder().addSpanProcessor(queue).build();
  private final Tracer tracer = provider.get("test");

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.setAdditive(false);
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void silent() {
    log.detachAppender(said);
    log.setAdditive(true);
  }

  private void spans(int count) {
    for (int span = 0; span < count; span++) {
      Span begun = tracer.spanBuilder("span").startSpan();
      begun.end();
    }
  }

  private List<String> said() {
    return said.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void dropsWhatItHasNoRoomForAndSaysSoOnce() {
    spans(ROOM + 4);

    assertThat(slow.asked).hasSize(ROOM);
    assertThat(queue.dropped()).isEqualTo(4);
    assertThat(said()).hasSize(1).first().asString().startsWith("spans are dropped: 3 wait");
  }

  @Test
  void hasRoomAgainWhenSpansHaveBeenSent() {
    spans(ROOM);
    slow.asked.forEach(CompletableResultCode::succeed);
    spans(ROOM);

    assertThat(slow.asked).hasSize(2 * ROOM);
    assertThat(queue.dropped()).isZero();
    assertThat(said()).isEmpty();
  }

  @Test
  void tellsAtTheEndHowManyWereDropped() {
    spans(ROOM + 2);
    slow.asked.forEach(CompletableResultCode::succeed);
    var _ = provider.shutdown().join(1, TimeUnit.SECONDS);

    assertThat(said()).last().isEqualTo("2 spans were dropped");
  }

  @Test
  void saysOnceThatSpansCannotBeSentAndWhenTheyCan() {
    spans(3);
    slow.asked.get(0).failExceptionally(new IOException("refused"));
    slow.asked.get(1).fail();
    slow.asked.get(2).succeed();

    assertThat(said())
        .containsExactly(
            "spans cannot be sent and are lost: java.io.IOException: refused",
            "spans are sent again; 2 were lost");
  }
}
