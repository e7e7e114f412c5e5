package io.libnetwork.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a kernel lacks is found, and what it has is not.
class KernelFeaturesTest {

  @TempDir private Path folder;

  /// What is tried is tried in a namespace of its own, so the host may be the machine's.
  private List<Finding> missing(KernelFeatures.Feature... features) {
    assumeTrue("root".equals(System.getProperty("user.name")), "to make a namespace needs root");
    try (Host host = Host.local(folder)) {
      return new KernelFeatures(List.of(features))
          .look(
              new Scene(host, folder, Optional.empty(), List.of(), Map.of(), List.of(), List.of()));
    }
  }

  @Test
  void nothingOfTheUsualIsMissingHere() {
    assertThat(missing(KernelFeatures.USUAL.toArray(KernelFeatures.Feature[]::new))).isEmpty();
  }

  @Test
  void whatIsRefusedIsToldWithWhatDoesNotWorkWithoutIt() {
    List<Finding> found =
        missing(
            new KernelFeatures.Feature(
                "parameter", "nothing", scratch -> scratch.sysctls().read("net/ipv4/mystery")),
            new KernelFeatures.Feature(
                "rule", "rest", scratch -> scratch.nftables().load("add table mystery t")),
            KernelFeatures.USUAL.getFirst());
    assertThat(found)
        .extracting(Finding::what)
        .containsExactly("it has no parameter", "it has no rule");
    assertThat(found.getFirst().why()).startsWith("without it there is no: nothing (");
  }
}
