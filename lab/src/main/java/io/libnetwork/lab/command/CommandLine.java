package io.libnetwork.lab.command;

import io.libnetwork.NetworkException;
import io.libnetwork.SandboxFiles;
import io.libnetwork.lab.LabCommand;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How a program comes to run in a sandbox: in a session of its own (setsid(1)), in the sandbox's
/// network namespace (nsenter(1)), and in mount and UTS namespaces of its own (unshare(1)), in
/// which `/etc/hosts` and `/etc/resolv.conf` are the sandbox's and the host name too.
///
/// It is started from outside, not on a thread of ours that is inside: to start a process may start
/// a thread of the JVM, which would inherit the namespace.
public final class CommandLine {

  /// Files that the host does not have cannot be mounted over.
  private static final String SCRIPT =
      """
      for file in hosts resolv.conf; do
        if [ -e "/etc/$file" ]; then mount --bind "$1" "/etc/$file" || exit 126; fi
        shift
      done
      read -r name < "$1" && echo "$name" > /proc/sys/kernel/hostname || exit 126
      shift
      exec "$@"
      """;

  private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private CommandLine() {}

  /// Ready to be started.
  ///
  /// @param key where the sandbox's namespace is bound
  /// @param files those of the sandbox
  /// @param log what it writes is added to it
  public static ProcessBuilder of(LabCommand command, Path key, SandboxFiles files, Path log) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("setsid", "nsenter", "--net=" + key, "--"));
    words.addAll(List.of("unshare", "--mount", "--uts", "--", "sh", "-c", SCRIPT, "sh"));
    words.add(files.hosts().toString());
    words.add(files.resolvConf().toString());
    words.add(files.hostname().toString());
    words.addAll(command.words());
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(command.directory().orElse(Path.of("/")).toFile());
    environment(command, builder.environment());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder;
  }

  private static void environment(LabCommand command, Map<String, String> environment) {
    environment.keySet().retainAll(KEPT);
    environment.putIfAbsent("PATH", USUAL_PATH);
    environment.putAll(command.environment());
  }

  /// Refuses a command that cannot be run: a program that is not there, or a directory that is
  /// none.
  ///
  /// @param where for the message, as in `sandboxes.web.command`
  static void require(LabCommand command, String where) {
    Path directory = command.directory().orElse(Path.of("/"));
    if (!Files.isDirectory(directory)) {
      throw new NetworkException.InvalidParameter(
          "%s: there is no directory %s to begin in".formatted(where, directory));
    }
    String program = command.words().getFirst();
    if (!found(program, command, directory)) {
      throw new NetworkException.InvalidParameter(
          "%s: there is no program '%s' on this host that can be run: install it, or write its path"
              .formatted(where, program));
    }
  }

  private static boolean found(String program, LabCommand command, Path directory) {
    if (program.contains("/")) {
      return executable(directory.resolve(program));
    }
    String own = System.getenv("PATH");
    String path = command.environment().getOrDefault("PATH", own == null ? USUAL_PATH : own);
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && executable(Path.of(folder).resolve(program))) {
        return true;
      }
    }
    return false;
  }

  private static boolean executable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
