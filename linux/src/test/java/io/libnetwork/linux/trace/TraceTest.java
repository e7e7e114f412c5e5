package io.libnetwork.linux.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("a tracer is told of all that a process does")
class TraceTest {

  /// Notes what it is told, as in `attach/netlink exchange`.
  private static final class Notes implements Tracer {

    private final List<Noted> begun = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Span begin(String name) {
      return noted(name);
    }

    @Override
    public Span begin(String name, Span whole) {
      return noted(((Noted) whole).path + "/" + name);
    }

    @Override
    public Span receive(String name, Function<String, Optional<String>> headers) {
      return noted(headers.apply("traceparent").orElse("nobody") + ":" + name);
    }

    private Noted noted(String path) {
      Noted noted = new Noted(path);
      begun.add(noted);
      return noted;
    }

    List<String> paths() {
      return begun.stream().map(each -> each.path).toList();
    }
  }

  private static final class Noted implements Span {

    private final String path;
    private final Map<String, Object> said = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger closed = new AtomicInteger();

    Noted(String path) {
      this.path = path;
    }

    @Override
    public boolean told() {
      return true;
    }

    @Override
    public void say(String name, String value) {
      said.put(name, value);
    }

    @Override
    public void say(String name, long value) {
      said.put(name, value);
    }

    @Override
    public void fail(String kind, String text) {
      said.put("failed", kind + " " + text);
    }

    @Override
    public void close() {
      int _ = closed.incrementAndGet();
    }
  }

  private static final int RTM_GETLINK = 18;

  private final Notes notes = new Notes();

  @AfterEach
  void endsEverySpanOnce() {
    Trace.end(notes);
    assertThat(Trace.told()).isFalse();
    assertThat(notes.begun).allMatch(each -> each.closed.get() == 1);
  }

  /// Asks for a link that is not there.
  private static void ask() {
    try (NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.ROUTE)) {
      NetlinkRequest<Void> request =
          NetlinkRequest.command(
              "get link 2147483647",
              RTM_GETLINK,
              0,
              writer -> writer.putInt(0).putInt(Integer.MAX_VALUE).putInt(0).putInt(0));
      assertThatThrownBy(() -> socket.execute(request)).hasMessageContaining("ENODEV");
    }
  }

  @Nested
  class WhereNobodyTraces {

    @Test
    void aStepIsOfNobody() {
      assertThat(Trace.step("step")).isSameAs(Span.NONE);
      assertThat(Trace.<Span>operation("operation", span -> span)).isSameAs(Span.NONE);
    }

    @Test
    void workIsNotWrapped() {
      Runnable work = () -> {};
      assertThat(Trace.carried(work)).isSameAs(work);
    }
  }

  @Nested
  class WhereSomebodyDoes {

    @Test
    void whatTheLibraryDoesByItselfIsNotTold() {
      Trace.begin(notes);
      ask();
      assertThat(notes.begun).isEmpty();
    }

    @Test
    void anExchangeIsAStepOfItsOperation() {
      Trace.begin(notes);
      String done =
          Trace.operation(
              "look",
              span -> {
                ask();
                return "done";
              });

      assertThat(done).isEqualTo("done");
      assertThat(notes.paths()).containsExactly("look", "look/netlink exchange");
      assertThat(notes.begun.getLast().said)
          .containsEntry("libnetwork.netlink.family", "route")
          .containsEntry("libnetwork.netlink.messages", 1L)
          .containsEntry("libnetwork.netlink.first_message", "get link 2147483647")
          .containsEntry("libnetwork.netlink.bytes_sent", 32L)
          .containsEntry("libnetwork.netlink.errno", (long) Errno.ENODEV.number());
      assertThat(notes.begun.getLast().said.get("libnetwork.netlink.refusal"))
          .asString()
          .contains("get link 2147483647", "ENODEV");
      assertThat(notes.begun).noneMatch(each -> each.said.containsKey("failed"));
    }

    @Test
    void operationsInOperationsAreStepsOfThem() {
      Trace.begin(notes);
      assertThat(Trace.<Integer>operation("a", _ -> Trace.operation("b", _ -> 7))).isEqualTo(7);
      assertThat(notes.paths()).containsExactly("a", "a/b");
    }

    @Test
    void aRequestSaysWhatItIsAStepOf() {
      Trace.begin(notes);
      Integer _ = Trace.request("GET /", named("them"), _ -> Trace.operation("a", _ -> 7));
      assertThat(notes.paths()).containsExactly("them:GET /", "them:GET //a");
    }

    private static Function<String, Optional<String>> named(String who) {
      return name -> name.equals("traceparent") ? Optional.of(who) : Optional.empty();
    }

    @Test
    void virtualThreadsHaveTheirOwnOperations() throws InterruptedException {
      Trace.begin(notes);
      List<Thread> threads = new ArrayList<>();
      for (String name : List.of("a", "b")) {
        threads.add(
            Thread.ofVirtual()
                .start(() ->
                    Trace.operation(
                        name,
                        span -> {
                          ask();
                          return span;
                        })));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(notes.paths())
          .containsExactlyInAnyOrder("a", "b", "a/netlink exchange", "b/netlink exchange");
    }

    @Test
    void workThatIsBegunElsewhereIsOfTheOperationThatBeginsIt() {
      Trace.begin(notes);
      Boolean _ =
          Trace.operation(
              "a",
              _ -> {
                KernelThreads.await(KernelThreads.start(TraceTest::ask));
                return true;
              });
      assertThat(notes.paths()).containsExactly("a", "a/netlink exchange");
    }

    @Test
    void whatFailsIsEndedToo() {
      Trace.begin(notes);
      assertThatThrownBy(() ->
              Trace.operation(
                  "a",
                  _ -> {
                    throw new IllegalStateException("broken");
                  }))
          .hasMessage("broken");
      assertThat(notes.paths()).containsExactly("a");
    }

    @Test
    void whoIsNotToldAnyMoreEndsNobodyElse() {
      Notes other = new Notes();
      Trace.begin(other);
      Trace.begin(notes);
      Trace.end(other);
      assertThat(Trace.told()).isTrue();
    }
  }
}
