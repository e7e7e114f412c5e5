package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A VXLAN link, RFC 7348.
///
/// Made with [#of] and the `with` methods.
///
/// @param port where the outer packets go to; the kernel's own default is 8472, the RFC's is 4789
/// @param local the outer packets' source
/// @param remote where frames for unknown addresses go to: one host, or a multicast group
/// @param parent the link the outer packets leave by
/// @param options those that are set
public record Vxlan(
    Vni vni,
    Optional<Port> port,
    Optional<IpAddress> local,
    Optional<IpAddress> remote,
    Optional<Ifindex> parent,
    Map<VxlanOption, Integer> options)
    implements LinkKind {

  /// @throws IllegalArgumentException when the two addresses are of different families
  public Vxlan {
    options = Map.copyOf(options);
    options.forEach((option, value) -> option.attribute().require(option, value));
    if (local.isPresent() && remote.isPresent()) {
      Families.requireSame(local.get().family(), remote.get().family(), "the remote address");
    }
  }

  /// A VXLAN link that knows its network and nothing else.
  public static Vxlan of(Vni vni) {
    return new Vxlan(
        vni, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
  }

  public Vxlan withPort(Port port) {
    return new Vxlan(vni, Optional.of(port), local, remote, parent, options);
  }

  public Vxlan withLocal(IpAddress local) {
    return new Vxlan(vni, port, Optional.of(local), remote, parent, options);
  }

  public Vxlan withRemote(IpAddress remote) {
    return new Vxlan(vni, port, local, Optional.of(remote), parent, options);
  }

  public Vxlan withParent(Ifindex parent) {
    return new Vxlan(vni, port, local, remote, Optional.of(parent), options);
  }

  /// With these options set besides.
  public Vxlan with(VxlanOption.Setting... settings) {
    return new Vxlan(vni, port, local, remote, parent, VxlanOption.merge(options, settings));
  }

  /// What an option is set to.
  public OptionalInt value(VxlanOption option) {
    Integer value = options.get(option);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Override
  public String text() {
    return "vxlan";
  }
}
