package io.libnetwork.testing.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Histories at random: processes that come and go on one host, most of them killed between two
/// steps, and others who delete what is ours, with and without a process that could notice.
/// Whatever happens, who is attached where is what a [HistoryModel] says, and answers a packet:
/// when a controller has been opened, and when it has reconciled. At last nothing is left.
///
/// `-Dhistory.seed` repeats one. It is shorter where not everything is asked for
/// (`-Dtests.long=true`).
class HistoryTest {

  private static final boolean LONG = Boolean.getBoolean("tests.long");
  private static final int OPERATIONS = LONG ? 1_000 : 100;
  private static final int HISTORIES = LONG ? 3 : 1;
  private static final int OF_A_PROCESS = 20;
  private static final int MOST_STEPS = 160;
  private static final int CLOSED_PORT = 1;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final PacketProbe.Outcome REACHED =
      new PacketProbe.Outcome.Refused("Connection refused");

  private final List<String> log = new ArrayList<>();

  /// Whose namespaces have which names.
  private final Map<String, String> containers = new HashMap<>();

  private Set<HistoryModel> possible = Set.of(new HistoryModel(new TreeSet<>(), new TreeSet<>()));

  @BeforeAll
  static void requireRoot() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
  }

  @Test
  void isWhatTheModelSays() {
    for (int history = 0; history < HISTORIES; history++) {
      long seed = Long.getLong("history.seed", new Random().nextLong());
      System.out.printf("history: seed %d, %d operations%n", seed, OPERATIONS);
      possible = Set.of(new HistoryModel(new TreeSet<>(), new TreeSet<>()));
      log.clear();
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
        done += (int) log.subList(before, log.size()).stream().filter(it -> !others(it)).count();
        damage(host, random, false);
      }
      System.out.printf(
          "history: %d operations, %d processes killed, %d deeds of others%n",
          done, killed, log.stream().filter(HistoryTest::others).count());
      aftermath.removeEverything();
    }
  }

  /// One process: what it finds, what it makes of what others do then, and what it does. Answers
  /// whether it was killed.
  private boolean live(TestHost host, Random random) {
    int end = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(MOST_STEPS);
    List<String> arguments =
        List.of(
            Long.toString(random.nextLong()),
            Integer.toString(OF_A_PROCESS),
            Integer.toString(end));
    try (Child child = Child.start(host, HistoryProcess.class, arguments)) {
      List<String> found = child.await(HistoryProcess.FOUND);
      HistoryModel model = requireOneOf(possible, found);
      // What others have changed inside containers is put right behind the start.
      requireReached(host, found, PATIENCE);
      damage(host, random, true);
      child.goOn();
      List<String> mended = behind(found, child.await(HistoryProcess.MENDED));
      assertThat(words(mended, HistoryProcess.UNMENDED)).as(this::history).isEmpty();
      requireOneOf(Set.of(model), mended);
      requireReached(host, mended, Duration.ZERO);
      child.goOn();
      int status = child.end();
      assertThat(status).as(() -> history() + child.complaints()).isIn(0, Child.KILLED);
      note(model, child.said());
      return status == Child.KILLED;
    }
  }

  private static List<String> behind(List<String> before, List<String> all) {
    return all.subList(before.size(), all.size());
  }

  private HistoryModel requireOneOf(Set<HistoryModel> right, List<String> said) {
    Set<String> networks = new TreeSet<>(words(said, HistoryProcess.NETWORK));
    Set<String> attached = new TreeSet<>();
    for (String line : words(said, HistoryProcess.ATTACHED)) {
      String[] word = line.split(" ", -1);
      attached.add(word[0] + " " + word[1]);
    }
    HistoryModel found = new HistoryModel(networks, attached);
    assertThat(right).as(this::history).contains(found);
    return found;
  }

  private static PacketProbe.Outcome reach(
      PacketProbe probe, IpAddress address, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    PacketProbe.Outcome outcome = probe.fetch(address, CLOSED_PORT, PATIENCE);
    while (!outcome.equals(REACHED) && System.nanoTime() < deadline) {
      outcome = probe.fetch(address, CLOSED_PORT, PATIENCE);
    }
    return outcome;
  }

  /// A port where nobody listens is refused by the container itself, so it has been reached.
  private void requireReached(TestHost host, List<String> said, Duration patience) {
    try (PacketProbe probe = PacketProbe.in(host.thread(), host.namespacePath())) {
      for (String line : words(said, HistoryProcess.ATTACHED)) {
        String[] word = line.split(" ", -1);
        assertThat(reach(probe, IpAddress.parse(word[2]), patience))
            .as(() -> history() + "packet to " + line)
            .isEqualTo(REACHED);
        if (!word[3].equals("0")) {
          assertThat(word[3])
              .as(this::history)
              .isEqualTo(Integer.toString(HistoryProcess.port(word[0], word[1])));
          awaitPort(host, word[3]);
        }
      }
    }
  }

  /// The firewall repairs itself, behind everything else.
  private void awaitPort(TestHost host, String port) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String rules = host.run("nft", "list", "ruleset");
    while (!rules.contains("tcp . " + port) && System.nanoTime() < deadline) {
      rules = host.run("nft", "list", "ruleset");
    }
    assertThat(rules).as(this::history).contains("tcp . " + port);
  }

  /// What was done has been done, and what was only begun may have been.
  private void note(HistoryModel found, List<String> said) {
    HistoryModel model = found;
    for (String line : words(said, HistoryProcess.SANDBOX)) {
      String[] word = line.split(" ", -1);
      containers.put(word[1], word[0]);
    }
    for (String operation : words(said, HistoryProcess.DONE)) {
      log.add(operation);
      model = model.after(operation);
    }
    List<String> begun = words(said, HistoryProcess.BEGUN);
    boolean open = begun.size() > words(said, HistoryProcess.DONE).size();
    if (open) {
      log.add(begun.getLast() + " (killed)");
    }
    possible = new HashSet<>(Set.of(model));
    if (open) {
      possible.add(model.after(begun.getLast()));
    }
  }

  /// What others do.
  ///
  /// @param noticed whether a process is there
  private void damage(TestHost host, Random random, boolean noticed) {
    switch (random.nextInt(9)) {
      case 0 -> others(host, "nft", "flush", "ruleset");
      case 1 -> any(ours(host, "br-"), random, it -> delete(host, it));
      case 2 -> any(ours(host, "veth"), random, it -> delete(host, it));
      case 3 -> {
        if (host.run("nft", "list", "tables").contains("inet libnetwork\n")) {
          others(host, "nft", "delete", "table", "inet", "libnetwork");
        }
      }
      case 4 -> any(host.sandboxNamespaces(), random, it -> end(it, noticed));
      case 5 ->
          any(
              host.sandboxNamespaces(),
              random,
              it -> inside(host, it, "address flush scope global"));
      case 6 -> any(host.sandboxNamespaces(), random, it -> inside(host, it, "link set eth0 down"));
      default -> {
        // Nobody does anything.
      }
    }
  }

  private static <T> void any(List<T> among, Random random, Consumer<T> what) {
    if (!among.isEmpty()) {
      what.accept(among.get(random.nextInt(among.size())));
    }
  }

  private void others(TestHost host, String... command) {
    String _ = host.run(command);
    log.add("(" + String.join(" ", command) + ")");
  }

  /// One that is on its way out is perhaps gone by now.
  private void delete(TestHost host, String link) {
    others(host, "sh", "-c", "ip link delete " + link + " || true");
  }

  private static boolean others(String logged) {
    return logged.startsWith("(");
  }

  /// What a container does to itself. One without an interface is told so by ip(8).
  private void inside(TestHost host, Path namespace, String command) {
    others(host, "sh", "-c", "nsenter --net=" + namespace + " ip " + command + " || true");
  }

  /// Deletes a namespace as ip(8) does. Where it is bound again between the two steps of that, its
  /// file is busy and it stays.
  private static boolean deleted(Path namespace) {
    try {
      NetworkNamespace.delete(namespace);
      return true;
    } catch (UncheckedIOException busy) {
      if (!bound(namespace)) {
        throw busy;
      }
      return false;
    }
  }

  private static boolean bound(Path namespace) {
    try {
      return Files.readString(Path.of("/proc/self/mounts")).contains(" " + namespace + " ");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Who holds it keeps it alive. Otherwise its container has ended; one that nobody has told of
  /// may be that of an operation that was interrupted, or nobody's.
  private void end(Path namespace, boolean held) {
    String name = namespace.getFileName().toString();
    if (!deleted(namespace)) {
      log.add("(ip netns delete %s: busy)".formatted(name));
      return;
    }
    Optional<String> container = Optional.ofNullable(containers.get(name));
    log.add("(ip netns delete %s, of %s)".formatted(name, container));
    if (held) {
      return;
    }
    Set<HistoryModel> without = new HashSet<>();
    for (HistoryModel model : possible) {
      if (container.isPresent()) {
        without.add(model.after("remove " + container.get()));
      } else {
        without.add(model);
        for (String each : model.attached()) {
          without.add(model.after("remove " + each.substring(0, each.indexOf(' '))));
        }
      }
    }
    possible = without;
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
