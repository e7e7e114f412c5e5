package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Others change our tables, as an administrator's `nft flush ruleset` does.
@Timeout(120)
class SelfHealingTest {

  private static final int PORT = 80;
  private static final int PUBLISHED = 8080;
  private static final int UNPUBLISHED = 81;
  private static final int MOST_DATAGRAMS = 500_000;
  private static final Duration PAUSE = Duration.ofMillis(40);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Lab lab;
  private Network network;
  private Attachment web;

  @BeforeEach
  void open() {
    lab = Lab.open();
    network = lab.dual("n");
    web =
        lab.controller()
            .attach(
                "web",
                network,
                new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, PORT, PUBLISHED)));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flush ruleset",
        "delete table inet libnetwork",
        "delete table bridge libnetwork",
        "flush table inet libnetwork",
        "flush chain inet libnetwork forward",
        "flush chain inet libnetwork forward; delete chain inet libnetwork forward",
        "flush set inet libnetwork guard4",
        "flush map inet libnetwork any4",
        "delete element inet libnetwork any4 { tcp . 8080 }",
        "delete element inet libnetwork any4 { tcp . 8080 };"
            + " add element inet libnetwork any4 { tcp . 8080 : 10.9.9.9 . 99 }",
        "insert rule inet libnetwork forward accept"
      })
  void isAsItWasSoonAfter(String change) {
    String before = ruleset();

    lab.host().script("nft '" + change + "'");

    awaitRuleset(before);
  }

  @Test
  void leavesWhatOthersHave() {
    lab.host().script("nft add table inet others");
    lab.host().script("nft add rule inet libnetwork user counter");
    String before = ruleset();
    String damage = "nft flush chain inet libnetwork publish";

    lab.host().script(damage);

    awaitRuleset(before);
    assertThat(lab.host().script("nft list table inet others")).contains("others");
    assertThat(lab.host().script("nft list chain inet libnetwork user")).contains("counter");
    lab.host().script("nft delete table inet others", "nft flush chain inet libnetwork user");
  }

  @Test
  void keepsAConnectionThroughAPublishedPort() throws IOException {
    String before = ruleset();
    try (ServerSocketChannel server = lab.place(web).listen(PORT, 1);
        SocketChannel client = lab.remote().connect(IpAddress.parse(Lab.HOST_V4), PUBLISHED);
        SocketChannel served = server.accept()) {
      assertCarries(client, served, "before");

      for (int i = 0; i < 5; i++) {
        lab.host().script("nft flush ruleset");
        assertCarries(client, served, "after " + i);
        assertCarries(served, client, "answer " + i);
      }
    }
    awaitRuleset(before);
  }

  @Test
  void letsNothingThroughMeanwhile() throws Exception {
    String before = ruleset();

    assertThat(arrivedDuringFlushes(lab, web, network)).isZero();

    awaitRuleset(before);
  }

  /// The same without a repair, or silence would prove nothing.
  @Test
  void wouldOtherwiseLetThrough() throws Exception {
    try (Lab open = Lab.openWithoutRepairs()) {
      Network unguarded = open.dual("n");
      Attachment attached = open.controller().attach("web", unguarded);

      assertThat(arrivedDuringFlushes(open, attached, unguarded)).isPositive();
    }
  }

  /// How many datagrams reach a container from a remote host at a port that is not published, while
  /// the ruleset is flushed again and again.
  private static int arrivedDuringFlushes(Lab at, Attachment container, Network of)
      throws Exception {
    at.remote().ip("route add " + of.pools().getFirst().prefix() + " via " + Lab.HOST_V4);
    IpAddress address = container.endpoint().address(IpFamily.V4).orElseThrow().address();
    InetSocketAddress target = new InetSocketAddress(address.toInetAddress(), UNPUBLISHED);
    AtomicBoolean stop = new AtomicBoolean();
    try (DatagramChannel server = at.place(container).datagrams(IpFamily.V4, UNPUBLISHED);
        DatagramChannel client = at.remote().datagrams(IpFamily.V4, 0);
        ExecutorService executor = Executors.newSingleThreadExecutor()) {
      server.configureBlocking(false);
      Future<?> sending =
          executor.submit(() -> {
            for (int sent = 0; sent < MOST_DATAGRAMS && !stop.get(); sent++) {
              client.send(ByteBuffer.wrap(new byte[] {'?'}), target);
            }
            return null;
          });
      try {
        for (int i = 0; i < 10; i++) {
          at.host().script("nft flush ruleset");
        }
      } finally {
        stop.set(true);
      }
      sending.get(30, TimeUnit.SECONDS);
      int arrived = 0;
      while (server.receive(ByteBuffer.allocate(1)) != null) {
        arrived++;
      }
      return arrived;
    }
  }

  @Test
  void endsAsItShouldBeAfterAStorm() throws Exception {
    long seed = RandomGenerator.getDefault().nextLong();
    System.out.println("storm with seed " + seed);
    AtomicBoolean stop = new AtomicBoolean();
    int threads = 8;
    try (ExecutorService executor = Executors.newFixedThreadPool(threads + 1)) {
      Future<?> flushing =
          executor.submit(() -> {
            while (!stop.get()) {
              lab.host().script("nft flush ruleset");
              Thread.sleep(PAUSE);
            }
            return null;
          });
      List<Future<?>> working = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        working.add(executor.submit(() -> work(thread, seed + thread)));
      }
      try {
        for (Future<?> each : working) {
          each.get(5, TimeUnit.MINUTES);
        }
      } finally {
        stop.set(true);
      }
      flushing.get(10, TimeUnit.SECONDS);
    }
    awaitStill();
    String left = ruleset();
    lab.host().script("nft flush ruleset");
    awaitRuleset(left);
    assertThat(left).contains("8080").doesNotContain("9001");
  }

  /// Networks and ports come and go; none stays.
  private void work(int thread, long seed) {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
    for (int round = 0; round < 3; round++) {
      Network made = lab.dual("storm" + thread + "x" + round);
      PublishedPort port = PublishedPort.of(Protocol.TCP, PORT, 9001 + thread);
      Attachment attached =
          lab.controller().attach("storm" + thread, made, new EndpointOption.Publish(port));
      if (random.nextBoolean()) {
        PublishedPort more = PublishedPort.of(Protocol.UDP, PORT, 9101 + thread);
        attached.endpoint().publish(more);
        attached.endpoint().unpublish(port);
      }
      attached.sandbox().delete();
      made.delete();
    }
  }

  private static void assertCarries(SocketChannel from, SocketChannel to, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    from.write(ByteBuffer.wrap(bytes));
    ByteBuffer read = ByteBuffer.allocate(bytes.length);
    while (read.hasRemaining() && to.read(read) >= 0) {
      // Until all of it is there.
    }
    assertThat(new String(read.array(), StandardCharsets.UTF_8)).isEqualTo(text);
  }

  /// Our tables, in an order of their own, because the kernel lists elements in none.
  private String ruleset() {
    List<String> words = new ArrayList<>();
    for (String table : List.of("inet libnetwork", "bridge libnetwork", "inet libnetwork_anchor")) {
      String listed = lab.host().script("nft -s list table " + table + " 2>&1 || true");
      words.addAll(Arrays.asList(listed.split("[\\n,{}]")));
    }
    return String.join(
        "\n", words.stream().map(String::strip).filter(word -> !word.isEmpty()).sorted().toList());
  }

  private void awaitRuleset(String expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String now = ruleset();
    while (!now.equals(expected) && System.nanoTime() < deadline) {
      now = ruleset();
    }
    assertThat(now).isEqualTo(expected);
  }

  /// Until the ruleset is the same twice.
  private void awaitStill() {
    String last = "";
    String now = ruleset();
    while (!now.equals(last)) {
      last = now;
      now = ruleset();
    }
  }
}
