package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The matrix of who reaches whom, which is `reach.txt` beside this class, by real packets.
class ReachMatrixTest {

  private static final List<ReachRow> ROWS = ReachRow.parse(text());

  @TestFactory
  Stream<DynamicNode> matrix() {
    return modes().flatMap(mode -> Stream.of(group(mode, 0), group(mode, 1)));
  }

  /// A chain that is not there must be missed by somebody, or the matrix proves nothing.
  @ParameterizedTest
  @CsvSource({"nat, martian", "nat, direct forward", "internal, input", "internal, forward"})
  void noticesWhenChainsAreEmpty(String mode, String chains) throws IOException {
    try (ReachLab lab = ReachLab.openWithoutRepairs(mode, 1)) {
      for (String chain : chains.split(" ", -1)) {
        lab.onHost("nft flush chain inet libnetwork " + chain);
      }
      List<ReachCase> cases = cases(mode, 1);
      Map<ReachCase, String> seen = lab.ask(cases);
      assertThat(cases)
          .anyMatch(each -> !each.answered() && !ReachRow.NOBODY.equals(seen.get(each)));
    }
  }

  private static DynamicNode group(String mode, int bridgeNetfilter) {
    Stream<DynamicNode> tests = Stream.of(mode).flatMap(_ -> tests(mode, bridgeNetfilter).stream());
    return DynamicContainer.dynamicContainer(mode + ", bridge-nf-call " + bridgeNetfilter, tests);
  }

  /// All packets of one scene are sent before its first test says what came of one of them.
  private static List<DynamicNode> tests(String mode, int bridgeNetfilter) {
    List<DynamicNode> tests = new ArrayList<>();
    try (ReachLab lab = ReachLab.open(mode, bridgeNetfilter)) {
      tests.addAll(refusals(lab, mode));
      List<ReachCase> cases = cases(mode, bridgeNetfilter);
      Map<ReachCase, String> seen = lab.ask(cases);
      cases.forEach(each -> tests.add(test(each, seen.getOrDefault(each, ""))));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return tests;
  }

  private static DynamicNode test(ReachCase each, String seen) {
    return DynamicTest.dynamicTest(
        each.toString(),
        () ->
            assertThat(seen)
                .as("%s, line %d of reach.txt", each, each.row().line())
                .isEqualTo(each.expected()));
  }

  private static List<DynamicNode> refusals(ReachLab lab, String mode) {
    List<DynamicNode> tests = new ArrayList<>();
    for (ReachRow row : ROWS) {
      if (row.mode().equals(mode) && row.refused()) {
        Optional<Throwable> refusal =
            Optional.ofNullable(
                catchThrowable(() -> lab.publish(row.published(), mode.endsWith("+proxy"))));
        tests.add(
            DynamicTest.dynamicTest(
                "refuses to publish " + row.published(),
                () ->
                    assertThat(refusal)
                        .containsInstanceOf(NetworkException.InvalidParameter.class)));
      }
    }
    return tests;
  }

  static Stream<String> modes() {
    return ROWS.stream().map(ReachRow::mode).distinct();
  }

  static List<ReachCase> cases(String mode, int bridgeNetfilter) {
    List<ReachCase> cases = new ArrayList<>();
    for (ReachRow row : ROWS) {
      if (row.mode().equals(mode) && !row.refused()) {
        for (IpFamily family : IpFamily.values()) {
          if (row.asks(family)) {
            cases.add(new ReachCase(row, bridgeNetfilter, family, Protocol.TCP));
            cases.add(new ReachCase(row, bridgeNetfilter, family, Protocol.UDP));
          }
        }
      }
    }
    return cases;
  }

  private static String text() {
    try (InputStream file = ReachMatrixTest.class.getResourceAsStream("reach.txt")) {
      if (file == null) {
        throw new IllegalStateException("no reach.txt among the test's resources");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
