package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.BootId;
import io.libnetwork.linux.NamespaceId;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is kept of a sandbox: what it was asked to be, and which namespace it has.
///
/// @param namespace by what its namespace is known again; empty for the host's own
/// @param lease with what it goes, and since when that counts
record SandboxRecord(
    SandboxId id,
    String container,
    SandboxConfig config,
    Optional<Identity> namespace,
    Optional<LeaseTerms> lease) {

  static final String KIND = "sandbox";

  /// A namespace, told from one that took its place.
  ///
  /// @param path where it is found
  /// @param boot of the machine, which no namespace outlives
  /// @param id which the kernel gives again when the namespace has ended
  /// @param process whose namespace it is, where that is how it was named
  record Identity(String path, BootId boot, NamespaceId id, Optional<ProcessIdentity> process) {

    private Fields fields() {
      Fields.Builder fields =
          Fields.builder().text("path", path).text("boot", boot.value()).text("id", id.toString());
      process.ifPresent(of -> fields.whole("pid", of.pid()).whole("started", of.started()));
      return fields.build();
    }

    private static Identity of(Fields fields) {
      return new Identity(
          fields.text("path"),
          Stored.parse(fields.text("boot"), "boot", BootId::new),
          Stored.parse(fields.text("id"), "id", NamespaceId::parse),
          fields
              .find("pid")
              .map(_ -> new ProcessIdentity(fields.whole("pid"), fields.whole("started"))));
    }
  }

  static RecordKey key(SandboxId id) {
    return new RecordKey(KIND, id.value());
  }

  RecordKey key() {
    return key(id);
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder().text("container", container);
    placement(fields, config.placement());
    Stored.maybe(fields, "namespace", namespace, Identity::fields);
    Stored.maybe(fields, "hostname", config.hostname());
    Stored.maybe(fields, "domain", config.domainName());
    Stored.each(fields, "hosts", config.extraHosts(), SandboxRecord::host);
    if (!config.gatewayHosts().isEmpty()) {
      fields.texts("gateway-hosts", config.gatewayHosts());
    }
    config
        .dns()
        .ifPresent(
            servers -> fields.texts("dns", servers.stream().map(IpAddress::toString).toList()));
    config.dnsSearch().ifPresent(domains -> fields.texts("dns-search", domains));
    config.dnsOptions().ifPresent(options -> fields.texts("dns-options", options));
    Stored.flag(fields, "files", config.files());
    Stored.map(fields, "labels", config.labels());
    Stored.flag(fields, "ephemeral", config.ephemeral());
    Stored.maybe(fields, "lease", lease, LeaseTerms::fields);
    return fields.build();
  }

  static SandboxRecord of(Sandbox sandbox) {
    return new SandboxRecord(
        sandbox.id(),
        sandbox.container(),
        sandbox.config(),
        sandbox.namespace().identity(),
        sandbox.leasehold().terms());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a sandbox
  static SandboxRecord of(StateRecord stored) {
    Fields fields = stored.content();
    return new SandboxRecord(
        Stored.parse(stored.key().id(), "sandbox id", SandboxId::new),
        Names.require("container", fields.text("container")),
        config(fields),
        Stored.maybeFields(fields, "namespace", Identity::of),
        Stored.maybeFields(fields, "lease", LeaseTerms::of));
  }

  private static SandboxConfig config(Fields fields) {
    return new SandboxConfig(
        placement(fields),
        Stored.maybe(fields, "hostname", text -> text),
        Stored.maybe(fields, "domain", text -> text),
        Stored.each(fields, "hosts", SandboxRecord::host),
        listed(fields, "gateway-hosts").orElse(List.of()),
        listed(fields, "dns")
            .map(list ->
                list.stream().map(text -> Stored.parse(text, "dns", IpAddress::parse)).toList()),
        listed(fields, "dns-search"),
        listed(fields, "dns-options"),
        Stored.flag(fields, "files"),
        Stored.map(fields, "labels", text -> text),
        Stored.flag(fields, "ephemeral"),
        List.of());
  }

  /// An empty list is something else than none.
  private static Optional<List<String>> listed(Fields fields, String name) {
    return fields.find(name).map(_ -> fields.texts(name));
  }

  private static Fields host(SandboxOption.ExtraHost host) {
    return Fields.builder()
        .text("name", host.name())
        .text("address", host.address().toString())
        .build();
  }

  private static SandboxOption.ExtraHost host(Fields fields) {
    return new SandboxOption.ExtraHost(
        fields.text("name"), Stored.parse(fields.text("address"), "address", IpAddress::parse));
  }

  private static void placement(Fields.Builder to, SandboxConfig.Placement placement) {
    switch (placement) {
      case SandboxConfig.Placement.New _ -> to.text("placement", "new");
      case SandboxConfig.Placement.At(Path path) ->
          to.text("placement", "at").text("at", path.toString());
      case SandboxConfig.Placement.Of(long pid) -> to.text("placement", "of").whole("of", pid);
      case SandboxConfig.Placement.Host _ -> to.text("placement", "host");
      case SandboxConfig.Placement.HandedOver(Path path) ->
          to.text("placement", "handed-over").text("at", path.toString());
    }
  }

  private static SandboxConfig.Placement placement(Fields fields) {
    return switch (fields.text("placement")) {
      case "new" -> new SandboxConfig.Placement.New();
      case "at" -> new SandboxConfig.Placement.At(Path.of(fields.text("at")));
      case "of" -> new SandboxConfig.Placement.Of(fields.whole("of"));
      case "host" -> new SandboxConfig.Placement.Host();
      case "handed-over" -> new SandboxConfig.Placement.HandedOver(Path.of(fields.text("at")));
      default ->
          throw new NetworkException.InvalidParameter(
              "stored placement '%s' is none of new, at, of, host, handed-over"
                  .formatted(fields.text("placement")));
    };
  }
}
