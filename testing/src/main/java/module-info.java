/// Test hosts, leak audit, packet probe, fakes and contract suites.
@org.jspecify.annotations.NullMarked
module io.libnetwork.testing {
  requires transitive io.libnetwork;
  requires io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires io.libnetwork.linux;
  requires static org.assertj.core;
  requires org.dnsjava;
  requires org.jspecify;
  requires static org.junit.jupiter.api;

  exports io.libnetwork.testing;
}
