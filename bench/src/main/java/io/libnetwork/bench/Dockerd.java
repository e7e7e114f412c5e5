package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Docker daemon on a test host of its own, with one image that has one program.
///
/// @param host whose network it has
/// @param folder of everything it keeps
record Dockerd(TestHost host, Path folder, Process process) implements AutoCloseable {

  /// The name of the image.
  static final String IMAGE = "libnetwork-bench";

  static boolean installed() {
    return Programs.installed("dockerd") && Programs.installed("docker");
  }

  /// Starts it and waits until it serves.
  ///
  /// @param folder that is made
  static Dockerd start(Path folder) {
    TestHost host = TestHost.create();
    try {
      Files.createDirectory(folder);
      Dockerd started = new Dockerd(host, folder, launch(host, folder));
      started.await();
      return started;
    } catch (IOException failure) {
      host.close();
      throw new UncheckedIOException(failure);
    } catch (RuntimeException failure) {
      host.close();
      throw failure;
    }
  }

  private static Process launch(TestHost host, Path folder) {
    return Programs.start(
        host.namespacePath().toString(),
        folder.resolve("log"),
        List.of(
            "dockerd",
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--host=unix://" + folder.resolve("socket"),
            "--storage-driver=vfs",
            "--exec-opt=native.cgroupdriver=cgroupfs"));
  }

  private void await() {
    Programs.await("dockerd", process, () -> Files.exists(socket()));
  }

  Path socket() {
    return folder.resolve("socket");
  }

  /// Gives it the image.
  ///
  /// @param program that is linked statically
  void load(Path program) {
    Path archive = folder.resolve("image.tar");
    Programs.run(
        List.of(
            "tar",
            "--create",
            "--file=" + archive,
            "--directory=" + program.getParent(),
            program.getFileName().toString()));
    String _ = docker("import", archive.toString(), IMAGE);
  }

  /// What the command `docker` prints.
  String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "--host", "unix://" + socket()));
    command.addAll(List.of(arguments));
    return Programs.run(command);
  }

  @Override
  public void close() {
    Programs.end(process);
    host.close();
  }
}
