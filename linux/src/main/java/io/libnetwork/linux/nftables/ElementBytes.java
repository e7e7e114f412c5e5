package io.libnetwork.linux.nftables;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.PortRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Keys and data as the kernel compares them: each value in network byte order, and in a
/// concatenation filled up to a multiple of four bytes (`NFT_REG32_SIZE` of
/// `linux/netfilter/nf_tables.h`).
final class ElementBytes {

  /// `IFNAMSIZ` of `linux/if.h`: a name is compared with all its zeros.
  private static final int INTERFACE_NAME = 16;

  private static final int REGISTER = 4;

  private ElementBytes() {}

  /// The smallest value that the components stand for.
  static byte[] first(List<Component> components) {
    return concatenated(components, false);
  }

  /// The largest value that the components stand for.
  static byte[] last(List<Component> components) {
    return concatenated(components, true);
  }

  /// How many bytes each of the components has among the others.
  static List<Integer> widths(List<Component> components) {
    return components.stream()
        .map(component -> {
          int length = bytes(component, false).length;
          return components.size() == 1 ? length : length + REGISTER - 1 & -REGISTER;
        })
        .toList();
  }

  private static byte[] concatenated(List<Component> components, boolean last) {
    if (components.size() == 1) {
      return bytes(components.getFirst(), last);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Component component : components) {
      byte[] value = bytes(component, last);
      all.writeBytes(value);
      all.writeBytes(new byte[-value.length & (REGISTER - 1)]);
    }
    return all.toByteArray();
  }

  private static byte[] bytes(Component component, boolean last) {
    return switch (component) {
      case Component.Ifname(String name) -> interfaceName(name);
      case Component.Address(IpAddress address) -> address.toBytes();
      case Component.Subnet(IpPrefix prefix) -> (last ? prefix.last() : prefix.first()).toBytes();
      case Component.Ether ether -> ether.address().toBytes();
      case Component.EtherType type -> number(type.number());
      case Component.NdTarget target -> target.address().toBytes();
      case Component.InetProto proto -> new byte[] {(byte) proto.protocol().number()};
      case Component.InetService service -> number(service.port().number());
      case Component.InetServices(PortRange ports) ->
          number((last ? ports.last() : ports.first()).number());
      case Component.ClassId(int minor) -> native32(minor);
      case Component.DevGroup(int group) -> native32(group);
      case Verdict verdict ->
          throw new IllegalArgumentException(
              "verdict \"" + verdict + "\" as a value: expected it as a map's data");
    };
  }

  private static byte[] native32(int number) {
    return ByteBuffer.allocate(REGISTER).order(ByteOrder.nativeOrder()).putInt(number).array();
  }

  private static byte[] number(int number) {
    return new byte[] {(byte) (number >> Byte.SIZE), (byte) number};
  }

  private static byte[] interfaceName(String name) {
    byte[] value = new byte[INTERFACE_NAME];
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, value, 0, text.length);
    return value;
  }
}
