package io.libnetwork.lab.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleLabsTest {

  static List<Path> files() {
    return Examples.all();
  }

  private static Lab lab(String file) {
    return LabFile.read(Examples.folder().resolve(file)).lab();
  }

  @ParameterizedTest
  @MethodSource("files")
  void areReadAndWrittenAgain(Path file) {
    Lab lab = LabFile.read(file).lab();

    assertThat(file).hasFileName(lab.name() + ".yaml");
    assertThat(LabFile.read(LabFile.write(lab)).lab()).isEqualTo(lab);
  }

  @Test
  void areThree() {
    assertThat(files())
        .extracting(file -> String.valueOf(file.getFileName()))
        .contains("shop.yaml", "tenants.yaml", "router.yaml");
  }

  @Test
  void theShopHasFiveServicesAndADatabaseThatNobodyReachesFromOutside() {
    Lab shop = lab("shop.yaml");

    assertThat(shop.services())
        .extracting(LabService::name)
        .containsExactly("front", "catalogue", "cart", "payment", "database");
    assertThat(shop.services())
        .allMatch(service -> service.check().isPresent() && !service.backends().isEmpty())
        .filteredOn(service -> !service.published().isEmpty())
        .extracting(LabService::name)
        .containsExactly("front");
    assertThat(shop.network("data")).get().extracting(LabNetwork::internal).isEqualTo(true);
    assertThat(shop.sandbox("database-1").orElseThrow().endpoints())
        .containsExactly(LabEndpoint.on("data"));
    assertThat(shop.sandboxes())
        .allSatisfy(sandbox ->
            assertThat(sandbox.command().orElseThrow().words()).startsWith("python3", "-c"));
  }

  @Test
  void theTenantsShareNoNetwork() {
    Lab tenants = lab("tenants.yaml");

    for (LabSandbox sandbox : tenants.sandboxes()) {
      assertThat(sandbox.endpoints())
          .singleElement()
          .satisfies(endpoint -> assertThat(sandbox.name()).startsWith(endpoint.network() + "-"));
    }
  }

  @Test
  void theRouterIsOnBothSegmentsAndTheOthersReachEachOtherByWayOfIt() {
    Lab router = lab("router.yaml");

    assertThat(router.networks())
        .hasSize(2)
        .allSatisfy(network ->
            assertThat(network.options())
                .containsEntry("io.libnetwork.bridge.anti_spoofing", "false"));
    assertThat(router.sandbox("router").orElseThrow().endpoints()).hasSize(2);
    assertThat(router.sandbox("alice").orElseThrow().endpoints().getFirst().routes()).hasSize(1);
    assertThat(router.sandbox("bob").orElseThrow().endpoints().getFirst().routes()).hasSize(1);
  }
}
