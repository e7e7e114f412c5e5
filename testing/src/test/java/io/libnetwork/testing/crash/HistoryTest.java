package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Histories at random: processes that come and go on one host, most of them killed between two
/// steps, and others who delete meanwhile what is ours. Whatever happens, who is attached where is
/// what a [HistoryModel] says, and answers a packet.
///
/// `-Dhistory.seed` repeats one.
class HistoryTest {

  private static final boolean LONG = Boolean.getBoolean("tests.long");
  private static final int OPERATIONS = LONG ? 1_000 : 60;
  private static final int HISTORIES = LONG ? 3 : 1;
  private static final int OF_A_PROCESS = 20;
  private static final int MOST_STEPS = 400;
  private static final int CLOSED_PORT = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<String> log = new ArrayList<>();
  private Set<HistoryModel> possible = Set.of(new HistoryModel(new TreeSet<>(), new TreeSet<>()));

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(Boolean.getBoolean("tests.long"), "takes long: sudo ./verify --long");
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
  }

  @Test
  void isWhatTheModelSays() {
    for (int history = 0; history < HISTORIES; history++) {
      long seed = Long.getLong("history.seed", new Random().nextLong());
      System.out.printf("history of seed %d, %d operations%n", seed, OPERATIONS);
      possible = Set.of(new HistoryModel(new TreeSet<>(), new TreeSet<>()));
      run(new Random(seed));
    }
  }

  private void run(Random random) {
    try (TestHost host = TestHost.create()) {
      Aftermath aftermath = new Aftermath(host);
      int done = 0;
      int killed = 0;
      while (done < OPERATIONS) {
        int before = log.size();
        killed += live(host, random) ? 1 : 0;
        done += log.size() - before;
        damage(host, random);
      }
      System.out.printf("%d operations, %d processes killed%n", done, killed);
      aftermath.removeEverything(log.stream().anyMatch(operation -> operation.startsWith("(nft")));
    }
  }

  /// One process: what it finds, and what it does. Answers whether it was killed.
  private boolean live(TestHost host, Random random) {
    int end = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(MOST_STEPS);
    List<String> arguments =
        List.of(
            Long.toString(random.nextLong()),
            Integer.toString(OF_A_PROCESS),
            Integer.toString(end));
    try (Child child = Child.start(host, HistoryProcess.class, arguments)) {
      HistoryModel model = requireFound(child.await(HistoryProcess.FOUND));
      requireReached(host, child.said());
      child.goOn();
      int status = child.end();
      assertThat(status).as(() -> history() + child.complaints()).isIn(0, Child.KILLED);
      note(model, child.said());
      return status == Child.KILLED;
    }
  }

  private HistoryModel requireFound(List<String> said) {
    Set<String> networks = new TreeSet<>(words(said, HistoryProcess.NETWORK));
    Set<String> attached = new TreeSet<>();
    for (String line : words(said, HistoryProcess.ATTACHED)) {
      String[] word = line.split(" ", -1);
      attached.add(word[0] + " " + word[1]);
    }
    HistoryModel found = new HistoryModel(networks, attached);
    assertThat(possible).as(this::history).contains(found);
    return found;
  }

  /// A port where nobody listens is refused by the container itself, so it has been reached.
  private void requireReached(TestHost host, List<String> said) {
    String rules = host.run("nft", "list", "ruleset");
    try (PacketProbe probe = PacketProbe.in(host.thread(), host.namespacePath())) {
      for (String line : words(said, HistoryProcess.ATTACHED)) {
        String[] word = line.split(" ", -1);
        PacketProbe.Outcome outcome = probe.fetch(IpAddress.parse(word[2]), CLOSED_PORT, PATIENCE);
        assertThat(outcome)
            .as(() -> history() + "packet to " + line)
            .isEqualTo(new PacketProbe.Outcome.Refused("Connection refused"));
        if (!word[3].equals("0")) {
          assertThat(word[3])
              .as(this::history)
              .isEqualTo(Integer.toString(HistoryProcess.port(word[0], word[1])));
          assertThat(rules).as(this::history).contains("tcp . " + word[3]);
        }
      }
    }
  }

  /// What was done has been done, and what was only begun may have been.
  private void note(HistoryModel found, List<String> said) {
    HistoryModel model = found;
    for (String operation : words(said, HistoryProcess.DONE)) {
      log.add(operation);
      model = model.after(operation);
    }
    List<String> begun = words(said, HistoryProcess.BEGUN);
    boolean open = begun.size() > words(said, HistoryProcess.DONE).size();
    if (open) {
      log.add(begun.getLast() + " (killed)");
    }
    possible = open ? Set.of(model, model.after(begun.getLast())) : Set.of(model);
  }

  /// What others do while no process is there.
  private void damage(TestHost host, Random random) {
    switch (random.nextInt(7)) {
      case 0 -> {
        host.run("nft", "flush", "ruleset");
        log.add("(nft flush ruleset)");
      }
      case 1 ->
          ours(host, "br-").stream()
              .findFirst()
              .ifPresent(bridge -> {
                host.run("ip", "link", "delete", bridge);
                log.add("(ip link delete " + bridge + ")");
              });
      case 2 ->
          ours(host, "veth").stream()
              .findFirst()
              .ifPresent(port -> {
                host.run("ip", "link", "delete", port);
                log.add("(ip link delete " + port + ")");
              });
      case 3 -> {
        if (host.run("nft", "list", "tables").contains("inet libnetwork\n")) {
          host.run("nft", "delete", "table", "inet", "libnetwork");
          log.add("(nft delete table inet libnetwork)");
        }
      }
      case 4 ->
          host.sandboxNamespaces().stream()
              .findFirst()
              .ifPresent(namespace -> {
                NetworkNamespace.delete(namespace);
                log.add("(ip netns delete " + namespace.getFileName() + ")");
                endOfAContainer();
              });
      default -> {
        // Nobody does anything.
      }
    }
  }

  /// Whose namespace it was is nothing that its name tells, and it may have been nobody's yet.
  private void endOfAContainer() {
    Set<HistoryModel> either = new HashSet<>(possible);
    for (HistoryModel model : possible) {
      model
          .attached()
          .forEach(
              each -> either.add(model.after("remove " + each.substring(0, each.indexOf(' ')))));
    }
    possible = either;
  }

  private static List<String> ours(TestHost host, String prefix) {
    return host.run("ip", "-br", "link")
        .lines()
        .map(line -> line.split("[ @]", 2)[0])
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  private static List<String> words(List<String> said, String what) {
    return said.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> line.substring(what.length()))
        .toList();
  }

  private String history() {
    return "after "
        + String.join(", ", log.subList(Math.max(0, log.size() - 30), log.size()))
        + ": ";
  }
}
