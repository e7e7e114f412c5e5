package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_AF_SPEC;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INET6_CONF;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_INET_CONF;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_QDISC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_INET;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_INET6;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/// Reads one `RTM_NEWLINK` for all that is in it.
final class LinkViewReader {

  private final Map<LinkParameter, Integer> parameters = new EnumMap<>(LinkParameter.class);
  private String queue = "";

  private LinkViewReader() {}

  static LinkView read(NetlinkMessage message) {
    LinkViewReader reader = new LinkViewReader();
    Attributes attributes = message.attributes(IFINFOMSG_SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case IFLA_QDISC -> reader.queue = attributes.text();
        case IFLA_AF_SPEC -> reader.acceptFamilies(attributes.nested());
        default -> {}
      }
    }
    return new LinkView(
        LinkReader.read(message), BridgePorts.read(message), reader.parameters, reader.queue);
  }

  private void acceptFamilies(Attributes families) {
    while (families.next()) {
      switch (families.type()) {
        case AF_INET -> acceptFamily(families.nested(), IFLA_INET_CONF, IpFamily.V4);
        case AF_INET6 -> acceptFamily(families.nested(), IFLA_INET6_CONF, IpFamily.V6);
        default -> {}
      }
    }
  }

  private void acceptFamily(Attributes family, int configuration, IpFamily of) {
    while (family.next()) {
      if (family.type() == configuration) {
        acceptParameters(family.value(), of);
      }
    }
  }

  /// An array of numbers that newer kernels have made longer.
  private void acceptParameters(ByteBuffer numbers, IpFamily family) {
    for (LinkParameter parameter : LinkParameter.values()) {
      int offset = parameter.position() * Integer.BYTES;
      if (parameter.family() == family && offset + Integer.BYTES <= numbers.limit()) {
        parameters.put(parameter, numbers.getInt(offset));
      }
    }
  }
}
