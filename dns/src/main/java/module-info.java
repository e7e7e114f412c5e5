/// A name server for containers: what it answers itself, and whom it asks for the rest.
@org.jspecify.annotations.NullMarked
module io.libnetwork.dns {
  requires transitive io.libnetwork.address;
  requires transitive io.libnetwork.linux;
  requires org.dnsjava;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.dns.forward;
  exports io.libnetwork.dns.names;
  exports io.libnetwork.dns.server;
  exports io.libnetwork.dns.zone;
}
