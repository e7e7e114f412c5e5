package io.libnetwork.ipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NullIpamTest {

  private final NullIpam ipam = new NullIpam();
  private final PoolRequest any = PoolRequest.any(NullIpam.SPACE, IpFamily.V4, "network a");

  @Test
  void saysThatItGivesOutNoAddresses() {
    assertThat(ipam.addressed()).isFalse();
    assertThat(ipam.requiresReplay()).isFalse();
    assertThat(ipam.name()).isEqualTo("null");
  }

  @Test
  void givesEveryNetworkTheSamePool() {
    assertThat(ipam.requestPool(any).id()).hasToString("null/0.0.0.0/0");
    assertThat(ipam.requestPool(any).id()).hasToString("null/0.0.0.0/0");
    PoolRequest any6 = PoolRequest.any(NullIpam.SPACE, IpFamily.V6, "network a");
    assertThat(ipam.requestPool(any6).id()).hasToString("null/::/0");
  }

  @Test
  void refusesEverythingChosenByTheCaller() {
    IpPrefix prefix = IpPrefix.parse("10.0.0.0/8");
    List<PoolRequest> refused =
        List.of(
            PoolRequest.any(AddressSpace.LOCAL_DEFAULT, IpFamily.V4, "network a"),
            PoolRequest.exactly(NullIpam.SPACE, prefix, "network a"),
            any.withOptions(Map.of("colour", "blue")));
    for (PoolRequest request : refused) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(request))
          .withMessageContaining("network a");
    }
  }

  @Test
  void restoresItsOwnPoolAndNoOther() {
    AddressPool pool = ipam.requestPool(any);
    PoolRequest same = PoolRequest.exactly(NullIpam.SPACE, pool.prefix(), "network a");
    assertThat(ipam.restorePool(same, pool.token()).id()).isEqualTo(pool.id());
    PoolRequest other =
        PoolRequest.exactly(NullIpam.SPACE, IpPrefix.parse("10.0.0.0/8"), "network a");
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> ipam.restorePool(other, pool.token()));
  }

  @Test
  void givesOutNothingAndTakesEverythingBack() {
    AddressPool pool = ipam.requestPool(any);
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> pool.requestAddress(IpamDriverContract.any(1)))
        .withMessageContaining("endpoint-1");
    assertThatCode(() -> pool.releaseAddress(IpAddress.parse("10.0.0.1")))
        .doesNotThrowAnyException();
    assertThatCode(pool::release).doesNotThrowAnyException();
  }
}
