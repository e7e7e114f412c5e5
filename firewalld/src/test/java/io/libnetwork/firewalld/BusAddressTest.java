package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unix:path=/run/bus",
        "unix:path=/run/bus,guid=0123456789abcdef",
        "unix:guid=0123456789abcdef,path=/run/bus",
        "unix:abstract=/tmp/other;unix:path=/run/bus;tcp:host=localhost,port=1"
      })
  void findsTheSocketInTheFileSystem(String text) {
    assertThat(BusAddress.parse(text).socket()).isEqualTo(Path.of("/run/bus"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/run/bus",
        "unix:path=run/bus",
        "unix:abstract=/tmp/other",
        "unix:path=/run/with%20escape",
        "tcp:host=localhost,port=1"
      })
  void refusesWhatIsNone(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BusAddress.parse(text))
        .withMessageContainingAll("\"" + text + "\"", "unix:path=/run/dbus/system_bus_socket");
  }

  @Test
  void isParsedAsItIsPrinted() {
    assertThat(BusAddress.parse(BusAddress.USUAL.toString())).isEqualTo(BusAddress.USUAL);
  }

  @Test
  void isTheEnvironmentsWhereThatNamesOne() {
    assertThat(BusAddress.ofSystem(Map.of())).isEqualTo(BusAddress.USUAL);
    assertThat(BusAddress.ofSystem(Map.of("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/run/bus")))
        .isEqualTo(BusAddress.parse("unix:path=/run/bus"));
  }
}
