package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpFamily;
import io.libnetwork.testing.ScriptedNameServer.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Name servers of the host that are dead, slow, lying, truncating or flapping: the names of
/// containers are told as soon as without them, what is asked outside is answered as long as one of
/// them does, and with SERVFAIL where none does. None of them ever hears of a name of ours.
class UpstreamFailuresTest {

  private static final String FIRST = "127.0.0.1";
  private static final String SECOND = "127.0.0.2";
  private static final String RIGHT = "192.0.2.1";
  private static final String WRONG = "203.0.113.66";

  private static final int QUESTIONS = 2_000;
  private static final int FORWARDS = 40;
  private static final Duration GENEROUS = Duration.ofMillis(10);

  /// After four seconds there is SERVFAIL at the latest.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private final List<ScriptedNameServer> servers = new ArrayList<>();
  private NamesLab lab;
  private NameAsker local;
  private NameAsker outside;
  private NameAsker sealed;
  private String address;

  @BeforeEach
  void open() throws IOException {
    lab = NamesLab.open(folder, FIRST, SECOND);
    Network lan = lab.network("lan", NetworkOption.DnsZone.of("app", "api A 192.0.2.81\n"));
    Network vault = lab.network("vault", new NetworkOption.Internal());
    Attachment web = lab.controller().attach("web", lan);
    address = web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
    local = new NameAsker(lab, web.sandbox());
    outside = new NameAsker(lab, lab.controller().attach("two", lan).sandbox());
    sealed = new NameAsker(lab, lab.controller().attach("three", vault).sandbox());
    latencies();
  }

  @AfterEach
  void close() throws IOException {
    if (lab != null) {
      for (ScriptedNameServer server : servers) {
        assertThat(server.asked())
            .as("names that leave")
            .allSatisfy(name -> assertThat(name).endsWith(".example.org"));
        server.close();
      }
      local.close();
      outside.close();
      sealed.close();
      lab.close();
    }
  }

  private Latencies latencies() throws IOException {
    return local.latencies("web", address, QUESTIONS);
  }

  private ScriptedNameServer server(String at, ScriptedNameServer.Script script)
      throws IOException {
    ScriptedNameServer server = ScriptedNameServer.open(lab.host(), at, script);
    servers.add(server);
    return server;
  }

  /// What a server sends by UDP; over connections it is right.
  private static ScriptedNameServer.Script sending(Function<Message, List<Reply>> datagrams) {
    return new ScriptedNameServer.Script() {
      @Override
      public List<Reply> datagrams(Message question) {
        return datagrams.apply(question);
      }

      @Override
      public byte[] connection(Message question) {
        return right(question);
      }
    };
  }

  private static byte[] right(Message question) {
    return ScriptedNameServer.answer(question, RIGHT).toWire();
  }

  private static ScriptedNameServer.Script good() {
    return sending(question -> List.of(new Reply(0, right(question))));
  }

  private static ScriptedNameServer.Script silent() {
    return sending(_ -> List.of());
  }

  /// Asks for other names outside, one after the other, while the names of containers are asked for
  /// as well; tells how long the former took.
  private Latencies forwarded(String who) throws IOException {
    Latencies quiet = latencies();
    CompletableFuture<Latencies> others =
        Threads.start(() -> {
          List<Long> nanos = new ArrayList<>(FORWARDS);
          for (int i = 0; i < FORWARDS; i++) {
            long before = System.nanoTime();
            String name = "n%d.%d.example.org".formatted(i, before);
            assertThat(outside.addresses(name, PATIENCE))
                .as("%s: %s", who, name)
                .containsExactly(RIGHT);
            nanos.add(System.nanoTime() - before);
          }
          return new Latencies(nanos, 0);
        });
    Latencies meanwhile = latencies();
    while (!others.isDone()) {
      meanwhile = latencies();
    }
    Latencies took = others.join();
    System.out.printf(
        "%s: local quiet %s; meanwhile %s; forwards %s%n", who, quiet, meanwhile, took);
    Duration bound = quiet.percentile(99).multipliedBy(10);
    assertThat(meanwhile.missing()).isZero();
    assertThat(meanwhile.percentile(99))
        .isLessThan(bound.compareTo(GENEROUS) > 0 ? bound : GENEROUS);
    return took;
  }

  /// Names of ours of all kinds, asked for while servers would hear of them.
  private void askForNamesOfOurs() throws IOException {
    for (String name :
        List.of("web", "gone", "gone.lan", "api.app", "gone.app", "99.0.17.172.in-addr.arpa")) {
      outside.ask(name, PATIENCE);
    }
    for (String name : List.of("three", "web.lan", "www.example.net", "gone")) {
      sealed.ask(name, PATIENCE);
    }
  }

  @Test
  void oneIsNotThere() throws IOException {
    server(SECOND, good());
    forwarded("nobody at the first");
    askForNamesOfOurs();
  }

  @Test
  void oneIsSilent() throws IOException {
    server(FIRST, silent());
    server(SECOND, good());
    assertThat(forwarded("the first is silent").percentile(50)).isLessThan(Duration.ofMillis(200));
    askForNamesOfOurs();
  }

