package io.libnetwork.spi;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import java.util.Optional;

/// Makes a network whose endpoints have no interface, for kinds of network that plug nothing in.
///
/// There is one such network at most, it has no pools and its endpoints no addresses, and it is
/// never deleted.
public final class UnpluggedDriver implements NetworkDriver {

  private final String name;
  private final DriverTraits traits;

  private UnpluggedDriver(String name, DriverTraits.SandboxKind sandbox) {
    this.name = name;
    this.traits = new DriverTraits(false, true, sandbox);
  }

  /// What a controller makes such a driver with.
  ///
  /// @param name the name networks ask for it by
  /// @param sandbox which sandboxes may join
  public static NetworkDriverFactory factory(String name, DriverTraits.SandboxKind sandbox) {
    return new NetworkDriverFactory() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public NetworkDriver create(Host host, HostParameters parameters) {
        host.requireLinux("the " + name + " driver");
        return new UnpluggedDriver(name, sandbox);
      }
    };
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DriverTraits traits() {
    return traits;
  }

  /// It changes nothing, so it is its own double.
  @Override
  public Optional<Rehearsal> rehearsal(HostParameters parameters, Notes notes) {
    return Optional.of(
        new Rehearsal() {
          @Override
          public NetworkDriver driver() {
            return UnpluggedDriver.this;
          }

          @Override
          public DriverNetwork network(DriverNetwork live) {
            return live;
          }

          @Override
          public DriverEndpoint endpoint(DriverEndpoint live, DriverNetwork network) {
            return live;
          }
        });
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    if (spec.internal() || spec.options().isPresent()) {
      throw new NetworkException.InvalidParameter(
          "network " + spec.name() + ": driver " + name + " takes no options");
    }
    return new UnpluggedNetwork();
  }

  @Override
  public void close() {}
}
