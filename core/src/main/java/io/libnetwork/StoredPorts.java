package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.store.Fields;

/// Ports of a host, as a record keeps them.
final class StoredPorts {

  private StoredPorts() {}

  static Fields fields(PortBinding binding) {
    Fields.Builder fields =
        Fields.builder()
            .text("protocol", binding.protocol().toString())
            .text("host", binding.hostAddress().toString())
            .text("host-ports", binding.hostPorts().toString())
            .text("container", binding.containerAddress().toString())
            .text("container-ports", binding.containerPorts().toString());
    Stored.list(fields, "from", binding.sources().stream().sorted().toList());
    return fields.build();
  }

  static PortBinding binding(Fields fields) {
    return new PortBinding(
        Stored.parse(fields.text("protocol"), "protocol", Protocol::parse),
        Stored.parse(fields.text("container"), "container", IpAddress::parse),
        Stored.parse(fields.text("container-ports"), "container-ports", PortRange::parse),
        Stored.parse(fields.text("host"), "host", IpAddress::parse),
        Stored.parse(fields.text("host-ports"), "host-ports", PortRange::parse),
        Stored.set(fields, "from", IpPrefix::parse));
  }
}
