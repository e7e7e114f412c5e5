package io.libnetwork.plumbing;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Sysctl;
import java.util.ArrayList;
import java.util.List;

/// The kernel parameters that a container's interface gets, see the kernel's `ip-sysctl`.
final class InterfaceParameters {

  private InterfaceParameters() {}

  /// Those of ours, which the caller's may override afterwards.
  static List<Sysctl.Setting> of(InterfaceSetup setup) {
    List<Sysctl.Setting> settings = new ArrayList<>();
    String ipv6 = "net/ipv6/conf/" + setup.name() + "/";
    if (setup.has(IpFamily.V6)) {
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "disable_ipv6", "0"));
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_ra", "0"));
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_dad", "0"));
    } else {
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "disable_ipv6", "1"));
    }
    return settings;
  }
}
