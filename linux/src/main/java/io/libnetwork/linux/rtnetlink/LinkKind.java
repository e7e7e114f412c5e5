package io.libnetwork.linux.rtnetlink;

/// What kind of link is made, and with which options; see `TYPES` in ip-link(8).
public sealed interface LinkKind permits Veth, Bridge, Vxlan, Macvlan, Ipvlan, Vlan, Dummy, Ifb {

  /// The kernel's word for the kind, as in `ip link add type`.
  String text();
}
