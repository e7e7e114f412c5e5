/// Network drivers, and the two things they share: the firewall's elements and the host's ports.
@org.jspecify.annotations.NullMarked
module io.libnetwork.drivers {
  requires transitive io.libnetwork;
  requires io.libnetwork.linux;
  requires org.jspecify;
}
