/// What is wrong on a host with our networks and why, and how all of ours is taken away from it.
@org.jspecify.annotations.NullMarked
module io.libnetwork.doctor {
  requires transitive io.libnetwork;
  requires transitive io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires org.jspecify;

  exports io.libnetwork.doctor;
  exports io.libnetwork.reset;
}
