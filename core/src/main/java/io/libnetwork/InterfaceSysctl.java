package io.libnetwork;

import java.util.regex.Pattern;

/// A kernel parameter of the endpoint's interface inside its sandbox.
///
/// The key has five parts, of which the fourth stands for the interface whatever its name becomes,
/// as in `net.ipv4.conf.IFNAME.rp_filter`.
///
/// @param key the five parts with dots between
/// @param value what is written
public record InterfaceSysctl(String key, String value) {

  private static final String INTERFACE = "IFNAME";
  private static final Pattern KEY =
      Pattern.compile("net\\.(ipv4|ipv6|mpls)\\.[a-z0-9_]+\\.IFNAME\\.[a-z0-9_]+");
  private static final int LONGEST_VALUE = 256;

  public InterfaceSysctl {
    if (!KEY.matcher(key).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid interface sysctl "
              + Names.quoted(key)
              + ": expected net.(ipv4|ipv6|mpls).<group>."
              + INTERFACE
              + ".<name>");
    }
    boolean printable = value.chars().noneMatch(Character::isISOControl);
    if (value.isBlank() || value.length() > LONGEST_VALUE || !printable) {
      throw new NetworkException.InvalidParameter(
          "invalid value " + Names.quoted(value) + " of interface sysctl " + key);
    }
  }

  /// The slashed key of one interface, as under `/proc/sys`.
  public String pathFor(String interfaceName) {
    return key.replace('.', '/').replace(INTERFACE, interfaceName);
  }
}
