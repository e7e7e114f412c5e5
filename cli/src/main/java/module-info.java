/// The command line: what can be typed after `./libnetwork`, and what is printed.
@org.jspecify.annotations.NullMarked
module io.libnetwork.cli {
  requires info.picocli;
  requires io.libnetwork;
  requires io.libnetwork.bench;
  requires io.libnetwork.daemon;
  requires io.libnetwork.doctor;
  requires io.libnetwork.drivers;
  requires io.libnetwork.explain;
  requires io.libnetwork.plugins;
  requires io.libnetwork.testing;
  requires io.libnetwork.wire;
  requires org.jspecify;
  requires tools.jackson.core;

  opens io.libnetwork.cli to
      info.picocli;
  opens io.libnetwork.cli.endpoint to
      info.picocli;
  opens io.libnetwork.cli.lab to
      info.picocli;
  opens io.libnetwork.cli.manual to
      info.picocli;
  opens io.libnetwork.cli.network to
      info.picocli;
  opens io.libnetwork.cli.plugin to
      info.picocli;
  opens io.libnetwork.cli.sandbox to
      info.picocli;
  opens io.libnetwork.cli.service to
      info.picocli;
  opens io.libnetwork.cli.session to
      info.picocli;
}
