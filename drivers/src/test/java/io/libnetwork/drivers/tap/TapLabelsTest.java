package io.libnetwork.drivers.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.spi.DriverLabels;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tap devices as the texts of options.
class TapLabelsTest {

  private static final String PREFIX = "x.";

  @Test
  void sayTheSameWhenTheyAreReadAgain() {
    TapDevice device = TapDevice.named("tap0").ownedBy(0).ofGroup(4_294_967_294L);
    for (TapDevice each : new TapDevice[] {device, device.withSeveralQueues()}) {
      DriverLabels labels = new DriverLabels(TapLabels.of(each, PREFIX));
      assertThat(TapLabels.read(labels, PREFIX)).contains(each);
      assertThat(labels.left()).isEmpty();
    }
  }

  @Test
  void areNothingWhereNothingIsSaid() {
    assertThat(TapLabels.read(new DriverLabels(Map.of("x.other", "1")), PREFIX)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x.tap_owner,1000", "x.tap_group,1000", "x.tap_multi_queue,false"})
  void needTheName(String key, String value) {
    assertThatThrownBy(() -> TapLabels.read(new DriverLabels(Map.of(key, value)), PREFIX))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("x.tap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "", "-1", "4294967295", "1.5", "99999999999999999999"})
  void nameUsersByTheirNumbers(String uid) {
    Map<String, String> labels = Map.of("x.tap", "tap0", "x.tap_owner", uid);
    assertThatThrownBy(() -> TapLabels.read(new DriverLabels(labels), PREFIX))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining(uid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "tap%d", "sixteencharacter"})
  void refuseNamesThatTheKernelWould(String name) {
    DriverLabels labels = new DriverLabels(Map.of("x.tap", name));
    assertThatThrownBy(() -> TapLabels.read(labels, PREFIX))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("x.tap");
  }
}
