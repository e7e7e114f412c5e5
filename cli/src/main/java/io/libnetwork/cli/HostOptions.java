package io.libnetwork.cli;

import io.libnetwork.Host;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which host a command means, and where its folders are.
final class HostOptions {

  @Option(
      names = "--state",
      paramLabel = "<folder>",
      description = "Where the store is; /var/lib/libnetwork otherwise.")
  private Path state = Host.DEFAULT_STATE_ROOT;

  @Option(
      names = "--run",
      paramLabel = "<folder>",
      description = "Where what lasts until the next boot is; /run/libnetwork otherwise.")
  private Path run = Host.DEFAULT_RUN_ROOT;

  @Option(
      names = "--netns",
      paramLabel = "<path>",
      description = "The namespace of the host that is meant; the one this runs in otherwise.")
  private Path netns;

  /// To be closed by who asks.
  Host host() {
    return netns == null ? Host.local(run) : Host.at(netns, run);
  }

  Path state() {
    return state;
  }
}
