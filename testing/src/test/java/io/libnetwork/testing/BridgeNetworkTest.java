package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BridgeNetworkTest {

  @Test
  void containersOfOneNetworkReachEachOther() {
    try (TestHost host = TestHost.create()) {
      LeakAudit audit = LeakAudit.begin(host);
      try (Controller controller =
          Controller.open(
              host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
        Network network = controller.createNetwork("bridge", "web", new NetworkOption.Ipv6(true));
        Attachment one = controller.attach("one", network);
        Attachment two = controller.attach("two", network);
        try (ContainerProcess _ = ContainerProcess.serve(one.sandbox().key(), 8080, "hello");
            PacketProbe probe = PacketProbe.in(host.thread(), Path.of(two.sandbox().key()))) {
          for (IpFamily family : IpFamily.values()) {
            PacketProbe.Outcome outcome =
                probe.fetch(
                    one.endpoint().address(family).orElseThrow().address(),
                    8080,
                    Duration.ofMillis(900));
            assertThat(outcome).isInstanceOf(PacketProbe.Outcome.Answered.class);
          }
        }
        one.sandbox().delete();
        two.endpoint().leave();
        two.endpoint().delete();
        two.sandbox().delete();
        network.delete();
      }
      host.host().close();
      assertThat(audit.leaks()).isEmpty();
    }
  }
}
