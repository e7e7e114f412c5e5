package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.TransportPort;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointDriverOptions;
import java.util.List;
import java.util.Map;

/// An option of [Network#createEndpoint].
///
/// Values check themselves: `new InterfaceName(text)` or `IpAddress.parse(text)` refuse a malformed
/// text by `IllegalArgumentException`, before there is an operation. The methods `of(String)` here
/// read a text of somebody else's, and refuse it as an operation would.
///
/// Where one is given twice the later wins, except those that add: addresses of different families,
/// routes, sysctls, published and exposed ports, links.
public sealed interface EndpointOption extends AttachOption {

  /// An address the caller chose: the endpoint gets exactly this one or is refused. One for each
  /// family.
  record Address(IpAddress address) implements EndpointOption {
    /// The address a text says.
    ///
    /// @throws NetworkException.InvalidParameter when the text is no address
    public static Address of(String address) {
      return new Address(Texts.parse("address", address, IpAddress::parse));
    }
  }

  /// An address that was allocated elsewhere: it is used as it is, neither requested from the
  /// network's IPAM nor released to it. One for each family.
  record AllocatedAddress(InterfaceAddress address) implements EndpointOption {}

  /// A link-local address besides, `169.254.0.0/16` or `fe80::/10`; any number.
  record LinkLocal(IpAddress address) implements EndpointOption {
    public LinkLocal {
      if (!address.linkLocal()) {
        throw new NetworkException.InvalidParameter(
            "invalid link-local address " + address + ": expected 169.254.0.0/16 or fe80::/10");
      }
    }
  }

  /// The MAC address; without this option it is derived from the address, so that an address that
  /// moves to another endpoint keeps its MAC address.
  record Mac(MacAddress address) implements EndpointOption {
    public Mac {
      if (address.multicast() || address.bits() == 0) {
        throw new NetworkException.InvalidParameter(
            "invalid MAC address " + address + ": expected a unicast address");
      }
    }
  }

  /// The interface's name inside the sandbox; the lowest free `eth<n>` without this option.
  record NameInside(InterfaceName name) implements EndpointOption {
    /// The name a text says.
    ///
    /// @throws NetworkException.InvalidParameter when the text is no interface name
    public static NameInside of(String name) {
      return new NameInside(Texts.parse("name inside", name, InterfaceName::new));
    }
  }

  /// The name of the host's end; drawn at random without this option.
  record NameOnHost(InterfaceName name) implements EndpointOption {
    /// The name a text says.
    ///
    /// @throws NetworkException.InvalidParameter when the text is no interface name
    public static NameOnHost of(String name) {
      return new NameOnHost(Texts.parse("name on the host", name, InterfaceName::new));
    }
  }

  /// A route in the sandbox while the endpoint is joined; any number.
  record Route(SandboxRoute route) implements EndpointOption {}

  /// The endpoint never is its sandbox's gateway.
  record NoDefaultRoute() implements EndpointOption {}

  /// Who of several endpoints is the gateway: the larger first, 0 without this option.
  record GatewayPriority(int priority) implements EndpointOption {}

  /// The interface's MTU; the network's without this option.
  ///
  /// @param bytes 68 (the least IPv4 allows, RFC 791) to 65,535; IPv6 needs 1,280
  record Mtu(int bytes) implements EndpointOption {
    private static final int LEAST = 68;
    private static final int MOST = 65_535;

    public Mtu {
      if (bytes < LEAST || bytes > MOST) {
        throw new NetworkException.InvalidParameter(
            "invalid MTU " + bytes + ": expected " + LEAST + " to " + MOST);
      }
    }
  }

  /// A kernel parameter of the interface; any number.
  record Sysctl(InterfaceSysctl sysctl) implements EndpointOption {}

  /// How the interface is announced; without this option three times where the MAC address was
  /// chosen, and not at all where it is derived from the address, because then no neighbour can
  /// hold another for it.
  record Announce(Announcement announcement) implements EndpointOption {}

  /// Ports reachable at the host; any number.
  record Publish(PublishedPort port) implements EndpointOption {
    /// The ports a text says, as in `127.0.0.1:8080:80/tcp`; see [PublishedPort].
    ///
    /// @throws NetworkException.InvalidParameter when the text has another form
    public static Publish of(String port) {
      return new Publish(Texts.parse("port", port, PublishedPort::parse));
    }
  }

  /// A port the container says it listens on; noted, not published.
  record Expose(TransportPort port) implements EndpointOption {}

  /// How fast traffic goes through the endpoint; without this option as fast as it can.
  /// [Endpoint#limitBandwidth] changes it later.
  record Bandwidth(BandwidthLimits limits) implements EndpointOption {}

  /// What the endpoint has stays reserved for the next one of its name on the network when it is
  /// deleted, as when its container is stopped: addresses, MAC address, and the host's ports it
  /// publishes. See [Reservation], which ends it.
  record Reserve() implements EndpointOption {}

  /// No IPv6 address although the network has IPv6.
  record NoIpv6() implements EndpointOption {}

  /// Further names of the endpoint on this network.
  record Aliases(List<String> names) implements EndpointOption {
    public Aliases {
      names = List.copyOf(names);
      names.forEach(name -> Names.require("alias", name));
    }
  }

  /// What the endpoint's container alone calls somebody else on this network, in place of whoever
  /// has that name there; any number, of which no two have one alias. It is looked up when it is
  /// asked for, so the other one need not be there yet.
  ///
  /// @param name any name of the other one
  /// @param alias what it is called here
  record Link(String name, String alias) implements EndpointOption {
    public Link {
      Names.require("linked", name);
      Names.require("link alias", alias);
    }
  }

  /// Texts kept with the endpoint.
  record Labels(Map<String, String> labels) implements EndpointOption {
    public Labels {
      labels = Map.copyOf(labels);
    }
  }

  /// The network driver's own options of an endpoint. A driver that does not take them refuses.
  record Driver(EndpointDriverOptions options) implements EndpointOption {}
}
