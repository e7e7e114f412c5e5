package io.libnetwork;

import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;

/// A port of a service.
///
/// @param protocol TCP or UDP
/// @param port at the service's addresses
/// @param target at which its backends listen
public record ServicePort(Protocol protocol, Port port, Port target) {

  /// @throws NetworkException.InvalidParameter when the protocol is neither TCP nor UDP
  public ServicePort {
    if (protocol == Protocol.SCTP) {
      throw new NetworkException.InvalidParameter(
          "port %s/%s of a service: expected tcp or udp".formatted(port, protocol));
    }
  }

  /// A port at which backends listen too.
  ///
  /// @throws IllegalArgumentException if the number is not 1 to 65535
  public static ServicePort of(Protocol protocol, int port) {
    return of(protocol, port, port);
  }

  /// A port for which backends listen at another.
  ///
  /// @throws IllegalArgumentException if a number is not 1 to 65535
  public static ServicePort of(Protocol protocol, int port, int target) {
    return new ServicePort(protocol, new Port(port), new Port(target));
  }

  /// Reads what [#toString] writes, as in `80:8080/tcp`; what is left out is the same port, and
  /// TCP.
  ///
  /// @throws IllegalArgumentException when the text has another form
  public static ServicePort parse(String text) {
    int slash = text.indexOf('/');
    Protocol protocol = slash < 0 ? Protocol.TCP : Protocol.parse(text.substring(slash + 1));
    String ports = slash < 0 ? text : text.substring(0, slash);
    int colon = ports.indexOf(':');
    Port port = Port.parse(colon < 0 ? ports : ports.substring(0, colon));
    return new ServicePort(
        protocol, port, colon < 0 ? port : Port.parse(ports.substring(colon + 1)));
  }

  @Override
  public String toString() {
    return port + ":" + target + "/" + protocol;
  }
}
