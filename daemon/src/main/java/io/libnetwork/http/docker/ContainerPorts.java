package io.libnetwork.http.docker;

import io.libnetwork.PortBinding;
import io.libnetwork.Sandbox;
import io.libnetwork.address.TransportPort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The ports of a container in Docker's words: those that are at ports of the host, and those that
/// it only says it has.
///
/// @param record of a container that runs; empty for one that does not, which has no ports, and for
///   one that somebody else made
record ContainerPorts(Optional<ContainerRecord> record, Optional<Sandbox> sandbox) {

  private List<PortBinding> bindings() {
    return sandbox.stream()
        .flatMap(one -> one.endpoints().stream())
        .flatMap(endpoint -> endpoint.driverInformation().ports().stream())
        .toList();
  }

  private List<String> exposed() {
    return record.map(ContainerRecord::exposed).orElse(List.of());
  }

  /// As a list of containers has them.
  List<Map<String, Object>> list() {
    List<Map<String, Object>> ports = new ArrayList<>();
    for (PortBinding binding : bindings()) {
      for (int i = 0; i < binding.hostPorts().size(); i++) {
        Map<String, Object> port = new LinkedHashMap<>();
        port.put("IP", binding.hostAddress().toString());
        port.put("PrivatePort", binding.containerPort().number() + i);
        port.put("PublicPort", binding.hostPort().number() + i);
        port.put("Type", binding.protocol().toString());
        ports.add(port);
      }
    }
    exposed().stream()
        .map(ContainerPorts::bare)
        .filter(
            bare -> ports.stream().noneMatch(port -> port.entrySet().containsAll(bare.entrySet())))
        .toList()
        .forEach(ports::add);
    return ports;
  }

  private static Map<String, Object> bare(String exposed) {
    TransportPort port = TransportPort.parse(PortWords.withProtocol(exposed));
    Map<String, Object> bare = new LinkedHashMap<>();
    bare.put("PrivatePort", port.port().number());
    bare.put("Type", port.protocol().toString());
    return bare;
  }

  /// As an inspection has them: where each is at the host, null for nowhere.
  Map<String, @Nullable Object> map() {
    Map<String, @Nullable Object> map = new TreeMap<>();
    exposed().forEach(port -> map.put(PortWords.withProtocol(port), null));
    Map<String, List<Map<String, String>>> bound = new TreeMap<>();
    for (PortBinding binding : bindings()) {
      for (int i = 0; i < binding.hostPorts().size(); i++) {
        Map<String, String> place = new LinkedHashMap<>();
        place.put("HostIp", binding.hostAddress().toString());
        place.put("HostPort", String.valueOf(binding.hostPort().number() + i));
        bound
            .computeIfAbsent(
                (binding.containerPort().number() + i) + "/" + binding.protocol(),
                _ -> new ArrayList<>())
            .add(place);
      }
    }
    map.putAll(bound);
    return map;
  }
}
