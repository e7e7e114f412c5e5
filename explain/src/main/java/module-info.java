/// Who reaches whom on a host, which rule decides it, and what to type where that is not wanted.
@org.jspecify.annotations.NullMarked
module io.libnetwork.explain {
  requires transitive io.libnetwork;
  requires io.libnetwork.drivers;
  requires org.jspecify;
  requires tools.jackson.core;

  exports io.libnetwork.explain;
  exports io.libnetwork.explain.ruleset;
}
