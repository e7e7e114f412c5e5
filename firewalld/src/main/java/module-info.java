/// Has firewalld let through what our networks carry. Optional: where it is not on the path, or
/// firewalld does not run, nothing of it is loaded.
@org.jspecify.annotations.NullMarked
module io.libnetwork.firewalld {
  requires transitive io.libnetwork.drivers;
  requires org.freedesktop.dbus;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.firewalld;

  provides io.libnetwork.drivers.neighbour.NeighbourFirewallProvider with
      io.libnetwork.firewalld.FirewalldProvider;
}
