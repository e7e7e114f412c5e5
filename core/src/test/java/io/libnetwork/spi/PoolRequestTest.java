package io.libnetwork.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolRequestTest {

  private static final AddressSpace SPACE = AddressSpace.LOCAL_DEFAULT;

  @Nested
  class Requests {

    @Test
    void refuseASubPoolOutsideThePool() {
      PoolRequest request = PoolRequest.exactly(SPACE, IpPrefix.parse("10.0.0.0/16"), "network a");
      for (String part : List.of("10.1.0.0/24", "10.0.0.0/8", "fd00::/64")) {
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .isThrownBy(() -> request.withSubPool(IpPrefix.parse(part)))
            .withMessageContaining(part)
            .withMessageContaining("10.0.0.0/16");
      }
    }

    @Test
    void refuseASubPoolWithoutAPool() {
      PoolRequest request = PoolRequest.any(SPACE, IpFamily.V4, "network a");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> request.withSubPool(IpPrefix.parse("10.0.0.0/24")))
          .withMessageContaining("10.0.0.0/24");
    }

    @Test
    void refuseAPoolOfTheOtherFamily() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(
              () -> request(IpFamily.V4, new PoolChoice.Exactly(IpPrefix.parse("fd00::/8"))))
          .withMessageContaining("fd00::/8")
          .withMessageContaining("IPv4");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> request(IpFamily.V4, new PoolChoice.AnyOfLength(33)))
          .withMessageContaining("33");
    }

    private static PoolRequest request(IpFamily family, PoolChoice choice) {
      return new PoolRequest(
          SPACE, family, choice, Optional.empty(), List.of(), Map.of(), "network a");
    }
  }

  @Nested
  class Choices {

    @Test
    void readAnUnspecifiedSubnetAsASize() {
      assertThat(PoolChoice.of(IpPrefix.parse("0.0.0.0/24")))
          .isEqualTo(new PoolChoice.AnyOfLength(24));
      assertThat(PoolChoice.of(IpPrefix.parse("::/80"))).isEqualTo(new PoolChoice.AnyOfLength(80));
      assertThat(PoolChoice.of(IpPrefix.parse("::/0"))).isEqualTo(new PoolChoice.Any());
      IpPrefix other = IpPrefix.parse("10.0.0.0/24");
      assertThat(PoolChoice.of(other)).isEqualTo(new PoolChoice.Exactly(other));
    }

    @Test
    void refuseALengthThatNoPrefixHas() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> new PoolChoice.AnyOfLength(0));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> new PoolChoice.AnyOfLength(129));
    }
  }

  @Nested
  class Ids {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "LocalDefault/10.0.0.0/8",
          "GlobalDefault/10.0.0.0/8/10.2.2.0/24",
          "null/0.0.0.0/0",
          "x/fd00::/48/fd00::/64",
          "LocalDefault/10.0.0.0/8/10.0.0.0/8"
        })
    void readAndPrintBack(String text) {
      assertThat(PoolId.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "LocalDefault",
          "LocalDefault/10.0.0.0",
          "/10.0.0.0/8",
          "x/10.0.0.0/8/10.0.0.0",
          "x/10.0.0.1/8",
          "x/10.0.0.0/8/11.0.0.0/24",
          "x/10.0.0.0/8/10.0.0.0/24/32",
          "x/10.0.0.0/8/fd00::/64",
          "x/10.0.0.0/"
        })
    void refuseEverythingElse(String text) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> PoolId.parse(text));
    }

    @Test
    void knowWhereAutomaticAddressesComeFrom() {
      assertThat(PoolId.parse("x/10.0.0.0/8").range()).hasToString("10.0.0.0/8");
      assertThat(PoolId.parse("x/10.0.0.0/8/10.2.0.0/16").range()).hasToString("10.2.0.0/16");
    }
  }
}
