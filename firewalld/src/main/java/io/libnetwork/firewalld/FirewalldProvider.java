package io.libnetwork.firewalld;

import io.libnetwork.NetworkException;
import io.libnetwork.drivers.neighbour.NeighbourFirewall;
import io.libnetwork.drivers.neighbour.NeighbourFirewallProvider;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Table;
import java.util.Set;
import java.util.function.Supplier;

/// Talks to firewalld over the system bus.
///
/// Found by itself where the library's host is the process's own; for another host it is given to
/// the driver:
///
/// ```java
/// BridgeDriver.factory(List.of(FirewalldProvider.at("unix:path=/run/other/bus")))
/// ```
///
/// The process needs root's rights there, because firewalld changes nothing for anybody else.
public final class FirewalldProvider implements NeighbourFirewallProvider {

  private final Supplier<BusAddress> address;

  /// At the system bus: where `DBUS_SYSTEM_BUS_ADDRESS` says, or else at
  /// `/run/dbus/system_bus_socket`.
  public FirewalldProvider() {
    this(() -> BusAddress.ofSystem(System.getenv()));
  }

  private FirewalldProvider(Supplier<BusAddress> address) {
    this.address = address;
  }

  /// At another bus.
  ///
  /// @param address as D-Bus spells it, of a socket in the file system: `unix:path=/run/other/bus`
  /// @throws IllegalArgumentException for any other
  public static FirewalldProvider at(String address) {
    BusAddress parsed = BusAddress.parse(address);
    return new FirewalldProvider(() -> parsed);
  }

  @Override
  public String name() {
    return "firewalld";
  }

  @Override
  public boolean reachable() {
    return address.get().present();
  }

  /// Where firewalld works by iptables, it is the only one of the usual tools that fills the table
  /// `security`.
  @Override
  public Set<Table> tables() {
    return Set.of(new Table(Family.INET, "firewalld"), new Table(Family.IP, "security"));
  }

  @Override
  public NeighbourFirewall open() {
    return Firewalld.open(address.get());
  }

  /// Removes our zone and our policy from what firewalld keeps, and every interface from the zone.
  ///
  /// What is left until firewalld is reloaded, which is its owner's to do, is an empty zone.
  @Override
  public boolean uninstall() {
    BusAddress bus = address.get();
    try (FirewalldBus talk = FirewalldBus.open(bus, () -> {})) {
      if (!talk.running()) {
        throw new NetworkException.Unavailable(
            "nobody answers for firewalld at " + bus + ": start firewalld, and try again");
      }
      return Definitions.remove(talk);
    } catch (SilentException silent) {
      throw new NetworkException.Unavailable(
          "firewalld was not asked to forget the zone "
              + Definitions.ZONE
              + ": "
              + silent.getMessage(),
          silent);
    } catch (RefusedException refused) {
      throw new NetworkException.System(
          "firewalld did not remove the zone " + Definitions.ZONE + ": " + refused.getMessage(),
          refused);
    }
  }
}
