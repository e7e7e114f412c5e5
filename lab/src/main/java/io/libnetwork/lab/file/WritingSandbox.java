package io.libnetwork.lab.file;

import io.libnetwork.SandboxOption;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/// Writes a sandbox.
final class WritingSandbox {

  private WritingSandbox() {}

  static Node node(LabSandbox sandbox) {
    YamlMap map = new YamlMap();
    sandbox.command().ifPresent(command -> command(command, map));
    map.texts("after", sandbox.after())
        .text("hostname", sandbox.hostname())
        .text("domainName", sandbox.domainName());
    hosts(sandbox.extraHosts(), map);
    map.texts("dns", sandbox.dns())
        .texts("dnsSearch", sandbox.dnsSearch())
        .texts("dnsOptions", sandbox.dnsOptions())
        .texts("labels", sandbox.labels());
    endpoints(sandbox.endpoints(), map);
    return map.block();
  }

  private static void command(LabCommand command, YamlMap map) {
    LabCommands.shell(command.words())
        .ifPresentOrElse(
            text -> map.put("command", YamlNodes.lines(text)), () -> words(command, map));
    map.texts("environment", command.environment())
        .text("directory", command.directory().map(Path::toString));
    if (command.restart() != LabCommand.Restart.NO) {
      String text = command.restart().name().toLowerCase(Locale.ROOT).replace('_', '-');
      map.put("restart", YamlNodes.text(text));
    }
  }

  /// On one line, unless a word has several.
  private static void words(LabCommand command, YamlMap map) {
    if (command.words().stream().anyMatch(word -> word.indexOf('\n') >= 0)) {
      map.list("command", command.words(), YamlNodes::lines);
    } else {
      map.texts("command", command.words());
    }
  }

  /// Addresses by names, where that keeps the order.
  private static void hosts(List<SandboxOption.ExtraHost> hosts, YamlMap map) {
    Map<String, List<String>> byName = new LinkedHashMap<>();
    hosts.forEach(host ->
        byName.computeIfAbsent(host.name(), _ -> new ArrayList<>()).add(host.address().toString()));
    List<String> grouped = new ArrayList<>();
    byName.forEach(
        (name, addresses) -> addresses.forEach(address -> grouped.add(name + " " + address)));
    if (!grouped.equals(hosts.stream().map(each -> each.name() + " " + each.address()).toList())) {
      map.list("extraHosts", hosts, WritingSandbox::host);
      return;
    }
    YamlMap names = new YamlMap();
    byName.forEach((name, addresses) -> {
      if (addresses.size() == 1) {
        names.put(name, YamlNodes.text(addresses.getFirst()));
      } else {
        names.texts(name, addresses);
      }
    });
    map.map("extraHosts", names);
  }

  private static Node host(SandboxOption.ExtraHost host) {
    return new YamlMap()
        .put("name", YamlNodes.text(host.name()))
        .put("address", YamlNodes.text(host.address().toString()))
        .flow();
  }

  /// Their names alone, where nothing further is said of any.
  private static void endpoints(List<LabEndpoint> endpoints, YamlMap map) {
    if (endpoints.stream().allMatch(each -> each.equals(LabEndpoint.on(each.network())))) {
      map.texts("networks", endpoints.stream().map(LabEndpoint::network).toList());
      return;
    }
    YamlMap networks = new YamlMap();
    endpoints.forEach(each -> networks.put(each.network(), WritingEndpoint.node(each)));
    map.put("networks", networks.block());
  }
}
