package io.libnetwork.plugins.protocol;

import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.wire.JsonObject;

/// A port that a container listens on: an item of [OptionKeys#EXPOSED_PORTS].
///
/// @param protocol as its number
/// @param port the container's
public record ExposedPort(Protocol protocol, Port port) implements PluginMessage {

  static final int LAST_PORT = 65_535;

  private static final int LAST_PROTOCOL = 255;

  /// Reads an item.
  public static ExposedPort of(JsonObject message) {
    Members members = new Members("exposed ports", message);
    return new ExposedPort(protocol(members), port(members));
  }

  static Protocol protocol(Members members) {
    int number = members.number("Proto", 0, LAST_PROTOCOL, 0);
    for (Protocol protocol : Protocol.values()) {
      if (protocol.number() == number) {
        return protocol;
      }
    }
    throw new MalformedMessageException(
        "malformed %s: \"Proto\" is %d; expected 6 (tcp), 17 (udp) or 132 (sctp)"
            .formatted(members.message(), number));
  }

  static Port port(Members members) {
    int number = members.number("Port", 0, LAST_PORT, 0);
    if (number == 0) {
      throw new MalformedMessageException("malformed %s: no \"Port\"".formatted(members.message()));
    }
    return new Port(number);
  }

  @Override
  public JsonObject toJson() {
    return new Body().number("Proto", protocol.number()).number("Port", port.number()).json();
  }
}
