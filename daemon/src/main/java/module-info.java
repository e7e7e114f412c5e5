/// The model as a service: routes and statuses, configuration, and the process that serves them.
@org.jspecify.annotations.NullMarked
module io.libnetwork.daemon {
  requires transitive io.libnetwork;
  requires io.libnetwork.doctor;
  requires io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires io.libnetwork.wire;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.unixdomain.server;
  requires org.jspecify;
  requires com.fasterxml.jackson.annotation;
  requires org.slf4j;
  requires tools.jackson.databind;

  exports io.libnetwork.http;
  exports io.libnetwork.http.v1;
}
