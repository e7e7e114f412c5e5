package io.libnetwork.linux.nftables;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.HexFormat;

/// One value of a key or of a map's data. Each knows its type and writes itself by `toString` as a
/// ruleset has it: numbers rather than names, which would be looked up in files.
public sealed interface Component extends Rule.Argument
    permits Component.Ifname,
        Component.Address,
        Component.Subnet,
        Component.Ether,
        Component.EtherType,
        Component.NdTarget,
        Component.InetProto,
        Component.InetService,
        Component.InetServices,
        Component.ClassId,
        Component.DevGroup,
        Verdict {

  /// The type of set it fits.
  ElementType type();

  /// It may stand for several values, so it needs an interval set or map.
  default boolean interval() {
    return false;
  }

  @Override
  default String reference() {
    return toString();
  }

  /// A network interface by name, which need not exist.
  ///
  /// @throws IllegalArgumentException if the kernel or nft would not take `name` literally
  static Component ifname(String name) {
    return new Ifname(name);
  }

  static Component of(IpAddress address) {
    return new Address(address);
  }

  static Component of(IpPrefix prefix) {
    return new Subnet(prefix);
  }

  static Component of(MacAddress address) {
    return new Ether(address);
  }

  /// What a frame carries that carries packets of a family.
  static Component etherType(IpFamily family) {
    return new EtherType(family);
  }

  /// The address that a neighbour advertisement is about.
  static Component ndTarget(Ipv6Address address) {
    return new NdTarget(address);
  }

  static Component of(Protocol protocol) {
    return new InetProto(protocol);
  }

  static Component of(Port port) {
    return new InetService(port);
  }

  static Component of(PortRange ports) {
    return new InetServices(ports);
  }

  /// A packet's priority.
  ///
  /// @throws IllegalArgumentException if it is not 0 to 65535
  static Component classId(int minor) {
    return new ClassId(minor);
  }

  /// A link's group.
  ///
  /// @param group an unsigned number of 32 bits
  static Component devGroup(int group) {
    return new DevGroup(group);
  }

  /// A network interface, by name; it need not exist.
  record Ifname(String name) implements Component {

    /// @throws IllegalArgumentException if `name` is not 1 to 15 printable ASCII characters, or has
    ///   a space, quote, backslash, slash, colon or `*`
    public Ifname {
      Spelling.interfaceName(name);
    }

    @Override
    public ElementType type() {
      return ElementType.IFNAME;
    }

    @Override
    public String toString() {
      return '"' + name + '"';
    }
  }

  /// An IPv4 or IPv6 address.
  record Address(IpAddress address) implements Component {

    @Override
    public ElementType type() {
      return addressType(address.family());
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// All addresses of a prefix.
  record Subnet(IpPrefix prefix) implements Component {

    @Override
    public ElementType type() {
      return addressType(prefix.family());
    }

    @Override
    public boolean interval() {
      return true;
    }

    @Override
    public String toString() {
      return prefix.toString();
    }
  }

  /// A link-layer address.
  record Ether(MacAddress address) implements Component {

    @Override
    public ElementType type() {
      return ElementType.ETHER_ADDR;
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// The type of a frame that carries packets of a family.
  record EtherType(IpFamily family) implements Component {

    /// `ETH_P_IP` or `ETH_P_IPV6` of `linux/if_ether.h`.
    public int number() {
      return switch (family) {
        case V4 -> 0x0800;
        case V6 -> 0x86dd;
      };
    }

    @Override
    public ElementType type() {
      return ElementType.ETHER_TYPE;
    }

    @Override
    public String toString() {
      return "0x%04x".formatted(number());
    }
  }

  /// The address that a neighbour advertisement is about, as a number.
  record NdTarget(Ipv6Address address) implements Component {

    @Override
    public ElementType type() {
      return ElementType.ND_TARGET;
    }

    @Override
    public String toString() {
      return "0x" + HexFormat.of().formatHex(address.toBytes());
    }
  }

  /// A transport protocol.
  record InetProto(Protocol protocol) implements Component {

    @Override
    public ElementType type() {
      return ElementType.INET_PROTO;
    }

    @Override
    public String toString() {
      return Integer.toString(protocol.number());
    }
  }

  /// A port.
  record InetService(Port port) implements Component {

    @Override
    public ElementType type() {
      return ElementType.INET_SERVICE;
    }

    @Override
    public String toString() {
      return port.toString();
    }
  }

  /// All ports of a range.
  record InetServices(PortRange ports) implements Component {

    @Override
    public ElementType type() {
      return ElementType.INET_SERVICE;
    }

    @Override
    public boolean interval() {
      return true;
    }

    @Override
    public String toString() {
      return ports.toString();
    }
  }

  /// A packet's priority whose upper 16 bits, the major number of tc(8), are zero.
  record ClassId(int minor) implements Component {

    private static final int MOST = 0xffff;

    /// @throws IllegalArgumentException if it is not 0 to 65535
    public ClassId {
      if (minor < 0 || minor > MOST) {
        throw new IllegalArgumentException(
            "invalid class number " + minor + ": expected 0 to " + MOST);
      }
    }

    @Override
    public ElementType type() {
      return ElementType.CLASSID;
    }

    @Override
    public String toString() {
      return minor == 0 ? "none" : "0:" + Integer.toHexString(minor);
    }
  }

  /// The group of a link, unsigned.
  record DevGroup(int group) implements Component {

    @Override
    public ElementType type() {
      return ElementType.DEVGROUP;
    }

    @Override
    public String toString() {
      return Integer.toUnsignedString(group);
    }
  }

  private static ElementType addressType(IpFamily family) {
    return switch (family) {
      case V4 -> ElementType.IPV4_ADDR;
      case V6 -> ElementType.IPV6_ADDR;
    };
  }
}
