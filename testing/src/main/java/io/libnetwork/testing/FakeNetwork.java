package io.libnetwork.testing;

import io.libnetwork.NetworkException;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.EndpointSpec;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.testing.FakeCall.Step;

/// A network of a [FakeNetworkDriver].
final class FakeNetwork implements DriverNetwork {

  private final FakeNetworkDriver driver;
  private final NetworkSpec spec;

  FakeNetwork(FakeNetworkDriver driver, NetworkSpec spec) {
    this.driver = driver;
    this.spec = spec;
  }

  @Override
  public DriverEndpoint createEndpoint(EndpointSpec endpoint) {
    endpoint
        .options()
        .ifPresent(foreign -> {
          throw new NetworkException.InvalidParameter(
              "endpoint "
                  + endpoint.name()
                  + ": the fake driver's endpoints take no options, and none of "
                  + foreign.getClass().getSimpleName());
        });
    driver.record(FakeCall.of(Step.CREATE_ENDPOINT, endpoint.name()));
    FakeEndpoint made = new FakeEndpoint(driver, spec, endpoint);
    driver.add(made.toString());
    return made;
  }

  @Override
  public Removal delete() {
    driver.record(FakeCall.of(Step.DELETE_NETWORK, spec.name()));
    return driver.remove("network " + spec.name());
  }
}
