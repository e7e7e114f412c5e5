/// What is measured, against which floor or peer.
@org.jspecify.annotations.NullMarked
module io.libnetwork.bench {
  requires io.libnetwork;
  requires io.libnetwork.drivers;
  requires io.libnetwork.junit;
  requires io.libnetwork.plugins;
  requires io.libnetwork.testing;
  requires io.libnetwork.wire;
  requires java.xml;
  requires jdk.management;
  requires org.jspecify;
  requires tools.jackson.core;

  exports io.libnetwork.bench;
  exports io.libnetwork.bench.chart;
}
