package io.libnetwork.plumbing;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Sysctl;
import java.util.ArrayList;
import java.util.List;

/// The kernel parameters that a container's interface gets, see the kernel's `ip-sysctl`.
final class InterfaceParameters {

  /// What an interface begins with in a namespace of ours.
  static final List<Sysctl.Setting> OF_NEW_NAMESPACE =
      List.of(
          Sysctl.Setting.ifPresent("net/ipv6/conf/default/disable_ipv6", "1"),
          Sysctl.Setting.ifPresent("net/ipv6/conf/default/accept_ra", "0"),
          Sysctl.Setting.ifPresent("net/ipv6/conf/default/accept_dad", "0"));

  private InterfaceParameters() {}

  /// Those of ours, which the caller's may override afterwards.
  ///
  /// @param ours whether the namespace was made by us, so that its interfaces begin without IPv6
  /// @param ipv6 whether an interface has brought IPv6 since, so that they no longer do
  static List<Sysctl.Setting> of(InterfaceSetup setup, boolean ours, boolean ipv6) {
    List<Sysctl.Setting> settings = new ArrayList<>();
    if (setup.has(IpFamily.V6)) {
      addIpv6(settings, setup.name().value(), ours);
    } else if (!ours || ipv6) {
      settings.add(ipv6(setup.name().value(), "disable_ipv6", "1"));
    }
    return settings;
  }

  /// A container that has IPv6 has it on the interfaces it makes itself too.
  private static void addIpv6(List<Sysctl.Setting> settings, String name, boolean ours) {
    settings.add(ipv6(name, "disable_ipv6", "0"));
    if (ours) {
      settings.add(ipv6("default", "disable_ipv6", "0"));
    } else {
      settings.add(ipv6(name, "accept_ra", "0"));
      settings.add(ipv6(name, "accept_dad", "0"));
    }
  }

  private static Sysctl.Setting ipv6(String name, String parameter, String value) {
    return Sysctl.Setting.ifPresent("net/ipv6/conf/" + name + "/" + parameter, value);
  }
}
