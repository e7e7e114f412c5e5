package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpFamily;

/// Kernel parameters of a link that the kernel tells with it, so that nobody has to go into the
/// link's namespace to read them: `IPV4_DEVCONF_*` in `linux/ip.h`, `DEVCONF_*` in `linux/ipv6.h`.
public enum LinkParameter {
  /// Who is asked for by ARP is answered for only on the link by which the one who asks is reached.
  ARP_FILTER(IpFamily.V4, 12, "arp_filter"),
  /// Which ARP requests are not answered, `arp_ignore` in ip-sysctl: 8 for all.
  ARP_IGNORE(IpFamily.V4, 18, "arp_ignore"),
  /// Addresses of 127.0.0.0/8 may be translated to what is behind the link.
  ROUTE_LOCALNET(IpFamily.V4, 25, "route_localnet"),
  ACCEPT_RA(IpFamily.V6, 3, "accept_ra"),
  DISABLE_IPV6(IpFamily.V6, 26, "disable_ipv6"),
  ACCEPT_DAD(IpFamily.V6, 27, "accept_dad");

  private final IpFamily family;
  private final int position;
  private final String key;

  LinkParameter(IpFamily family, int position, String key) {
    this.family = family;
    this.position = position;
    this.key = key;
  }

  /// Where it is among its family's, from 0.
  int position() {
    return position;
  }

  IpFamily family() {
    return family;
  }

  /// Its file under `/proc/sys`, as in `net/ipv4/conf/eth0/route_localnet`.
  ///
  /// @param link the link's name
  public String key(String link) {
    String folder =
        switch (family) {
          case V4 -> "net/ipv4/conf/";
          case V6 -> "net/ipv6/conf/";
        };
    return folder + link + "/" + key;
  }
}
