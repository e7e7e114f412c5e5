package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.PoolRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredefinedPoolTest {

  private static PredefinedPool pool(String base, int length) {
    return new PredefinedPool(IpPrefix.parse(base), length);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/8, 7", "10.0.0.0/8, 33", "10.0.0.0/8, 0", "0.0.0.0/0, 0", "fd00::/48, 129"})
  void refusesALengthThatCannotBeChosen(String base, int length) {
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> pool(base, length))
        .withMessageContaining(base)
        .withMessageContaining("length " + length);
  }

  @Test
  void refusesAnIpv4PrefixInDisguise() {
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> pool("::ffff:10.0.0.0/104", 120))
        .withMessageContaining("IPv4 form");
  }

  @Test
  void sortsAndDropsWhatLiesInsideAnother() {
    List<PredefinedPool> given =
        List.of(
            pool("192.168.0.0/16", 24),
            pool("10.1.0.0/16", 24),
            pool("fd00::/48", 64),
            pool("10.0.0.0/8", 16),
            pool("10.255.0.0/16", 24),
            pool("192.168.0.0/16", 20));
    assertThat(PredefinedPool.sorted(given, IpFamily.V4))
        .extracting(entry -> entry.base().toString())
        .containsExactly("10.0.0.0/8", "192.168.0.0/16");
    assertThat(PredefinedPool.sorted(given, IpFamily.V6)).containsExactly(pool("fd00::/48", 64));
  }

  @Test
  void derivesTheHostsBlockFromItsId() {
    // The global id is the 4th to 8th byte of SHA-256("host-a"), as sha256sum prints it.
    assertThat(PredefinedPool.uniqueLocal("host-a")).isEqualTo(pool("fd92:ca52:d573::/48", 64));
  }

  @Test
  void servesAPoolThatNoListCouldHold() {
    DefaultIpam ipam = new DefaultIpam(List.of(pool("fd00::/8", 128)), List.of());
    PoolRequest request = PoolRequest.any(ipam.addressSpaces().local(), IpFamily.V6, "network a");
    assertThat(ipam.requestPool(request).prefix()).hasToString("fd00::/128");
    assertThat(ipam.requestPool(request).prefix()).hasToString("fd00::1/128");
  }
}
