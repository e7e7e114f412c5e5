package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What goes on between containers, and through published ports, while the process that made their
/// networks is killed and started again.
@Timeout(180)
class TrafficDuringRestartTest {

  private static final int RESTARTS = 10;
  private static final int PORT = 7000;
  private static final int PUBLISHED = 8000;
  private static final int BUFFER = 1 << 16;
  private static final String HOST_ADDRESS = "198.51.100.1";
  private static final String REMOTE_ADDRESS = "198.51.100.2";

  @TempDir private Path folder;
  private TestHost host;
  private TestHost remote;
  private Place web;
  private Place other;
  private Place far;
  private IpAddress address;

  @BeforeEach
  void make() {
    host = TestHostOrSkip.create().host();
    remote = TestHost.create();
    join();
    try (StateStore store = ControllerProcess.open(store());
        Controller controller = controller(store)) {
      Network network = controller.createNetwork(BridgeDriver.NAME, "shop");
      Attachment served =
          controller.attach(
              "web",
              network,
              EndpointOption.Publish.of(PUBLISHED + ":" + PORT),
              EndpointOption.Publish.of(PUBLISHED + ":" + PORT + "/udp"));
      Attachment asking = controller.attach("other", network);
      address = served.endpoint().address(IpFamily.V4).orElseThrow().address();
      web = Place.open("web", host.thread(), Path.of(served.sandbox().key()));
      other = Place.open("other", host.thread(), Path.of(asking.sandbox().key()));
      far = Place.open("remote", host.thread(), remote.namespacePath());
    }
  }

  @AfterEach
  void remove() {
    web.close();
    other.close();
    far.close();
    try (StateStore store = ControllerProcess.open(store())) {
      try (Controller controller = controller(store)) {
        controller.removeAll(controller.sandboxes());
        controller.networks().forEach(Network::delete);
      }
      assertThat(store.snapshot().records()).isEmpty();
    }
    remote.close();
    host.close();
  }

  @Test
  void noConnectionBreaksAndNoPacketIsLost() throws IOException {
    try (ServerSocketChannel listening = web.listen(PORT, BUFFER);
        StreamTraffic between = stream(listening, other, address, PORT);
        StreamTraffic through = stream(listening, far, IpAddress.parse(HOST_ADDRESS), PUBLISHED);
        DatagramChannel served = web.datagrams(IpFamily.V4, PORT);
        DatagramTraffic datagrams =
            DatagramTraffic.begin(
                served,
                other.datagrams(IpFamily.V4, PORT),
                new InetSocketAddress(address.toInetAddress(), PORT),
                far.datagrams(IpFamily.V4, PORT),
                new InetSocketAddress(HOST_ADDRESS, PUBLISHED))) {
      for (int restart = 0; restart < RESTARTS; restart++) {
        long before = datagrams.received();
        try (ControllerProcess _ = ControllerProcess.start(host, store())) {
          datagrams.awaitMore(before);
        }
      }
      assertThat(between.end()).as("blocks between containers").isPositive();
      assertThat(through.end()).as("blocks through the published port").isPositive();
      assertThat(datagrams.end()).as("numbers of datagrams that are missing").isEmpty();
    }
  }

  private StreamTraffic stream(ServerSocketChannel listening, Place from, IpAddress to, int port)
      throws IOException {
    SocketChannel client = from.connect(to, port);
    return StreamTraffic.begin(client, listening.accept());
  }

  private Path store() {
    return folder.resolve("store");
  }

  private Controller controller(StateStore store) {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  private void join() {
    InterfaceName name = InterfaceName.of("up0");
    host.rtnetlink()
        .execute(Links.add(LinkSpec.of(name, Veth.to(name, LinkSetting.in(remote.namespace())))));
    host.run("ip", "addr", "add", HOST_ADDRESS + "/24", "dev", "up0");
    remote.run("ip", "addr", "add", REMOTE_ADDRESS + "/24", "dev", "up0");
    host.run("ip", "link", "set", "up0", "up");
    remote.run("ip", "link", "set", "up0", "up");
  }
}
