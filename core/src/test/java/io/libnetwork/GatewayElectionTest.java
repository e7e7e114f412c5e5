package io.libnetwork;

import static io.libnetwork.address.IpFamily.V4;
import static io.libnetwork.address.IpFamily.V6;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.GatewayElection.Candidate;
import io.libnetwork.GatewayElection.Result;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GatewayElectionTest {

  private static final Set<IpFamily> BOTH = Set.of(V4, V6);

  /// An endpoint on the network of that name, whose id ends in the name's hexadecimal code.
  private static Candidate candidate(String network, int priority, Set<IpFamily> families) {
    return new Candidate(id(network), priority, false, network, families);
  }

  private static Candidate internal(String network, Set<IpFamily> families) {
    return new Candidate(id(network), 0, true, network, families);
  }

  private static EndpointId id(String network) {
    return new EndpointId(String.format("%064x", network.hashCode() & 0xffff_ffffL));
  }

  /// Elects in every order of the candidates, which must make no difference.
  private static Result elect(Candidate... candidates) {
    List<Candidate> shuffled = new ArrayList<>(List.of(candidates));
    Result elected = GatewayElection.elect(shuffled);
    Random random = new Random(7);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(shuffled, random);
      assertThat(GatewayElection.elect(shuffled)).isEqualTo(elected);
    }
    return elected;
  }

  private static Map<IpFamily, EndpointId> gateways(String v4, String v6) {
    return Map.of(V4, id(v4), V6, id(v6));
  }

  @Nested
  class Order {

    @Test
    void aLargerPriorityDominatesEverything() {
      Result elected = elect(candidate("a", 0, BOTH), candidate("z", 1, BOTH));
      assertThat(elected.byFamily()).isEqualTo(gateways("z", "z"));
      Candidate prior = new Candidate(id("z"), 1, true, "z", Set.of(V4));
      assertThat(elect(candidate("a", 0, BOTH), prior).byFamily()).isEqualTo(gateways("z", "a"));
    }

    @Test
    void dualStackComesBeforeOneFamily() {
      Result elected = elect(candidate("a", 0, Set.of(V4)), candidate("z", 0, BOTH));
      assertThat(elected.byFamily()).isEqualTo(gateways("z", "z"));
    }

    @Test
    void internalNetworksComeLast() {
      Result elected = elect(internal("a", BOTH), candidate("z", 0, Set.of(V4)));
      assertThat(elected.byFamily()).isEqualTo(gateways("z", "a"));
    }

    @Test
    void namesDecideWhatNothingElseDoes() {
      Result elected = elect(candidate("b", 0, BOTH), candidate("a", 0, BOTH));
      assertThat(elected.byFamily()).isEqualTo(gateways("a", "a"));
    }

    @Test
    void aNegativePriorityComesAfterTheUsual() {
      Result elected = elect(candidate("a", -1, BOTH), candidate("z", 0, Set.of(V4)));
      assertThat(elected.byFamily()).isEqualTo(gateways("z", "a"));
    }

    @Test
    void theExtremePrioritiesAreOrderedToo() {
      Result elected =
          elect(
              candidate("a", Integer.MIN_VALUE, BOTH),
              candidate("b", 0, BOTH),
              candidate("c", Integer.MAX_VALUE, BOTH));
      assertThat(elected.byFamily()).isEqualTo(gateways("c", "c"));
      assertThat(elect(candidate("a", Integer.MIN_VALUE, BOTH), candidate("b", 0, BOTH)).byFamily())
          .isEqualTo(gateways("b", "b"));
    }
  }

  @Nested
  class Families {

    @Test
    void aPriorEndpointTakesItsFamilyAndLeavesTheOther() {
      Result elected = elect(candidate("dual", 0, BOTH), candidate("four", 1000, Set.of(V4)));
      assertThat(elected.byFamily()).isEqualTo(gateways("four", "dual"));
      assertThat(elected.families(id("four"))).containsExactly(V4);
      assertThat(elected.families(id("dual"))).containsExactly(V6);
    }

    @Test
    void twoEndpointsOfOneFamilyEachShareTheWork() {
      Result elected = elect(candidate("four", 0, Set.of(V4)), candidate("six", 0, Set.of(V6)));
      assertThat(elected.byFamily()).isEqualTo(gateways("four", "six"));
    }

    @Test
    void whoHasNoWayOutIsNeverElected() {
      assertThat(elect(candidate("a", 9, Set.of())).byFamily()).isEmpty();
      assertThat(elect(candidate("a", 9, Set.of()), candidate("b", 0, Set.of(V6))).byFamily())
          .isEqualTo(Map.of(V6, id("b")));
    }

    @Test
    void nobodyElectsNobody() {
      assertThat(elect()).isEqualTo(Result.NONE);
      assertThat(Result.NONE.families(id("a"))).isEmpty();
    }
  }
}
