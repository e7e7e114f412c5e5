/// Test hosts, leak audit, packet probe, fakes and contract suites.
@org.jspecify.annotations.NullMarked
module io.libnetwork.testing {
  requires transitive io.libnetwork;
  requires io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires io.libnetwork.linux;
  requires org.dnsjava;
  requires org.jspecify;

  exports io.libnetwork.testing;
}
