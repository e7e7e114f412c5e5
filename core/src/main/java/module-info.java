/// The Container Network Model: controller, networks, endpoints, sandboxes, and what a driver's
/// author implements.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the drivers are compiled later
module io.libnetwork {
  requires transitive io.libnetwork.address;
  requires transitive io.libnetwork.linux;
  requires transitive io.libnetwork.dns;
  requires jdk.jfr;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork;
  exports io.libnetwork.ipam;
  exports io.libnetwork.reconcile to
      io.libnetwork.drivers;
  exports io.libnetwork.spi;
  exports io.libnetwork.store;

  uses io.libnetwork.store.StateStoreProvider;
}
