package io.libnetwork.bench;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.bench.DnsLoad.Answers;
import io.libnetwork.bench.DnsLoad.Place;
import java.util.ArrayList;
import java.util.List;

/// The resolver of a Docker daemon that runs on a test host of its own; its containers have the
/// program that asks, and nothing else.
final class DockerNames implements DnsServer {

  private static final String NETWORK = "shop";
  private static final String PROGRAM = "/dns";

  /// Where its containers ask; the namespace is theirs.
  private static final Place INSIDE = new Place("", Ipv4Address.parse("127.0.0.11"), new Port(53));

  private final Dockerd daemon;

  private DockerNames(Dockerd daemon) {
    this.daemon = daemon;
  }

  static DockerNames open(DnsScene scene, DnsLoad load) {
    DockerNames opened = new DockerNames(Dockerd.start(scene.folder().resolve("docker")));
    opened.fill(load);
    return opened;
  }

  private void fill(DnsLoad load) {
    daemon.load(load.program());
    String _ = daemon.docker("network", "create", NETWORK);
    for (String name : DnsScene.NAMES) {
      String _ =
          daemon.docker(
              "run", "--detach", "--net", NETWORK, "--name", name, Dockerd.IMAGE, PROGRAM, "idle");
    }
  }

  @Override
  public String name() {
    return "dockerd";
  }

  @Override
  public Answers local(int outstanding) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--rm", "--net", NETWORK, Dockerd.IMAGE, PROGRAM));
    arguments.addAll(DnsLoad.arguments("load", INSIDE, outstanding, DnsScene.NAMES));
    return Answers.parse(daemon.docker(arguments.toArray(String[]::new)));
  }

  @Override
  public boolean caches() {
    return false;
  }

  @Override
  public Answers cached(int outstanding) {
    throw new UnsupportedOperationException("dockerd remembers nothing");
  }

  @Override
  public void close() {
    try {
      DnsScene.NAMES.forEach(name -> {
        String _ = daemon.docker("rm", "--force", name);
      });
    } finally {
      daemon.close();
    }
  }
}