  @Test
  void oneIsSlow() throws IOException {
    server(FIRST, sending(question -> List.of(new Reply(1_500, right(question)))));
    server(SECOND, good());
    assertThat(forwarded("the first is slow").percentile(50)).isLessThan(Duration.ofMillis(200));
    askForNamesOfOurs();
  }

  @Test
  void oneRefusesEverything() throws IOException {
    server(
        FIRST,
        sending(question -> {
          Message refusal = ScriptedNameServer.answer(question);
          refusal.getHeader().setRcode(Rcode.REFUSED);
          return List.of(new Reply(0, refusal.toWire()));
        }));
    server(SECOND, good());
    forwarded("the first refuses");
    askForNamesOfOurs();
  }

  /// Forgeries come before what is right: other ids, other questions, the letters in another case,
  /// nothing that can be read; and with what is right, addresses for names that were not asked for.
  @Test
  void oneLies() throws IOException {
    ScriptedNameServer liar = server(FIRST, sending(UpstreamFailuresTest::lies));
    forwarded("the only one lies");
    askForNamesOfOurs();
    assertThat(outside.addresses("web", PATIENCE)).containsExactly(address);
    assertThat(outside.ask("api.app", PATIENCE).getSection(Section.ANSWER))
        .extracting(Record::rdataToString)
        .containsExactly("192.0.2.81");
    liar.does(good());
    assertThat(outside.addresses("www.example.org", PATIENCE)).containsExactly(RIGHT);
  }

  private static List<Reply> lies(Message question) {
    List<Reply> replies = new ArrayList<>();
    for (int guess = 1; guess <= 20; guess++) {
      Message forged = ScriptedNameServer.answer(question, WRONG);
      forged.getHeader().setID(question.getHeader().getID() ^ guess);
      replies.add(new Reply(0, forged.toWire()));
    }
    Message other = ScriptedNameServer.answer(question, WRONG);
    other.removeAllRecords(Section.QUESTION);
    other.addRecord(record("web", Type.A), Section.QUESTION);
    replies.add(new Reply(0, other.toWire()));
    byte[] cut = ScriptedNameServer.answer(question, WRONG).toWire();
    replies.add(new Reply(0, java.util.Arrays.copyOf(cut, 11)));
    replies.add(new Reply(20, poison(question)));
    return replies;
  }

  private static byte[] poison(Message question) {
    Message answer = ScriptedNameServer.answer(question, RIGHT);
    for (String name : List.of("web", "web.lan", "api.app", "www.example.org", "www.example.net")) {
      answer.addRecord(address(name), Section.ANSWER);
      answer.addRecord(address(name), Section.AUTHORITY);
      answer.addRecord(address(name), Section.ADDITIONAL);
    }
    return answer.toWire();
  }

  private static Record record(String name, int type) {
    return Record.newRecord(Name.fromConstantString(name + "."), type, DClass.IN);
  }

  private static Record address(String name) {
    return new ARecord(
        Name.fromConstantString(name + "."), DClass.IN, 3_600, InetAddress.ofLiteral(WRONG));
  }

  @Test
  void oneTruncates() throws IOException {
    ScriptedNameServer.Script cutting =
        sending(question -> {
          Message cut = ScriptedNameServer.answer(question);
          cut.getHeader().setFlag(Flags.TC);
          return List.of(new Reply(0, cut.toWire()));
        });
    server(FIRST, cutting);
    forwarded("the only one truncates");
    assertThat(lab.controller().nameCounters().orElseThrow().forwarding().orElseThrow().overTcp())
        .isGreaterThanOrEqualTo(FORWARDS);
    askForNamesOfOurs();
  }

  /// Each is there for a while, and then the other.
  @Test
  void bothComeAndGo() throws IOException {
    ScriptedNameServer first = server(FIRST, good());
    ScriptedNameServer second = server(SECOND, good());
    CompletableFuture<Latencies> asking = Threads.start(() -> forwarded("one of two, in turn"));
    for (int turn = 0; !asking.isDone(); turn++) {
      first.does(turn % 2 == 0 ? silent() : good());
      second.does(turn % 2 == 0 ? good() : silent());
      java.util.concurrent.locks.LockSupport.parkNanos(250_000_000);
    }
    asking.join();
    askForNamesOfOurs();
  }

  /// Several at a time, so that the test is not as many times as long.
  @Test
  void noneAnswers() throws IOException {
    server(FIRST, silent());
    server(SECOND, sending(_ -> List.of(new Reply(0, new byte[] {1, 2, 3}))));
    Latencies quiet = latencies();
    List<CompletableFuture<Integer>> asking =
        IntStream.range(0, 4)
            .mapToObj(i ->
                Threads.start(() -> {
                  try (NameAsker asker =
                      new NameAsker(
                          lab,
                          lab.controller().sandboxes().stream()
                              .filter(sandbox -> sandbox.container().equals("two"))
                              .findFirst()
                              .orElseThrow())) {
                    return asker.ask("n" + i + ".example.org", PATIENCE).getRcode();
                  }
                }))
            .toList();
    Latencies meanwhile = latencies();
    System.out.printf("none answers: quiet %s; meanwhile %s%n", quiet, meanwhile);
    assertThat(asking).extracting(CompletableFuture::join).containsOnly(Rcode.SERVFAIL);
    assertThat(meanwhile.missing()).isZero();
    askForNamesOfOurs();
  }
}
