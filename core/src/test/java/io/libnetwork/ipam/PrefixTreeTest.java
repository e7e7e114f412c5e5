package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTreeTest {

  private static PrefixTree<IpPrefix> treeOf(String... prefixes) {
    PrefixTree<IpPrefix> tree = new PrefixTree<>();
    for (String text : prefixes) {
      tree.put(IpPrefix.parse(text), IpPrefix.parse(text));
    }
    return tree;
  }

  /// Each base leaves eight bits, so that a list of prefixes can be searched by trying.
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/24", "0.0.0.0/0", "fd00::/120", "fd00::/60", "::/0"})
  void doesAsAListOfPrefixesDoes(String text) {
    IpPrefix base = IpPrefix.parse(text);
    long seed = System.nanoTime();
    Random random = new Random(seed);
    PrefixTree<IpPrefix> tree = new PrefixTree<>();
    TreeSet<IpPrefix> model = new TreeSet<>();
    for (int i = 0; i < 3_000; i++) {
      IpPrefix prefix = within(base, random);
      if (model.stream().noneMatch(prefix::overlaps)) {
        tree.put(prefix, prefix);
        model.add(prefix);
      } else if (model.remove(prefix)) {
        tree.remove(prefix);
      }
      List<IpPrefix> overlapping = model.stream().filter(prefix::overlaps).toList();
      assertThat(tree.overlapping(prefix, 999)).as("seed %d", seed).isEqualTo(overlapping);
      List<IpPrefix> exclude =
          List.of(within(base, random), within(base, random)).subList(0, random.nextInt(3));
      searchesAsByTrying(tree, model, exclude, base, base.length() + random.nextInt(9), seed);
    }
  }

  private static void searchesAsByTrying(
      PrefixTree<IpPrefix> tree,
      NavigableSet<IpPrefix> model,
      List<IpPrefix> exclude,
      IpPrefix base,
      int length,
      long seed) {
    PrefixTree<IpPrefix> blocked = new PrefixTree<>();
    exclude.forEach(prefix -> blocked.put(prefix, prefix));
    List<IpPrefix> obstacles = new ArrayList<>(model);
    obstacles.addAll(exclude);
    Optional<IpPrefix> expected = Optional.empty();
    for (int i = 0; expected.isEmpty() && i < 1 << (length - base.length()); i++) {
      IpPrefix candidate = base.subnet(length, UInt128.ofUnsigned(i));
      if (obstacles.stream().noneMatch(candidate::overlaps)) {
        expected = Optional.of(candidate);
      }
    }
    assertThat(tree.firstFree(base, length, blocked)).as("seed %d", seed).isEqualTo(expected);
  }

  private static IpPrefix within(IpPrefix base, Random random) {
    int more = random.nextInt(9);
    return base.subnet(base.length() + more, UInt128.ofUnsigned(random.nextInt(1 << more)));
  }

  @Test
  void findsWhatContainsAPrefixAndWhatIsInside() {
    PrefixTree<IpPrefix> tree = treeOf("10.0.0.0/16", "10.1.0.0/24", "10.1.1.0/24");
    assertThat(tree.overlapping(IpPrefix.parse("10.0.5.0/24"), 9)).hasSize(1);
    assertThat(tree.overlapping(IpPrefix.parse("10.1.0.0/16"), 9)).hasSize(2);
    assertThat(tree.overlapping(IpPrefix.parse("0.0.0.0/0"), 2)).hasSize(2);
    assertThat(tree.overlapping(IpPrefix.parse("10.2.0.0/16"), 9)).isEmpty();
  }

  @Test
  void absorbsWhatLiesInsideAnother() {
    PrefixTree<IpPrefix> tree = treeOf("10.1.0.0/24", "10.0.0.0/8", "10.2.0.0/24", "10.0.0.0/8");
    assertThat(tree.overlapping(IpPrefix.parse("0.0.0.0/0"), 9))
        .containsExactly(IpPrefix.parse("10.0.0.0/8"));
  }

  @Test
  void findsRoomAmongTensOfThousandsWithoutVisitingThem() {
    PrefixTree<IpPrefix> tree = new PrefixTree<>();
    PrefixTree<IpPrefix> nothing = new PrefixTree<>();
    IpPrefix base = IpPrefix.parse("10.0.0.0/8");
    for (int i = 0; i < 65_536; i++) {
      IpPrefix expected = base.subnet(24, UInt128.ofUnsigned(i));
      assertThat(tree.firstFree(base, 24, nothing)).contains(expected);
      tree.put(expected, expected);
    }
    assertThat(tree.firstFree(base, 24, nothing)).isEmpty();
    assertThat(tree.firstFree(base, 32, nothing)).isEmpty();
    tree.remove(IpPrefix.parse("10.255.255.0/24"));
    assertThat(tree.firstFree(base, 24, nothing)).contains(IpPrefix.parse("10.255.255.0/24"));
    assertThat(tree.firstFree(base, 23, nothing)).isEmpty();
  }
}
