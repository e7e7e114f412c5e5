/// Docker's plugin protocol: drivers that are another process.
@org.jspecify.annotations.NullMarked
module io.libnetwork.plugins {
  requires transitive io.libnetwork;
  requires transitive io.libnetwork.wire;
  requires org.jspecify;
  requires org.slf4j;

  exports io.libnetwork.plugins.check;
  exports io.libnetwork.plugins.client;
  exports io.libnetwork.plugins.discovery;
  exports io.libnetwork.plugins.kit;
  exports io.libnetwork.plugins.protocol;
}
