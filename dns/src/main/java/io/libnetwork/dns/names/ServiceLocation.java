package io.libnetwork.dns.names;

/// Where a service is to be had, as an SRV record says it (RFC 2782).
///
/// @param target the name of who has it, without the network's or with it
/// @param port at which he listens, 1 to 65535
/// @param weight his part of the connections among the others' weights, 0 to 65535; 0 where there
///   is nobody to choose from
public record ServiceLocation(String target, int port, int weight) {

  ServiceLocation in(String network) {
    return new ServiceLocation(target + "." + network, port, weight);
  }
}
