package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.AddressHolder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is held against what should be, without a driver.
class HeldAddressesTest {

  private static IpAddress address(int last) {
    return IpAddress.parse("10.1.0." + last);
  }

  private static Map<IpAddress, AddressHolder> holding(String holder, int... last) {
    Map<IpAddress, AddressHolder> held = new HashMap<>();
    for (int each : last) {
      held.put(address(each), new AddressHolder.Endpoint(holder, Optional.empty()));
    }
    return held;
  }

  @Test
  void findsNothingWhereBothAreTheSame() {
    HeldAddresses compared =
        HeldAddresses.compare(holding("web", 2, 3), holding("db", 2, 3), Set.of());
    assertThat(compared.leaked()).isEmpty();
    assertThat(compared.unheld()).isEmpty();
  }

  @Test
  void findsWhatIsHeldForNobodyInOrder() {
    HeldAddresses compared =
        HeldAddresses.compare(holding("web", 9, 2, 3), holding("web", 3), Set.of());
    assertThat(compared.leaked()).containsOnlyKeys(address(2), address(9));
    assertThat(compared.leaked().firstKey()).isEqualTo(address(2));
    assertThat(compared.unheld()).isEmpty();
  }

  @Test
  void findsWhatIsHadAndNotHeld() {
    HeldAddresses compared =
        HeldAddresses.compare(holding("web", 3), holding("web", 3, 4), Set.of());
    assertThat(compared.unheld())
        .containsOnlyKeys(address(4))
        .containsValue(new AddressHolder.Endpoint("web", Optional.empty()));
    assertThat(compared.leaked()).isEmpty();
  }

  @Test
  void letsBeHeldWhatIsTolerated() {
    Set<IpAddress> tolerated = Set.of(address(2), address(5));
    HeldAddresses compared =
        HeldAddresses.compare(holding("web", 2, 3), holding("web", 3), tolerated);
    assertThat(compared.leaked()).isEmpty();
    assertThat(compared.unheld()).isEmpty();
  }
}
