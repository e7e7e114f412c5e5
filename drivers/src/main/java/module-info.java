/// The kinds of network: bridge, host, ipvlan, macvlan, none, physical, ptp.
@org.jspecify.annotations.NullMarked
module io.libnetwork.drivers {
  requires transitive io.libnetwork;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.drivers.bridge;
  exports io.libnetwork.drivers.firewall;
  exports io.libnetwork.drivers.flows;
  exports io.libnetwork.drivers.host;
  exports io.libnetwork.drivers.ipvlan;
  exports io.libnetwork.drivers.links;
  exports io.libnetwork.drivers.macvlan;
  exports io.libnetwork.drivers.neighbour;
  exports io.libnetwork.drivers.none;
  exports io.libnetwork.drivers.physical;
  exports io.libnetwork.drivers.ports;
  exports io.libnetwork.drivers.proxy;
  exports io.libnetwork.drivers.ptp;
  exports io.libnetwork.drivers.publish;
  exports io.libnetwork.drivers.tap;
  exports io.libnetwork.drivers.uplink;

  uses io.libnetwork.drivers.neighbour.NeighbourFirewallProvider;
}
