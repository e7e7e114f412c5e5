/// Networks and containers for the time of a test: an extension of JUnit.
@org.jspecify.annotations.NullMarked
module io.libnetwork.junit {
  requires transitive io.libnetwork.lab;
  requires io.libnetwork.drivers;
  requires org.jspecify;
  requires static org.junit.jupiter.api;
  requires static org.junit.platform.commons;
  requires org.slf4j;

  exports io.libnetwork.junit;
}
