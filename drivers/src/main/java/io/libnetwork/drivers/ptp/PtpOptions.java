package io.libnetwork.drivers.ptp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.NetworkDriverOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// What can be asked of a point-to-point network. Begin with [#USUAL] and say what differs.
///
/// @param mtu the MTU of its endpoints, 68 to 65,535, and 1,280 at least with IPv6; that of the
///   interface of the host's default route without one
/// @param communication whether endpoints of the network reach each other
/// @param antiSpoofing whether an endpoint is kept from sending from another's address, and from
///   playing router. What routes for others inside an endpoint needs it off
/// @param gateways how each family meets the outside; [Gateway#NAT] where nothing is said
/// @param trusted interfaces of the host from which published ports are reached at a container's
///   own address too
/// @param publishing where and for whom ports are published; as the driver says without it
public record PtpOptions(
    OptionalInt mtu,
    boolean communication,
    boolean antiSpoofing,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted,
    Optional<PublishPolicy> publishing)
    implements NetworkDriverOptions {

  /// What a network is without options: the host's MTU, communication, no spoofing, translation
  /// with the host's address, published as the driver says.
  public static final PtpOptions USUAL =
      new PtpOptions(OptionalInt.empty(), true, true, Map.of(), Set.of(), Optional.empty());

  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  /// @throws NetworkException.InvalidParameter when the MTU is out of its range, an address to
  ///   leave under is of another family than what leaves, or a family is to be isolated: endpoints
  ///   reach each other by the host alone
  public PtpOptions {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
    if (mtu.isPresent() && (mtu.getAsInt() < LEAST_MTU || mtu.getAsInt() > MOST_MTU)) {
      throw new NetworkException.InvalidParameter(
          "invalid MTU " + mtu.getAsInt() + ": expected " + LEAST_MTU + " to " + MOST_MTU);
    }
    gateways.forEach(PtpOptions::requireSense);
  }

  /// With this MTU.
  public PtpOptions withMtu(int bytes) {
    return new PtpOptions(
        OptionalInt.of(bytes), communication, antiSpoofing, gateways, trusted, publishing);
  }

  /// With endpoints that do not reach each other.
  public PtpOptions withoutCommunication() {
    return new PtpOptions(mtu, false, antiSpoofing, gateways, trusted, publishing);
  }

  /// With endpoints that may send as whoever they like.
  public PtpOptions withoutAntiSpoofing() {
    return new PtpOptions(mtu, communication, false, gateways, trusted, publishing);
  }

  /// With one family that meets the outside in another way.
  public PtpOptions with(IpFamily family, UnaryOperator<Gateway> change) {
    Map<IpFamily, Gateway> changed = new EnumMap<>(IpFamily.class);
    changed.putAll(gateways);
    changed.put(family, change.apply(gateway(family)));
    return new PtpOptions(mtu, communication, antiSpoofing, changed, trusted, publishing);
  }

  /// With both families in another mode.
  public PtpOptions with(GatewayMode mode) {
    return with(IpFamily.V4, gateway -> gateway.with(mode))
        .with(IpFamily.V6, gateway -> gateway.with(mode));
  }

  /// With published ports reached at containers' own addresses from this interface of the host too,
  /// and from those trusted already.
  public PtpOptions trusting(InterfaceName from) {
    Set<InterfaceName> more = new TreeSet<>(trusted);
    more.add(from);
    return new PtpOptions(mtu, communication, antiSpoofing, gateways, more, publishing);
  }

  /// With ports published by this policy where their request does not say.
  public PtpOptions publishing(PublishPolicy policy) {
    return new PtpOptions(mtu, communication, antiSpoofing, gateways, trusted, Optional.of(policy));
  }

  /// How a family meets the outside.
  public Gateway gateway(IpFamily family) {
    return gateways.getOrDefault(family, Gateway.NAT);
  }

  private static void requireSense(IpFamily family, Gateway gateway) {
    if (gateway.mode() == GatewayMode.ISOLATED) {
      throw new NetworkException.InvalidParameter(
          "a point-to-point network cannot be isolated in %s: its endpoints reach each other by way of the host; expected nat, nat-unprotected or routed"
              .formatted(family));
    }
    Optional<IpAddress> source = gateway.source();
    if (source.isPresent() && source.get().family() != family) {
      throw new NetworkException.InvalidParameter(
          "what leaves by " + family + " cannot leave under " + source.get());
    }
    if (source.isPresent() && !(gateway.masquerade() && gateway.mode().translates())) {
      throw new NetworkException.InvalidParameter(
          "what leaves by %s under endpoints' own addresses cannot leave under %s: expected mode nat or nat-unprotected with masquerade, or no such address"
              .formatted(family, source.get()));
    }
  }
}
