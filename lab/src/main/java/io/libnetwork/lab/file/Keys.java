package io.libnetwork.lab.file;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The keys that each kind of map in a file may have, in the order in which they are written.
enum Keys {
  LAB("a lab", "lab", "networks", "sandboxes", "services"),
  NETWORK(
      "a network",
      "driver",
      "ipv4",
      "ipv6",
      "internal",
      "named",
      "pools",
      "options",
      "labels",
      "records"),
  POOL("a pool", "subnet", "range", "gateway", "auxiliary"),
  SANDBOX(
      "a sandbox",
      "command",
      "environment",
      "directory",
      "restart",
      "after",
      "hostname",
      "domainName",
      "extraHosts",
      "dns",
      "dnsSearch",
      "dnsOptions",
      "labels",
      "networks"),
  EXTRA_HOST("an extra host", "name", "address"),
  ENDPOINT(
      "a sandbox's network",
      "addresses",
      "macAddress",
      "interfaceName",
      "aliases",
      "links",
      "ports",
      "limits",
      "routes",
      "sysctls",
      "defaultRoute",
      "gatewayPriority",
      "mtu",
      "labels"),
  LIMITS("limits", "egress", "ingress"),
  LIMIT("a limit", "rate", "burst"),
  ROUTE("a route", "to", "via", "type", "metric"),
  SERVICE(
      "a service",
      "network",
      "ports",
      "balance",
      "roundRobin",
      "addresses",
      "published",
      "check",
      "aliases",
      "backends"),
  BALANCE("balance", "sticky"),
  CHECK("a check", "port", "path", "interval", "timeout", "failures", "successes"),
  BACKEND("a backend", "sandbox", "weight");

  private final String what;

  @SuppressWarnings("ImmutableEnumChecker") // it cannot be changed
  private final Set<String> names;

  Keys(String what, String... names) {
    this.what = what;
    this.names = Collections.unmodifiableSet(new LinkedHashSet<>(List.of(names)));
  }

  /// What has them, in a message.
  String what() {
    return what;
  }

  Set<String> names() {
    return names;
  }

  /// At the top a key may begin with `x-`: what stands there is for aliases, and passed over.
  boolean passedOver(String key) {
    return this == LAB && key.startsWith("x-");
  }
}
