package io.libnetwork.bench;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.bench.DnsLoad.Answers;
import io.libnetwork.bench.DnsLoad.Place;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The resolver of a Docker daemon that runs on a test host of its own; its containers have the
/// program that asks, and nothing else.
final class DockerNames implements DnsServer {

  private static final String IMAGE = "libnetwork-bench";
  private static final String NETWORK = "shop";
  private static final String PROGRAM = "/dns";

  /// Where its containers ask; the namespace is theirs.
  private static final Place INSIDE = new Place("", Ipv4Address.parse("127.0.0.11"), new Port(53));

  private final TestHost host;
  private final Path folder;
  private final Process daemon;

  private DockerNames(TestHost host, Path folder, Process daemon) {
    this.host = host;
    this.folder = folder;
    this.daemon = daemon;
  }

  static DockerNames open(DnsScene scene, DnsLoad load) {
    TestHost host = TestHost.create();
    Path folder = scene.folder().resolve("docker");
    try {
      Files.createDirectory(folder);
      Process daemon =
          Programs.start(host.namespacePath().toString(), folder.resolve("log"), dockerd(folder));
      DockerNames opened = new DockerNames(host, folder, daemon);
      Programs.await("dockerd", daemon, () -> Files.exists(folder.resolve("socket")));
      opened.fill(load);
      return opened;
    } catch (IOException failure) {
      host.close();
      throw new UncheckedIOException(failure);
    } catch (RuntimeException failure) {
      host.close();
      throw failure;
    }
  }

  private static List<String> dockerd(Path folder) {
    return List.of(
        "dockerd",
        "--data-root=" + folder.resolve("data"),
        "--exec-root=" + folder.resolve("exec"),
        "--pidfile=" + folder.resolve("pid"),
        "--host=unix://" + folder.resolve("socket"),
        "--storage-driver=vfs",
        "--exec-opt=native.cgroupdriver=cgroupfs");
  }

  private void fill(DnsLoad load) {
    Path archive = folder.resolve("image.tar");
    Path program = load.program();
    Programs.run(
        List.of(
            "tar",
            "--create",
            "--file=" + archive,
            "--directory=" + program.getParent(),
            program.getFileName().toString()));
    String _ = docker("import", archive.toString(), IMAGE);
    String _ = docker("network", "create", NETWORK);
    for (String name : DnsScene.NAMES) {
      String _ =
          docker("run", "--detach", "--net", NETWORK, "--name", name, IMAGE, PROGRAM, "idle");
    }
  }

  @Override
  public String name() {
    return "dockerd";
  }

  @Override
  public Answers local(int outstanding) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--rm", "--net", NETWORK, IMAGE, PROGRAM));
    arguments.addAll(DnsLoad.arguments("load", INSIDE, outstanding, DnsScene.NAMES));
    return Answers.parse(docker(arguments.toArray(String[]::new)));
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
        String _ = docker("rm", "--force", name);
      });
    } finally {
      Programs.end(daemon);
      host.close();
    }
  }

  private String docker(String... arguments) {
    List<String> command =
        new ArrayList<>(List.of("docker", "--host", "unix://" + folder.resolve("socket")));
    command.addAll(List.of(arguments));
    return Programs.run(command);
  }
}
