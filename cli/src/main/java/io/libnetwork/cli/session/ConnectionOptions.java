package io.libnetwork.cli.session;

import io.libnetwork.Host;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Which daemon is asked. An option may stand before the command too, as in `libnetwork -H
/// unix:///tmp/s network ls`; behind it goes first.
public final class ConnectionOptions {

  /// Who has the options that stand before the command.
  public interface BeforeCommand {

    /// Those options.
    ConnectionOptions connection();
  }

  private static final int LONGEST_SECONDS = 86_400;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = {"-H", "--host"},
      paramLabel = "<address>",
      description =
          "Where the daemon is: unix:///path or tcp://host:port. LIBNETWORK_HOST otherwise, or"
              + " unix:///run/libnetwork/libnetwork.sock.")
  private @Nullable String host;

  @Option(
      names = "--tlscacert",
      paramLabel = "<file>",
      description =
          "With tcp://: the authority of the daemon's certificate. LIBNETWORK_CERT_PATH/ca.pem"
              + " otherwise, or ~/.libnetwork/ca.pem.")
  private @Nullable Path authority;

  @Option(
      names = "--tlscert",
      paramLabel = "<file>",
      description = "With tcp://: this client's certificate; cert.pem there otherwise.")
  private @Nullable Path certificate;

  @Option(
      names = "--tlskey",
      paramLabel = "<file>",
      description = "With tcp://: this client's key; key.pem there otherwise.")
  private @Nullable Path key;

  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description =
          "With tcp://: the token that the daemon wants; LIBNETWORK_TOKEN_FILE otherwise.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--timeout",
      paramLabel = "<seconds>",
      description = "How long an answer may take; 60 otherwise.")
  private @Nullable Integer seconds;

  @Option(
      names = "--local",
      description =
          "Ask no daemon: work on the store of this host in this process. Needs root, and no"
              + " daemon that runs.")
  private boolean local;

  @Mixin private LocalFolders folders;

  /// Where a host's folders are, when this process works on it itself.
  static final class LocalFolders {

    @Option(
        names = "--state",
        paramLabel = "<folder>",
        description = "With --local: where the store is; /var/lib/libnetwork otherwise.")
    private Path state = Host.DEFAULT_STATE_ROOT;

    @Option(
        names = "--run",
        paramLabel = "<folder>",
        description =
            "With --local: where what lasts until the next boot is; /run/libnetwork otherwise.")
    private Path run = Host.DEFAULT_RUN_ROOT;

    @Option(
        names = "--netns",
        paramLabel = "<path>",
        description =
            "With --local: the namespace of the host that is meant; the one this runs in"
                + " otherwise.")
    private @Nullable Path netns;

    /// As the daemon's own options say it.
    private List<String> arguments() {
      List<String> arguments =
          new ArrayList<>(List.of("--state", state.toString(), "--run", run.toString()));
      if (netns != null) {
        arguments.addAll(List.of("--netns", netns.toString()));
      }
      return arguments;
    }
  }

  /// Who answers; to be closed.
  ///
  /// @throws ParameterException if an option is wrong
  public Api open() {
    ConnectionOptions before = before();
    if (local || before.local) {
      return LocalApi.open((local ? folders : before.folders).arguments());
    }
    try {
      DaemonAddress address = address(before);
      Path token = tokenFile(before);
      return token != null && address instanceof DaemonAddress.Tls tls
          ? Place.api(tls, files(before), limit(before), token)
          : Place.api(address, files(before), limit(before));
    } catch (IllegalArgumentException mistake) {
      throw new ParameterException(spec.commandLine(), mistake.getMessage(), mistake);
    }
  }

  private DaemonAddress address(ConnectionOptions before) {
    String said = host == null ? before.host : host;
    return Place.of(said == null ? "" : said);
  }

  private TlsFiles files(ConnectionOptions before) {
    TlsFiles usual = Place.files();
    return new TlsFiles(
        first(authority, before.authority, usual.authority()),
        first(certificate, before.certificate, usual.certificate()),
        first(key, before.key, usual.key()));
  }

  private static Path first(@Nullable Path own, @Nullable Path before, Path usual) {
    return own != null ? own : before != null ? before : usual;
  }

  private @Nullable Path tokenFile(ConnectionOptions before) {
    String said = System.getenv(Place.TOKEN_FILE);
    Path usual = said == null || said.isEmpty() ? null : Path.of(said);
    return tokenFile != null ? tokenFile : before.tokenFile != null ? before.tokenFile : usual;
  }

  private Duration limit(ConnectionOptions before) {
    Integer said = seconds == null ? before.seconds : seconds;
    if (said == null) {
      return Place.USUAL_LIMIT;
    }
    if (said < 1 || said > LONGEST_SECONDS) {
      throw new IllegalArgumentException(
          "invalid --timeout %d: expected 1 to %d".formatted(said, LONGEST_SECONDS));
    }
    return Duration.ofSeconds(said);
  }

  /// What stands before the command.
  private ConnectionOptions before() {
    return spec.root().userObject() instanceof BeforeCommand root ? root.connection() : this;
  }
}
