/// Labs: networks and the containers on them, described by a file and made by one operation.
@org.jspecify.annotations.NullMarked
module io.libnetwork.lab {
  requires transitive io.libnetwork;
  requires org.jspecify;
  requires org.slf4j;
  requires org.snakeyaml.engine;

  exports io.libnetwork.lab;
  exports io.libnetwork.lab.apply;
  exports io.libnetwork.lab.command;
  exports io.libnetwork.lab.file;
}
