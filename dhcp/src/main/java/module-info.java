/// Addresses from a segment's own DHCP servers and routers: an IPAM driver, and the protocols it
/// speaks.
@org.jspecify.annotations.NullMarked
module io.libnetwork.dhcp {
  requires transitive io.libnetwork;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.dhcp;
}
