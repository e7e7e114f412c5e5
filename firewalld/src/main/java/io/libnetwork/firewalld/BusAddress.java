package io.libnetwork.firewalld;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a message bus listens: a socket in the file system, D-Bus Specification, "Server
/// Addresses".
///
/// @param socket absolute
record BusAddress(Path socket) {

  /// Where the system bus listens if nobody says otherwise.
  static final BusAddress USUAL = new BusAddress(Path.of("/run/dbus/system_bus_socket"));

  private static final String VARIABLE = "DBUS_SYSTEM_BUS_ADDRESS";

  /// Further keys, as in `guid`, say nothing about where it is.
  private static final Pattern UNIX = Pattern.compile("unix:(?:[^;]*,)?path=(/[^,;%]+)(?:,[^;]*)?");

  BusAddress {
    if (!socket.isAbsolute()) {
      throw new IllegalArgumentException(
          "no place of a bus: \"" + socket + "\": expected an absolute path");
    }
  }

  /// The first address of a list that is a socket in the file system.
  ///
  /// @throws IllegalArgumentException when there is none
  static BusAddress parse(String addresses) {
    for (String address : addresses.split(";", -1)) {
      Matcher unix = UNIX.matcher(address);
      if (unix.matches()) {
        return new BusAddress(Path.of(unix.group(1)));
      }
    }
    throw new IllegalArgumentException(
        "no address of a bus that can be talked to: \""
            + addresses
            + "\": expected a socket in the file system, as in unix:path="
            + USUAL.socket());
  }

  /// The system bus, as the environment names it.
  static BusAddress ofSystem(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE)).map(BusAddress::parse).orElse(USUAL);
  }

  /// Whether there is a socket, which costs one look.
  boolean present() {
    return Files.exists(socket);
  }

  /// The address as D-Bus spells it.
  @Override
  public String toString() {
    return "unix:path=" + socket;
  }
}
