package io.libnetwork.explain;

import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import java.nio.file.Path;

/// Who asks.
public sealed interface Origin {

  /// Somebody in a network namespace.
  ///
  /// @param namespace where it is bound
  /// @param name what it is called in answers
  record Inside(Path namespace, String name) implements Origin {
    @Override
    public String toString() {
      return name;
    }
  }

  /// Who has an address, in whatever namespace of this host that is.
  record Having(IpAddress address) implements Origin {
    @Override
    public String toString() {
      return address.toString();
    }
  }

  /// A process on the host itself.
  record OfHost() implements Origin {
    @Override
    public String toString() {
      return "host";
    }
  }

  /// Another machine, behind the link by which the host reaches its address.
  record Remote(IpAddress address) implements Origin {
    @Override
    public String toString() {
      return "remote:" + address;
    }
  }

  /// A container of ours.
  static Origin of(Sandbox sandbox) {
    return new Inside(Path.of(sandbox.key()), sandbox.container());
  }

  /// Reads `host`, `pid:1234`, `netns:/path`, `remote:ADDRESS`, or the address of a container.
  ///
  /// @throws IllegalArgumentException if it is none of these
  static Origin parse(String text) {
    int colon = text.indexOf(':');
    String kind = colon < 0 ? "" : text.substring(0, colon);
    return switch (kind) {
      case "pid" -> new Inside(processNamespace(text.substring(4)), text);
      case "netns" -> new Inside(namespace(text), text);
      case "remote" -> new Remote(address(text.substring(7), text));
      default -> text.equals("host") ? new OfHost() : new Having(address(text, text));
    };
  }

  private static Path processNamespace(String pid) {
    if (!pid.matches("[1-9]\\d{0,9}")) {
      throw new IllegalArgumentException(
          "malformed process \"pid:" + pid + "\": expected a number, as in pid:4242");
    }
    return Path.of("/proc", pid, "ns", "net");
  }

  private static Path namespace(String text) {
    Path path = Path.of(text.substring(6));
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException(
          "malformed namespace \""
              + text
              + "\": expected a whole path, as in netns:/run/netns/web");
    }
    return path;
  }

  private static IpAddress address(String address, String whole) {
    try {
      return IpAddress.parse(address);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "nobody is called \""
              + whole
              + "\": expected host, pid:NUMBER, netns:PATH, remote:ADDRESS or a container's address",
          malformed);
    }
  }
}
