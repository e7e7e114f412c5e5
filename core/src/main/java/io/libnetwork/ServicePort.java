package io.libnetwork;

import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import java.util.Optional;
import java.util.regex.Pattern;

/// A port of a service.
///
/// @param protocol TCP or UDP
/// @param port at the service's addresses
/// @param target at which its backends listen
/// @param name what it is for, by which it is found (SRV, RFC 2782): `http` as `_http._tcp` before
///   the service's name
public record ServicePort(Protocol protocol, Port port, Port target, Optional<String> name) {

  private static final String AS = " as ";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,60}[A-Za-z0-9])?");

  /// @throws NetworkException.InvalidParameter when the protocol is neither TCP nor UDP, or the
  ///   name is none
  public ServicePort {
    if (protocol == Protocol.SCTP) {
      throw new NetworkException.InvalidParameter(
          "port %s/%s of a service: expected tcp or udp".formatted(port, protocol));
    }
    name.ifPresent(ServicePort::requireName);
  }

  /// One without a name.
  ///
  /// @throws NetworkException.InvalidParameter when the protocol is neither TCP nor UDP
  public ServicePort(Protocol protocol, Port port, Port target) {
    this(protocol, port, target, Optional.empty());
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

  /// The same with a name, without the `_` that it is asked for with.
  ///
  /// @param other 1 to 62 letters, digits or `-`, which is at neither end
  /// @throws NetworkException.InvalidParameter when it is another
  public ServicePort named(String other) {
    return new ServicePort(protocol, port, target, Optional.of(other));
  }

  /// Reads what [#toString] writes, as in `80:8080/tcp as http`; what is left out is the same port,
  /// TCP, and no name.
  ///
  /// @throws IllegalArgumentException when the text has another form
  public static ServicePort parse(String text) {
    int as = text.indexOf(AS);
    String numbers = as < 0 ? text : text.substring(0, as);
    int slash = numbers.indexOf('/');
    Protocol protocol = slash < 0 ? Protocol.TCP : Protocol.parse(numbers.substring(slash + 1));
    String ports = slash < 0 ? numbers : numbers.substring(0, slash);
    int colon = ports.indexOf(':');
    Port port = Port.parse(colon < 0 ? ports : ports.substring(0, colon));
    ServicePort unnamed =
        new ServicePort(protocol, port, colon < 0 ? port : Port.parse(ports.substring(colon + 1)));
    return as < 0 ? unnamed : unnamed.named(text.substring(as + AS.length()));
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid name %s of a service's port: expected 1 to 62 letters, digits or '-', and no '-' at either end"
              .formatted(Names.quoted(name)));
    }
  }

  @Override
  public String toString() {
    return port + ":" + target + "/" + protocol + name.map(AS::concat).orElse("");
  }
}
