package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Difference;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Reconciliation;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What an IPAM driver holds against who has it: what differs is found and put right.
class AllocationsTest {

  private static final String POOL = "10.99.0.0/28";

  private final SharedIpam ipam = new SharedIpam();
  private final FakeNetworkDriver driver = new FakeNetworkDriver();
  private final Host host = Host.local(Path.of("/nonexistent/libnetwork"));
  private final Controller controller =
      Controller.open(
          host,
          new ControllerOption.NetworkDriver(driver),
          new ControllerOption.Ipam(ipam),
          new ControllerOption.Random(new Random(42)));
  private final Network network =
      controller.createNetwork(
          FakeNetworkDriver.NAME,
          "web",
          new NetworkOption.Ipam(SharedIpam.NAME, Map.of()),
          NetworkOption.Pool.of(POOL)
              .withAuxiliary(Map.of("printer", IpAddress.parse("10.99.0.9"))));

  @AfterEach
  void closes() {
    driver.announceRemovals();
    controller.close();
    host.close();
  }

  /// The driver's books, at which others get behind the controller's back.
  private AddressPool books() {
    return ipam.pools.getFirst();
  }

  private static AddressRequest someones(String address) {
    return AddressRequest.exactly(
        IpAddress.parse(address), new AddressHolder.Endpoint("ghost", Optional.empty()));
  }

  @Test
  void findsNothingWhateverComesAndGoes() {
    Endpoint db = network.createEndpoint("db");
    network.createEndpoint("kept", new EndpointOption.Reserve()).delete();
    network.reserve("later", IpAddress.parse("10.99.0.7"));
    network.createEndpoint("later");
    assertThat(controller.examine()).isEmpty();
    db.delete();
    network.findReservation("kept").orElseThrow().release();
    assertThat(controller.examine()).isEmpty();
    assertThat(controller.reconcile()).isEqualTo(Reconciliation.NOTHING);
  }

  /// The address of an interface that the kernel is still removing.
  @Test
  void takesAnAddressThatIsBeingLeftForNoLeak() throws InterruptedException {
    Sandbox sandbox = controller.createSandbox("c", new SandboxOption.HostNamespace());
    Endpoint db = network.createEndpoint("db");
    db.join(sandbox);
    driver.holdRemovals();
    Thread deleting = Thread.ofPlatform().start(() -> controller.removeAll(List.of(sandbox)));
    while (!network.endpoints().isEmpty() && deleting.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(controller.examine()).isEmpty();
    driver.announceRemovals();
    deleting.join();
    assertThat(controller.examine()).isEmpty();
    assertThat(books().held().orElseThrow()).hasSize(2);
  }

  @Test
  void givesBackWhatIsHeldForNobody() {
    InterfaceAddress _ = books().requestAddress(someones("10.99.0.5"));
    List<Difference> found = controller.examine();
    assertThat(found)
        .singleElement()
        .hasToString(
            "address 10.99.0.5 of pool 10.99.0.0/28 (network web): held for endpoint ghost, which"
                + " does not have it, should be free");
    assertThat(controller.planner().reconcile().steps()).hasSize(1);
    assertThat(controller.reconcile().repaired()).isEqualTo(found);
    assertThat(controller.examine()).isEmpty();
    assertThat(network.createEndpoint("db", EndpointOption.Address.of("10.99.0.5")).addresses())
        .hasSize(1);
  }

  @Test
  void holdsAgainWhatSomebodyHas() {
    Endpoint db = network.createEndpoint("db");
    network.reserve("later", IpAddress.parse("10.99.0.7"));
    for (String freed : List.of("10.99.0.1", "10.99.0.2", "10.99.0.7", "10.99.0.9")) {
      books().releaseAddress(IpAddress.parse(freed));
    }
    assertThat(controller.examine())
        .allMatch(one -> one.actual().equals("free to be given to others"))
        .extracting(Difference::wanted)
        .containsExactly(
            "held for gateway of network web",
            "held for endpoint db",
            "held for the reservation for endpoint later",
            "held for auxiliary address printer of network web");
    assertThat(controller.reconcile().repaired()).hasSize(4);
    assertThat(controller.examine()).isEmpty();
    assertThat(network.createEndpoint("other").addresses())
        .doesNotContainAnyElementsOf(db.addresses());
  }

  @Test
  void saysWhatItIsRefused() {
    Endpoint _ = network.createEndpoint("db");
    books().releaseAddress(IpAddress.parse("10.99.0.2"));
    ipam.refusing = true;
    assertThat(controller.reconcile().failed())
        .singleElement()
        .satisfies(failed -> assertThat(failed.cause()).isEqualTo("not today"));
    ipam.refusing = false;
    assertThat(controller.reconcile().repaired()).hasSize(1);
  }

  @Test
  void asksNothingOfADriverThatDoesNotTell() {
    ipam.telling = false;
    Endpoint _ = network.createEndpoint("db");
    books().releaseAddress(IpAddress.parse("10.99.0.2"));
    assertThat(controller.examine()).isEmpty();
  }

  /// The default driver under another name, whose pools a test gets at.
  private static final class SharedIpam implements IpamDriver {

    static final String NAME = "shared";

    private final IpamDriver books = DefaultIpam.of("test");
    private final List<AddressPool> pools = new ArrayList<>();
    private boolean telling = true;
    private boolean refusing;

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public AddressSpaces addressSpaces() {
      return books.addressSpaces();
    }

    @Override
    public AddressPool requestPool(PoolRequest request) {
      AddressPool pool = books.requestPool(request);
      pools.add(pool);
      return new SharedPool(pool);
    }

    private final class SharedPool implements AddressPool {

      private final AddressPool pool;

      SharedPool(AddressPool pool) {
        this.pool = pool;
      }

      @Override
      public PoolId id() {
        return pool.id();
      }

      @Override
      public InterfaceAddress requestAddress(AddressRequest request) {
        if (refusing) {
          throw new NetworkException.Unavailable("not today");
        }
        return pool.requestAddress(request);
      }

      @Override
      public void releaseAddress(IpAddress address) {
        pool.releaseAddress(address);
      }

      @Override
      public void release() {
        pool.release();
      }

      @Override
      public Optional<Map<IpAddress, AddressHolder>> held() {
        return telling ? pool.held() : Optional.empty();
      }
    }
  }
}
