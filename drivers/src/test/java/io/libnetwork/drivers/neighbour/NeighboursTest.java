package io.libnetwork.drivers.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.nftables.RulesetChange.Kind;
import io.libnetwork.linux.nftables.RulesetChange.Touched;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens when, with firewalls that only remember what they are told. The kernel is not asked
/// for tables, because the firewalls are seen by what is heard of them.
@Timeout(30)
class NeighboursTest {

  private static final InterfaceName FIRST = InterfaceName.of("br-1");
  private static final InterfaceName SECOND = InterfaceName.of("br-2");
  private static final Table THEIRS = new Table(Family.INET, "theirs");
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Remembering firewall = new Remembering();

  /// What a firewall was told.
  private static final class Remembering implements NeighbourFirewall, NeighbourFirewallProvider {

    private final List<String> told = new ArrayList<>();
    private final Map<InterfaceName, CompletableFuture<Void>> asked = new LinkedHashMap<>();
    private boolean reachable = true;

    @Override
    public String name() {
      return "remembering";
    }

    @Override
    public boolean reachable() {
      return reachable;
    }

    @Override
    public Set<Table> tables() {
      return reachable && told.isEmpty() ? Set.of(THEIRS) : Set.of();
    }

    @Override
    public NeighbourFirewall open() {
      told.add("opened");
      return this;
    }

    @Override
    public boolean uninstall() {
      return false;
    }

    @Override
    public CompletableFuture<Void> admit(InterfaceName bridge) {
      told.add("admit " + bridge);
      return asked.computeIfAbsent(bridge, _ -> new CompletableFuture<>());
    }

    void answer(InterfaceName bridge) {
      asked.computeIfAbsent(bridge, _ -> new CompletableFuture<>()).complete(null);
    }

    @Override
    public void dismiss(InterfaceName bridge) {
      told.add("dismiss " + bridge);
    }

    @Override
    public void close() {
      told.add("closed");
    }
  }

  private static RulesetChange change(Table table) {
    return new RulesetChange(7, 1, 1, "nft", Set.of(new Touched(table, Kind.TABLE, table.name())));
  }

  /// Neighbours that have looked, and found nobody: the kernel of no host is asked about a firewall
  /// that cannot be reached.
  private Neighbours looked() {
    Neighbours neighbours = Neighbours.of(Host.local(), List.of(firewall), PATIENCE);
    firewall.reachable = false;
    neighbours.admit(FIRST).await();
    firewall.reachable = true;
    return neighbours;
  }

  @Nested
  class WhoIsNotThere {

    @Test
    void isToldNothing() {
      Neighbours neighbours = looked();

      neighbours.heard(change(new Table(Family.INET, "others")));
      neighbours.dismiss(FIRST);
      neighbours.close();

      assertThat(firewall.told).isEmpty();
    }

    @Test
    void isNotOpenedWhereItCannotBeReached() {
      Neighbours neighbours = looked();
      firewall.reachable = false;

      neighbours.heard(change(THEIRS));

      assertThat(firewall.told).isEmpty();
    }
  }

  @Nested
  class WhoComes {

    @Test
    void isToldOfTheBridgesThatAreThere() {
      looked().heard(change(THEIRS));

      assertThat(firewall.told).containsExactly("opened", "admit br-1");
    }

    @Test
    void isOpenedOnce() {
      Neighbours neighbours = looked();
      neighbours.heard(change(THEIRS));

      neighbours.heard(change(THEIRS));

      assertThat(firewall.told).containsExactly("opened", "admit br-1");
    }

    @Test
    void isToldWhatHappensLater() {
      Neighbours neighbours = looked();
      neighbours.heard(change(THEIRS));

      Admission admission = neighbours.admit(SECOND);
      firewall.answer(SECOND);
      admission.await();
      neighbours.dismiss(FIRST);
      neighbours.dismiss(FIRST);
      neighbours.close();

      assertThat(firewall.told)
          .containsExactly("opened", "admit br-1", "admit br-2", "dismiss br-1", "closed");
    }
  }

  @Nested
  class WhoDoesNotAnswer {

    @Test
    void isWaitedForOnce() {
      Neighbours neighbours = looked();
      neighbours.heard(change(THEIRS));

      assertThat(waited(neighbours.admit(SECOND))).isGreaterThanOrEqualTo(PATIENCE);
      assertThat(waited(neighbours.admit(InterfaceName.of("br-3")))).isLessThan(PATIENCE);
    }

    @Test
    void isWaitedForAgainWhenItHasAnswered() {
      Neighbours neighbours = looked();
      neighbours.heard(change(THEIRS));
      neighbours.admit(SECOND).await();

      firewall.answer(SECOND);

      assertThat(waited(neighbours.admit(InterfaceName.of("br-3"))))
          .isGreaterThanOrEqualTo(PATIENCE);
    }

    @Test
    void isNotWaitedForByAThreadThatIsInterrupted() {
      Neighbours neighbours = looked();
      neighbours.heard(change(THEIRS));
      Admission admission = neighbours.admit(SECOND);

      Thread.currentThread().interrupt();

      assertThatThrownBy(admission::await).isInstanceOf(NetworkException.Cancelled.class);
      assertThat(Thread.interrupted()).isTrue();
    }

    private static Duration waited(Admission admission) {
      long begun = System.nanoTime();
      admission.await();
      return Duration.ofNanos(System.nanoTime() - begun);
    }
  }
}
