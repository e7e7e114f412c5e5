package io.libnetwork.cli.demo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import org.junit.jupiter.api.Test;

class PrivilegesTest {

  private static void require(String capabilities) {
    Privileges.of("Name:\tjava\nCapPrm:\t000001ffffffffff\nCapEff:\t" + capabilities + "\n")
        .require("the demo", "sudo ./libnetwork demo");
  }

  @Test
  void rootHasThem() {
    assertThatCode(() -> require("000001ffffffffff")).doesNotThrowAnyException();
  }

  @Test
  void saysWhatIsMissingWhyAndWhatToType() {
    assertThatThrownBy(() -> require("0000000000000000"))
        .isInstanceOf(NetworkException.Forbidden.class)
        .hasMessage(
            "the demo needs root, because only root may make network namespaces and interfaces;"
                + " missing: CAP_SYS_ADMIN, CAP_NET_ADMIN; type: sudo ./libnetwork demo");
  }

  @Test
  void rootOfAContainerMayLackOne() {
    assertThatThrownBy(() -> require("00000000a80435fb"))
        .hasMessageContaining("missing: CAP_SYS_ADMIN");
  }

  @Test
  void aPlatformThatDoesNotSayGrantsNone() {
    assertThatThrownBy(() -> Privileges.of("").require("the demo", "it as root"))
        .hasMessageContaining("CAP_NET_ADMIN");
  }
}
