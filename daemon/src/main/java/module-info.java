/// The model as a service: routes and statuses, configuration, and the process that serves them.
@org.jspecify.annotations.NullMarked
module io.libnetwork.daemon {
  requires transitive io.libnetwork;
  requires io.libnetwork.dhcp;
  requires io.libnetwork.doctor;
  requires transitive io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires transitive io.libnetwork.lab;
  requires transitive io.libnetwork.plugins;
  requires transitive io.libnetwork.wire;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jetty.unixdomain.server;
  requires org.jspecify;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.fasterxml.jackson.annotation;
  requires micrometer.core;
  requires micrometer.registry.prometheus;
  requires org.slf4j;
  requires io.libnetwork.linux;
  requires io.libnetwork.dns;
  requires io.prometheus.metrics.model;
  requires java.management;
  requires java.net.http; // for io.libnetwork.tracing, which is found when the JVM has its modules
  requires jdk.management; // what micrometer counts of the process, it asks there
  requires jdk.unsupported; // the signals of a process: there is no other way
  requires tools.jackson.databind;

  exports io.libnetwork.daemon;
  exports io.libnetwork.http;
  exports io.libnetwork.http.docker;
  exports io.libnetwork.http.metrics;
  exports io.libnetwork.http.page;
  exports io.libnetwork.http.plugin;
  exports io.libnetwork.http.v1;

  opens io.libnetwork.http.docker to
      tools.jackson.databind;

  uses io.libnetwork.linux.trace.TracerProvider;

  provides ch.qos.logback.classic.spi.Configurator with
      io.libnetwork.log.QuietLog;
}
