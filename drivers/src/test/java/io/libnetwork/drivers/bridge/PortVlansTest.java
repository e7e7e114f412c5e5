package io.libnetwork.drivers.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.BridgeVlan;
import io.libnetwork.spi.DriverLabels;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortVlansTest {

  private static final String VLAN = "io.libnetwork.bridge.vlan";
  private static final String TRUNK = "io.libnetwork.bridge.vlan_trunk";

  private static BridgeEndpointOptions read(Map<String, String> texts) {
    DriverLabels labels = new DriverLabels(texts);
    BridgeEndpointOptions options = BridgeTexts.endpoint(labels);
    assertThat(labels.left()).isEmpty();
    return options;
  }

  @Test
  void areWrittenAsTheyAreRead() {
    PortVlans vlans = new PortVlans(Optional.of(7), new TreeSet<>(Set.of(1, 20, 21, 22, 4094)));
    BridgeEndpointOptions options = BridgeEndpointOptions.USUAL.alone().in(vlans);
    Map<String, String> texts = BridgeTexts.of(options);
    assertThat(texts).containsEntry(TRUNK, "1,20-22,4094").containsEntry(VLAN, "7");
    assertThat(read(texts)).isEqualTo(options);
    assertThat(vlans).hasToString("VLANs 7 untagged and 1,20-22,4094");
  }

  @Test
  void areWhatTheKernelIsTold() {
    assertThat(PortVlans.access(7).vlans()).containsExactly(new BridgeVlan(7, true, true));
    assertThat(PortVlans.trunk(9, 8).vlans())
        .containsExactly(BridgeVlan.tagged(8), BridgeVlan.tagged(9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4095", "-1", "x", "", "99999999999"})
  void areRefusedOutsideTheirRange(String vlan) {
    assertThatThrownBy(() -> read(Map.of(VLAN, vlan)))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("\"" + vlan + "\"")
        .hasMessageContaining(VLAN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "4095", "9-8", "1-4095", "1,,2", "1-", "a-b", "1-2-3"})
  void areRefusedAsATrunkOutsideTheirRange(String vlans) {
    assertThatThrownBy(() -> read(Map.of(TRUNK, vlans)))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("\"" + vlans + "\"");
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "5, 1-9"})
  void areNotBothWithAndWithoutATag(String vlan, String trunk) {
    assertThatThrownBy(() -> read(Map.of(VLAN, vlan, TRUNK, trunk)))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("VLAN 5");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4095, -7})
  void areRefusedAsNumbersToo(int vlan) {
    assertThatThrownBy(() -> PortVlans.access(vlan))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining(String.valueOf(vlan));
  }

  @Test
  void areAtLeastOne() {
    assertThatThrownBy(() -> PortVlans.trunk())
        .isInstanceOf(NetworkException.InvalidParameter.class);
  }
}
