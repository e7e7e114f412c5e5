package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.NetworkOption;
import io.libnetwork.spi.DriverTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// What must hold for every kind of network when something is refused on the way: by the kernel, by
/// the store, or by whoever hands out addresses. The operation fails with the kind that the refusal
/// means, nothing is left of it, and the same operation succeeds when it is tried again. One that
/// takes something away is not undone, but done when it is tried again.
///
/// A driver's test implements this, beside the [NetworkDriverContract]. It needs JUnit and AssertJ,
/// which whoever writes tests brings along. Steps that another process makes, as a plugin does,
/// cannot be refused here.
// Who implements this has JUnit; who only uses the test host has not to.
@SuppressWarnings("exports")
public interface RefusalContract {

  /// What gives a controller the driver.
  ControllerOption option();

  /// The name networks ask for it by.
  String driverName();

  /// Where its networks are made; nobody has networks there.
  Host host();

  /// What kind of networks the driver makes.
  default DriverTraits traits() {
    return DriverTraits.USUAL;
  }

  /// What a network is made with.
  default List<NetworkOption> networkOptions() {
    List<NetworkOption> options = new ArrayList<>();
    if (traits().addressed()) {
      options.add(new NetworkOption.Ipv6(true));
      options.add(NetworkOption.Pool.of("10.67.0.0/24"));
      options.add(NetworkOption.Pool.of("fd67::/64"));
    }
    return options;
  }

  /// What an endpoint of it is made with.
  ///
  /// @param number 1 for the first one, and at most 200; each has another address
  default List<EndpointOption> endpointOptions(int number) {
    return traits().addressed()
        ? List.of(EndpointOption.Address.of("10.67.0." + (number + 10)))
        : List.of();
  }

  /// Begins to look what the host has that it had not when this was asked, as
  /// [LeakAudit#beginOfHost] does; nothing where the driver asks nothing of the kernel.
  default Supplier<List<String>> audit() {
    return List::of;
  }

  @Test
  default void aRefusedStepLeavesNothingAndIsTriedAgain() {
    try (RefusalScene scene = new RefusalScene(this)) {
      for (DriverOperation operation : DriverOperation.knownTo(traits())) {
        scene.refuseSteps(operation);
      }
    }
  }

  @Test
  default void aRefusedAddressLeavesNothingAndIsAskedForAgain() {
    try (RefusalScene scene = new RefusalScene(this)) {
      int requests = 0;
      for (DriverOperation operation : DriverOperation.knownTo(traits())) {
        requests += scene.refuseRequests(operation);
      }
      assertThat(requests > 0).as("has asked for addresses").isEqualTo(traits().addressed());
    }
  }
}
