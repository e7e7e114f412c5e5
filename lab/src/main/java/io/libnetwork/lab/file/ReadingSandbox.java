package io.libnetwork.lab.file;

import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a sandbox.
final class ReadingSandbox {

  private ReadingSandbox() {}

  static Optional<LabSandbox> read(String name, Part part) {
    return part.fields(Keys.SANDBOX).flatMap(fields -> read(name, fields));
  }

  private static Optional<LabSandbox> read(String name, Fields fields) {
    Optional<LabCommand> command = ReadingCommand.read(fields);
    List<String> after = fields.items("after", Part::text);
    Optional<String> hostname =
        fields.parsed("hostname", text -> new SandboxOption.Hostname(text).name());
    Optional<String> domain =
        fields.parsed("domainName", text -> new SandboxOption.DomainName(text).name());
    List<SandboxOption.ExtraHost> hosts =
        fields.find("extraHosts").map(ReadingSandbox::hosts).orElse(List.of());
    List<IpAddress> dns = fields.parsedItems("dns", ReadingSandbox::server);
    List<String> search = fields.parsedItems("dnsSearch", ReadingSandbox::domain);
    fields.find("dnsSearch").ifPresent(all -> all.made(() -> new SandboxOption.DnsSearch(search)));
    List<String> options = fields.parsedItems("dnsOptions", ReadingSandbox::option);
    Map<String, String> labels = ReadingLabels.read(fields);
    List<LabEndpoint> endpoints =
        fields.find("networks").map(ReadingSandbox::endpoints).orElse(List.of());
    return fields
        .of()
        .made(() ->
            new LabSandbox(
                name, command, after, hostname, domain, hosts, dns, search, options, labels,
                endpoints));
  }

  private static IpAddress server(String text) {
    IpAddress server = IpAddress.parse(text);
    return new SandboxOption.Dns(List.of(server)).servers().getFirst();
  }

  /// The root, written `.`, is a domain of the resolver's too.
  private static String domain(String text) {
    new SandboxOption.DnsSearch(List.of(text));
    return text;
  }

  private static String option(String text) {
    return new SandboxOption.DnsOptions(List.of(text)).options().getFirst();
  }

  /// Addresses by names, or a list in which the order is the file's.
  private static List<SandboxOption.ExtraHost> hosts(Part part) {
    List<SandboxOption.ExtraHost> hosts = new ArrayList<>();
    if (part.list()) {
      part.items()
          .forEach(item ->
              item.fields(Keys.EXTRA_HOST).flatMap(ReadingSandbox::host).ifPresent(hosts::add));
    } else {
      part.entries()
          .forEach((name, addresses) ->
              addresses.items().stream()
                  .flatMap(each -> each.parsed(text -> host(name, text)).stream())
                  .forEach(hosts::add));
    }
    return hosts;
  }

  private static Optional<SandboxOption.ExtraHost> host(Fields fields) {
    Optional<String> name = fields.require("name").flatMap(Part::text);
    Optional<Part> address = fields.require("address");
    return name.flatMap(of -> address.flatMap(part -> part.parsed(text -> host(of, text))));
  }

  private static SandboxOption.ExtraHost host(String name, String address) {
    return new SandboxOption.ExtraHost(name, IpAddress.parse(address));
  }

  private static List<LabEndpoint> endpoints(Part part) {
    List<LabEndpoint> endpoints = new ArrayList<>();
    if (part.map()) {
      part.entries()
          .forEach((network, settings) -> {
            settings.count();
            ReadingEndpoint.read(network, settings).ifPresent(endpoints::add);
          });
      return endpoints;
    }
    Set<String> seen = new HashSet<>();
    for (Part item : part.items()) {
      item.count();
      item.text()
          .ifPresent(network -> {
            item.at(part.path() + "." + network);
            if (seen.add(network)) {
              endpoints.add(LabEndpoint.on(network));
            } else {
              item.mistake("network %s is there twice".formatted(Quoted.of(network)));
            }
          });
    }
    return endpoints;
  }
}
