/// Addresses, prefixes, MACs, ports and their arithmetic; no I/O.
@org.jspecify.annotations.NullMarked
module io.libnetwork.address {
  requires org.jspecify;

  exports io.libnetwork.address;
}
