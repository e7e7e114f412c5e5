package io.libnetwork.daemon;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.daemon.Settings.Given;
import io.libnetwork.ipam.PredefinedPool;
import io.libnetwork.plugins.client.PluginSettings;
import io.libnetwork.plugins.discovery.PluginFolders;
import io.libnetwork.wire.DaemonAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// How a daemon is run.
///
/// @param hosts where it listens
/// @param group that may use its unix socket; that of the process where there is none
/// @param state the folder of the store
/// @param run the folder of what lasts until the next boot
/// @param netns the namespace that is the host; the process's own where there is none
/// @param bridge the name of the default network's bridge; one of our choice where it is empty
/// @param addressPools where networks get their prefixes; the usual ones where there are none
/// @param plugins where plugins are looked for; nowhere where it is empty
/// @param pluginDeadline after which a plugin has not answered
/// @param dnsTtl how long an answer of a name may be kept
/// @param reconcileEvery between two looks at everything; zero for never
/// @param tls for TCP; there is no TCP without it
/// @param tokenFile with the token that requests over TCP bear
/// @param page where the page is served; nowhere where it is empty
/// @param pageTokenFile with the token that the page asks for; one is made where there is none
/// @param dockerPlugin the socket at which the daemon is a Docker Engine's plugin; nowhere where it
///   is empty
/// @param logLevel as in `info`
/// @param logJson whether a line of the log is an object of JSON
/// @param tracing whether traces are sent, and where
/// @param stopTimeout how long requests may go on when the daemon stops
public record DaemonConfig(
    List<DaemonAddress> hosts,
    Optional<String> group,
    Path state,
    Path run,
    Optional<Path> netns,
    String bridge,
    List<PredefinedPool> addressPools,
    Optional<PluginFolders> plugins,
    Duration pluginDeadline,
    Duration dnsTtl,
    Duration reconcileEvery,
    Optional<TlsFiles> tls,
    Optional<Path> tokenFile,
    Optional<PageAddress> page,
    Optional<Path> pageTokenFile,
    Optional<Path> dockerPlugin,
    String logLevel,
    boolean logJson,
    Tracing tracing,
    Duration stopTimeout) {

  /// Where the daemon listens if nobody says something else.
  public static final DaemonAddress DEFAULT_ADDRESS =
      new DaemonAddress.Unix(Host.DEFAULT_RUN_ROOT.resolve("libnetwork.sock"));

  private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final String NO_PLUGINS = "none";
  private static final long MOST_SECONDS = 86_400;

  public DaemonConfig {
    hosts = List.copyOf(hosts);
    addressPools = List.copyOf(addressPools);
  }

  /// Whether traces are sent.
  ///
  /// @param wanted a setting of ours or a variable of OpenTelemetry's says where to
  /// @param endpoint where to, where a setting of ours says it
  public record Tracing(boolean wanted, Optional<URI> endpoint) {

    private static final String EXPORTER = "OTEL_TRACES_EXPORTER";
    private static final String NONE = "none";

    /// Of OpenTelemetry's specification.
    private static Tracing of(Optional<URI> endpoint, Map<String, String> environment) {
      boolean off = Boolean.parseBoolean(environment.get("OTEL_SDK_DISABLED"));
      boolean said =
          endpoint.isPresent()
              || Stream.of(
                      EXPORTER, "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
                  .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
      boolean none = endpoint.isEmpty() && NONE.equals(environment.get(EXPORTER));
      return new Tracing(said && !off && !none, endpoint);
    }
  }

  /// Certificates and keys, files in PEM.
  ///
  /// @param certificate the daemon's own
  /// @param key its key
  /// @param authority who has signed those of clients
  public record TlsFiles(Path certificate, Path key, Path authority) {}

  /// What a file, flags and the environment say; a later one counts more.
  ///
  /// @throws NetworkException.InvalidParameter if anything is wrong, with all that is, each with
  ///   where it was said
  public static DaemonConfig of(List<String> arguments, Map<String, String> environment) {
    return new Reading(Settings.gather(arguments, environment)).config(environment);
  }

  /// What differs from another and takes effect only when the daemon is started anew.
  List<String> needsRestart(DaemonConfig other) {
    List<String> changed = new ArrayList<>();
    compare(changed, Setting.HOSTS, hosts, other.hosts);
    compare(changed, Setting.GROUP, group, other.group);
    compare(changed, Setting.STATE, state, other.state);
    compare(changed, Setting.RUN, run, other.run);
    compare(changed, Setting.NETNS, netns, other.netns);
    compare(changed, Setting.BRIDGE, bridge, other.bridge);
    compare(changed, Setting.ADDRESS_POOLS, addressPools, other.addressPools);
    compare(changed, Setting.PLUGINS, plugins, other.plugins);
    compare(changed, Setting.PLUGIN_DEADLINE, pluginDeadline, other.pluginDeadline);
    compare(changed, Setting.DNS_TTL, dnsTtl, other.dnsTtl);
    compare(changed, Setting.RECONCILE_EVERY, reconcileEvery, other.reconcileEvery);
    compare(changed, Setting.PAGE, page, other.page);
    compare(changed, Setting.PAGE_TOKEN_FILE, pageTokenFile, other.pageTokenFile);
    compare(changed, Setting.DOCKER_PLUGIN, dockerPlugin, other.dockerPlugin);
    compare(changed, Setting.LOG_FORMAT, logJson, other.logJson);
    compare(changed, Setting.TRACING_ENDPOINT, tracing, other.tracing);
    compare(changed, Setting.STOP_TIMEOUT, stopTimeout, other.stopTimeout);
    return changed;
  }

  private static void compare(List<String> changed, Setting setting, Object now, Object then) {
    if (!now.equals(then)) {
      changed.add(setting.path());
    }
  }

  /// Reads settings one by one, and notes all that is wrong with them.
  private static final class Reading {

    private final Settings settings;

    Reading(Settings settings) {
      this.settings = settings;
    }

    DaemonConfig config(Map<String, String> environment) {
      List<DaemonAddress> hosts =
          list(Setting.HOSTS, DaemonAddress::parse).orElse(List.of(DEFAULT_ADDRESS));
      Optional<TlsFiles> tls = tls();
      if (tls.isEmpty() && hosts.stream().anyMatch(DaemonAddress.Tls.class::isInstance)) {
        settings.wrong(
            "hosts: a tcp:// address needs tls.certificate, tls.key and tls.authority, because the daemon's users are root's equals");
      }
      DaemonConfig config =
          new DaemonConfig(
              hosts,
              read(Setting.GROUP, Function.identity()),
              read(Setting.STATE, Path::of).orElse(Host.DEFAULT_STATE_ROOT),
              read(Setting.RUN, Path::of).orElse(Host.DEFAULT_RUN_ROOT),
              read(Setting.NETNS, Path::of),
              read(Setting.BRIDGE, Function.identity()).orElse(""),
              list(Setting.ADDRESS_POOLS, Reading::pool).orElse(List.of()),
              read(Setting.PLUGINS, Reading::plugins).orElse(Optional.of(PluginFolders.USUAL)),
              read(Setting.PLUGIN_DEADLINE, Reading::deadline)
                  .orElse(PluginSettings.USUAL.deadline()),
              seconds(Setting.DNS_TTL, 5),
              seconds(Setting.RECONCILE_EVERY, 30),
              tls,
              read(Setting.TOKEN_FILE, Reading::file),
              read(Setting.PAGE, PageAddress::parse),
              read(Setting.PAGE_TOKEN_FILE, Reading::file),
              read(Setting.DOCKER_PLUGIN, Reading::socket),
              read(Setting.LOG_LEVEL, Reading::level).orElse("info"),
              read(Setting.LOG_FORMAT, Reading::json).orElse(false),
              Tracing.of(read(Setting.TRACING_ENDPOINT, Reading::endpoint), environment),
              seconds(Setting.STOP_TIMEOUT, 10));
      settings.requireRight();
      return config;
    }

    private <T> Optional<T> read(Setting setting, Function<String, T> parse) {
      Optional<Given> given = settings.find(setting);
      if (given.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(parse.apply(given.get().text()));
      } catch (IllegalArgumentException | NetworkException wrong) {
        settings.wrong(given.get().origin() + ": " + wrong.getMessage());
        return Optional.empty();
      }
    }

    private <T> Optional<List<T>> list(Setting setting, Function<String, T> parse) {
      return read(
          setting,
          text ->
              COMMA
                  .splitAsStream(text)
                  .map(String::strip)
                  .filter(part -> !part.isEmpty())
                  .map(parse)
                  .toList());
    }

    private Duration seconds(Setting setting, long usual) {
      return read(setting, Reading::seconds).orElse(Duration.ofSeconds(usual));
    }

    private static Duration seconds(String text) {
      try {
        long seconds = Long.parseLong(text);
        if (seconds >= 0 && seconds <= MOST_SECONDS) {
          return Duration.ofSeconds(seconds);
        }
      } catch (NumberFormatException _) {
        // told below
      }
      throw new IllegalArgumentException(
          "'%s' is no whole number of seconds from 0 to %d".formatted(text, MOST_SECONDS));
    }

    private static Optional<PluginFolders> plugins(String text) {
      return text.equals(NO_PLUGINS)
          ? Optional.empty()
          : Optional.of(
              PluginFolders.of(
                  COMMA.splitAsStream(text).map(String::strip).map(Path::of).toList()));
    }

    private static Duration deadline(String text) {
      Duration deadline = seconds(text);
      if (deadline.isZero()) {
        throw new IllegalArgumentException(
            "'%s' is no deadline: expected 1 or more".formatted(text));
      }
      return deadline;
    }

    private static PredefinedPool pool(String text) {
      int colon = text.lastIndexOf(':');
      int slash = text.indexOf('/');
      if (colon < 0 || colon < slash) {
        throw new IllegalArgumentException(
            "'%s' is no pool: expected a prefix and the length of its parts, as in 10.0.0.0/8:24"
                .formatted(text));
      }
      try {
        return new PredefinedPool(
            IpPrefix.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
      } catch (NumberFormatException wrong) {
        throw new IllegalArgumentException(
            "'%s' is no pool: the length of its parts is a number".formatted(text), wrong);
      }
    }

    private static String level(String text) {
      if (!LEVELS.contains(text)) {
        throw new IllegalArgumentException(
            "'%s' is no level: expected error, warn, info, debug or trace".formatted(text));
      }
      return text;
    }

    private static boolean json(String text) {
      return switch (text) {
        case "json" -> true;
        case "text" -> false;
        default ->
            throw new IllegalArgumentException(
                "'%s' is no format: expected text or json".formatted(text));
      };
    }

    private static URI endpoint(String text) {
      try {
        URI uri = new URI(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean plain = uri.getQuery() == null && uri.getFragment() == null;
        if (web && plain && uri.getHost() != null) {
          return uri;
        }
      } catch (URISyntaxException _) {
        // told below
      }
      throw new IllegalArgumentException(
          "'%s' is no place to send traces to: expected one as in http://127.0.0.1:4318"
              .formatted(text));
    }

    private static Path file(String text) {
      Path file = Path.of(text);
      if (!Files.isReadable(file)) {
        throw new IllegalArgumentException("there is no file '%s' to read".formatted(text));
      }
      return file;
    }

    /// An engine passes over a file that is called otherwise.
    private static Path socket(String text) {
      Path path = Path.of(text);
      if (!path.isAbsolute() || !text.endsWith(".sock")) {
        throw new IllegalArgumentException(
            "'%s' is no socket of a plugin: expected an absolute path that ends in .sock"
                .formatted(text));
      }
      return path;
    }

    private Optional<TlsFiles> tls() {
      Optional<Path> certificate = read(Setting.TLS_CERTIFICATE, Reading::file);
      Optional<Path> key = read(Setting.TLS_KEY, Reading::file);
      Optional<Path> authority = read(Setting.TLS_AUTHORITY, Reading::file);
      if (certificate.isPresent() && key.isPresent() && authority.isPresent()) {
        return Optional.of(new TlsFiles(certificate.get(), key.get(), authority.get()));
      }
      if (certificate.isPresent() || key.isPresent() || authority.isPresent()) {
        settings.wrong(
            "tls: certificate, key and authority go together, and one of them is missing");
      }
      return Optional.empty();
    }
  }
}
