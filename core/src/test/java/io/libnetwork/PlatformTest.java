package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.PoolRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model without Linux's interfaces: what needs none works, and what needs them says so.
class PlatformTest {

  private final Host host;
  private final Controller controller;

  PlatformTest(@TempDir Path runRoot) {
    host = Host.pretending("Mac OS X", runRoot);
    controller = Controller.open(host, new ControllerOption.NetworkDriver(new NeedsLinux()));
  }

  /// As every driver for Linux: it can be named everywhere, and made on Linux only.
  private static final class NeedsLinux implements NetworkDriverFactory {
    @Override
    public String name() {
      return "bridge";
    }

    @Override
    public NetworkDriver create(Host host, HostParameters parameters) {
      host.requireLinux("the bridge driver");
      throw new AssertionError("made on " + host.runRoot());
    }
  }

  @AfterEach
  void closes() {
    controller.close();
    host.close();
  }

  @Test
  void aTemplateIsMadeFoundAndDeleted() {
    Network template =
        controller.createNetwork(
            "bridge",
            "template",
            new NetworkOption.ConfigOnly(),
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("10.1.0.0/24"),
            new NetworkOption.Labels(Map.of("a", "1")));
    assertThat(controller.networks()).containsExactly(template);
    assertThat(controller.getNetwork("template").labels()).containsEntry("a", "1");
    template.delete();
    assertThat(controller.networks()).isEmpty();
  }

  @Test
  void addressesAreHandedOut() {
    assertThat(
            DefaultIpam.of("host")
                .requestPool(PoolRequest.any(AddressSpace.LOCAL_DEFAULT, IpFamily.V4, "a test"))
                .requestAddress(AddressRequest.any(new AddressHolder.Gateway("web")))
                .address())
        .isInstanceOf(IpAddress.class);
  }

  @Test
  void aNetworkThatNeedsLinuxIsRefusedByThePlatformsName() {
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> controller.createNetwork("bridge", "web"))
        .withMessageContaining("the bridge driver")
        .withMessageContaining("Mac OS X");
    assertThat(controller.networks()).isEmpty();
  }

  @Test
  void aSandboxIsRefusedByThePlatformsName() {
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> controller.createSandbox("container"))
        .withMessageContaining("a sandbox")
        .withMessageContaining("Mac OS X");
    assertThat(controller.sandboxes()).isEmpty();
  }

  @Test
  void theHostsPartsAreRefusedByThePlatformsName() {
    assertThat(host.linux()).isFalse();
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(host::rtnetlink)
        .withMessageContaining("Mac OS X");
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> InterfaceNamespace.create(host, host.runRoot().resolve("a")));
  }

  @Test
  void eventsAreTold() throws Exception {
    BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    try (AutoCloseable _ = controller.subscribe(heard::add)) {
      controller.createNetwork("bridge", "t", new NetworkOption.ConfigOnly());
      assertThat(heard.take()).isInstanceOf(Event.NetworkCreated.class);
    }
  }
}
