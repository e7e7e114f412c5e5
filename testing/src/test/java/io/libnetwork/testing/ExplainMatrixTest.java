package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.explain.Explanation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What is explained is what packets do: each row of `reach.txt`, which [ReachMatrixTest] asks with
/// real packets, is explained from the kernel's rules and from those that should be there.
class ExplainMatrixTest {

  @TestFactory
  Stream<DynamicNode> matrix() {
    return ReachMatrixTest.modes().flatMap(mode -> Stream.of(group(mode, 0), group(mode, 1)));
  }

  private static DynamicNode group(String mode, int bridgeNetfilter) {
    Stream<DynamicNode> tests = Stream.of(mode).flatMap(_ -> tests(mode, bridgeNetfilter).stream());
    return DynamicContainer.dynamicContainer(mode + ", bridge-nf-call " + bridgeNetfilter, tests);
  }

  private static List<DynamicNode> tests(String mode, int bridgeNetfilter) {
    List<DynamicNode> tests = new ArrayList<>();
    List<ReachCase> cases = ReachMatrixTest.cases(mode, bridgeNetfilter);
    try (ReachLab lab = ReachLab.open(mode, bridgeNetfilter)) {
      Map<ReachCase, Explanation> explained = lab.explain(cases);
      explained.forEach((each, explanation) -> tests.add(test(lab, each, explanation)));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return tests;
  }

  private static DynamicNode test(ReachLab lab, ReachCase each, Explanation explanation) {
    return DynamicTest.dynamicTest(
        each.toString(),
        () -> {
          assertThat(lab.seen(explanation.answer()))
              .as("%s", explanation)
              .isEqualTo(each.expected());
          assertThat(explanation.asDesired().map(lab::seen))
              .as("%s", explanation.asDesired())
              .contains(each.expected());
          assertThat(explanation.missing()).isEmpty();
        });
  }
}
