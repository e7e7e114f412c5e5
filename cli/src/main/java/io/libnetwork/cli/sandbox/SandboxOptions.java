package io.libnetwork.cli.sandbox;

import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.Pairs;
import io.libnetwork.cli.session.Times;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a sandbox is asked to be.
final class SandboxOptions {

  @Option(
      names = "--namespace",
      paramLabel = "<path>",
      description = "The namespace at this path, in place of one of its own.")
  private @Nullable String path;

  @Option(
      names = "--pid",
      paramLabel = "<number>",
      description = "The namespace of this process, in place of one of its own.")
  private @Nullable Integer pid;

  @Option(names = "--host-network", description = "The host's namespace.")
  private boolean host;

  @Option(names = "--hostname", paramLabel = "<name>", description = "What it calls itself.")
  private @Nullable String hostname;

  @Option(names = "--domainname", paramLabel = "<name>", description = "The domain of that name.")
  private @Nullable String domainName;

  @Option(
      names = "--add-host",
      paramLabel = "<name:address>",
      description = "A line of its hosts file; the address host-gateway is the way out's.")
  private List<String> extraHosts = new ArrayList<>();

  @Option(
      names = "--dns",
      paramLabel = "<address>",
      description = "A name server in place of the host's.")
  private List<String> dns = new ArrayList<>();

  @Option(
      names = "--dns-search",
      paramLabel = "<domain>",
      description = "A search domain in place of the host's.")
  private List<String> dnsSearch = new ArrayList<>();

  @Option(
      names = "--dns-option",
      paramLabel = "<option>",
      description = "An option of resolv.conf in place of the host's.")
  private List<String> dnsOptions = new ArrayList<>();

  @Option(
      names = "--files",
      description = "Keep hosts, hostname and resolv.conf for the container to mount.")
  private boolean files;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "<name=value>",
      description = "A text kept with it.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--lease",
      paramLabel = "<time>",
      description = "Remove it when this time is over, as in 10m.")
  private @Nullable String lease;

  @Option(names = "--ephemeral", description = "Remove it when the daemon ends.")
  private boolean ephemeral;

  /// As our own API has it.
  ///
  /// @throws IllegalArgumentException if an option has a value that it cannot have
  BodyBuilder body() {
    return new BodyBuilder()
        .object("namespace", namespace())
        .text("hostname", hostname)
        .text("domainName", domainName)
        .list("extraHosts", hosts())
        .texts("dns", dns)
        .texts("dnsSearch", dnsSearch)
        .texts("dnsOptions", dnsOptions)
        .flag("files", files)
        .object("labels", Pairs.json("--label", labels, false))
        .list("leases", leases())
        .flag("ephemeral", ephemeral);
  }

  private JsonObject namespace() {
    JsonObject namespace =
        new BodyBuilder().text("path", path).number("pid", pid).flag("host", host).build();
    if (namespace.members().size() > 1) {
      throw new IllegalArgumentException(
          "--namespace, --pid and --host-network do not go together: one namespace is needed");
    }
    return namespace;
  }

  private JsonArray hosts() {
    List<JsonValue> lines = new ArrayList<>();
    for (String line : extraHosts) {
      int colon = line.indexOf(':');
      if (colon <= 0 || colon == line.length() - 1) {
        throw new IllegalArgumentException(
            "invalid --add-host '%s': expected NAME:ADDRESS".formatted(line));
      }
      lines.add(
          new BodyBuilder()
              .text("name", line.substring(0, colon))
              .text("address", line.substring(colon + 1))
              .build());
    }
    return new JsonArray(lines);
  }

  private JsonArray leases() {
    return lease == null
        ? new JsonArray(List.of())
        : new JsonArray(List.of(new BodyBuilder().text("duration", Times.iso(lease)).build()));
  }
}
