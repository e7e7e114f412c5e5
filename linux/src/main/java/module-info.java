/// A netlink library for Java: network namespaces, sysctls, rtnetlink, nftables, connection
/// tracking and socket diagnostics, on system calls made through the foreign function interface.
@org.jspecify.annotations.NullMarked
module io.libnetwork.linux {
  requires transitive io.libnetwork.address;
  requires org.jspecify;

  exports io.libnetwork.linux;
  exports io.libnetwork.linux.conntrack;
  exports io.libnetwork.linux.frames;
  exports io.libnetwork.linux.messages;
  exports io.libnetwork.linux.netlink;
  exports io.libnetwork.linux.nftables;
  exports io.libnetwork.linux.relay;
  exports io.libnetwork.linux.rtnetlink;
  exports io.libnetwork.linux.sockdiag;
  exports io.libnetwork.linux.tc;
  exports io.libnetwork.linux.trace;
}
