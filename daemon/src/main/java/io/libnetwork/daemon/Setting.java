package io.libnetwork.daemon;

import java.util.Locale;
import java.util.Optional;

/// What can be said of a daemon: in its file, by a flag, or in the environment.
///
/// The path in the file is the flag with two hyphens and with hyphens for dots, and in capitals
/// behind `LIBNETWORK_` the name in the environment: `log.level`, `--log-level`,
/// `LIBNETWORK_LOG_LEVEL`.
enum Setting {
  HOSTS("hosts", "where to listen: unix:///path, or tcp://host:port with TLS; several with commas"),
  GROUP("group", "the group that may use the socket"),
  STATE("state", "the folder of the store"),
  RUN("run", "the folder of what lasts until the next boot"),
  NETNS("netns", "the network namespace that is the host; the process's own otherwise"),
  BRIDGE("bridge", "the name of the bridge that the network 'bridge' is"),
  ADDRESS_POOLS("address-pools", "where networks get their prefixes, as 10.0.0.0/8:24"),
  PLUGINS("plugins", "folders with Docker's plugins, with commas; none for no plugins"),
  PLUGIN_DEADLINE("plugin-deadline", "seconds after which a plugin has not answered"),
  DNS_TTL("dns.ttl", "for how many seconds an answer of a name may be kept"),
  RECONCILE_EVERY("reconcile-every", "seconds between two looks at everything; 0 for never"),
  TLS_CERTIFICATE("tls.certificate", "the daemon's certificate, a PEM file", true),
  TLS_KEY("tls.key", "its key, a PEM file of PKCS #8", true),
  TLS_AUTHORITY("tls.authority", "who has signed the certificates of clients, a PEM file", true),
  TOKEN_FILE("token-file", "a file with the token that each request over TCP has to bear", true),
  PAGE("page", "where the page is served, as 127.0.0.1:7380; nowhere otherwise"),
  PAGE_TOKEN_FILE("page-token-file", "a file with the page's token; one is made otherwise"),
  DOCKER_PLUGIN(
      "docker-plugin",
      "a socket at which a Docker Engine finds us as a plugin, as /run/docker/plugins/libnetwork.sock"),
  LOG_LEVEL("log.level", "error, warn, info, debug or trace", true),
  LOG_FORMAT("log.format", "text or json"),
  TRACING_ENDPOINT("tracing.endpoint", "where traces are sent by OTLP, as http://127.0.0.1:4318"),
  STOP_TIMEOUT("stop-timeout", "for how many seconds requests may go on when the daemon stops");

  private final String path;
  private final String meaning;
  private final boolean reloadable;

  Setting(String path, String meaning) {
    this(path, meaning, false);
  }

  Setting(String path, String meaning, boolean reloadable) {
    this.path = path;
    this.meaning = meaning;
    this.reloadable = reloadable;
  }

  /// In the file, a dot between an object and what is in it.
  String path() {
    return path;
  }

  String meaning() {
    return meaning;
  }

  /// Whether it can change while the daemon runs.
  boolean reloadable() {
    return reloadable;
  }

  String flag() {
    return "--" + path.replace('.', '-');
  }

  String variable() {
    return "LIBNETWORK_" + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  static Optional<Setting> ofPath(String path) {
    for (Setting setting : values()) {
      if (setting.path.equals(path)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  static Optional<Setting> ofFlag(String flag) {
    for (Setting setting : values()) {
      if (setting.flag().equals(flag)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }
}
