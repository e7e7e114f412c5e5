/// The daemon's requests and answers as records, and a small client for it.
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // databind is on the daemon's module path only
module io.libnetwork.wire {
  requires static com.fasterxml.jackson.annotation;
  requires transitive org.jspecify;
  requires tools.jackson.core;

  exports io.libnetwork.wire;
  exports io.libnetwork.wire.docker;
  exports io.libnetwork.wire.v1;

  opens io.libnetwork.wire.docker to
      tools.jackson.databind;
  opens io.libnetwork.wire.v1 to
      tools.jackson.databind;
}
