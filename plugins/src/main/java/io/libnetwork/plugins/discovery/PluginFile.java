package io.libnetwork.plugins.discovery;

import io.libnetwork.NetworkException;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.MalformedJsonException;
import io.libnetwork.wire.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A file that says where a plugin listens: one line with an address, or an object of JSON with
/// `Addr` and `TLSConfig`.
///
/// @param path the file
/// @param folders where sockets may be
record PluginFile(Path path, PluginFolders folders) {

  private static final int LARGEST = 64 << 10;
  private static final String UNIX = "unix://";
  private static final String TCP = "tcp://";
  private static final String HTTPS = "https://";
  private static final String HTTP = "http://";

  /// @throws NetworkException if it says nothing that can be used, with what it says
  PluginAddress address() {
    String text = read();
    return path.toString().endsWith(".json") ? json(text) : address(text.strip(), Optional.empty());
  }

  private String read() {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw wrong("has more than " + LARGEST + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new NetworkException.Unavailable(
          "plugin file %s cannot be read: %s".formatted(path, failure.getMessage()), failure);
    }
  }

  private PluginAddress json(String text) {
    try {
      if (JsonValue.parse(text) instanceof JsonObject object) {
        return address(object.text("Addr"), tls(object));
      }
      throw wrong("is no object of JSON");
    } catch (MalformedJsonException malformed) {
      throw new NetworkException.InvalidParameter(
          "plugin file %s: %s".formatted(path, malformed.getMessage()), malformed);
    }
  }

  private PluginAddress address(String text, Optional<TlsFiles> tls) {
    if (text.startsWith(UNIX)) {
      return socket(text);
    }
    if (text.startsWith(TCP) || text.startsWith(HTTPS)) {
      String rest = text.substring(text.indexOf("//") + 2);
      return new PluginAddress.Tls(port(text, rest), tls.orElseThrow(() -> unprotected(text)));
    }
    if (text.startsWith(HTTP)) {
      throw unprotected(text);
    }
    throw wrong(
        "says '%s': expected unix:///path/to/socket, or tcp://host:port with TLSConfig"
            .formatted(shown(text)));
  }

  /// A socket in one of the folders, where it is there already after all symbolic links.
  private PluginAddress socket(String text) {
    Path socket = socketPath(text);
    for (Path folder : folders.all()) {
      if (socket.startsWith(folder)) {
        return new PluginAddress.Socket(
            Files.exists(socket) ? PluginFinder.requireInside(socket, folder) : socket);
      }
    }
    throw new NetworkException.Forbidden(
        "plugin file %s says '%s', which is outside of %s: it is not used"
            .formatted(path, shown(text), folders));
  }

  private Path socketPath(String text) {
    try {
      Path socket = Path.of(text.substring(UNIX.length()));
      if (socket.isAbsolute()) {
        return socket.normalize();
      }
    } catch (InvalidPathException malformed) {
      throw new NetworkException.InvalidParameter(
          "plugin file %s says '%s': %s".formatted(path, shown(text), malformed.getMessage()),
          malformed);
    }
    throw wrong("says '%s': expected an absolute path".formatted(shown(text)));
  }

  private DaemonAddress.Tls port(String text, String rest) {
    try {
      if (DaemonAddress.parse(TCP + rest) instanceof DaemonAddress.Tls tls && tls.port() > 0) {
        return tls;
      }
      throw wrong("says '%s': expected a port".formatted(shown(text)));
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "plugin file %s says '%s': %s".formatted(path, shown(text), malformed.getMessage()),
          malformed);
    }
  }

  private Optional<TlsFiles> tls(JsonObject object) {
    JsonObject tls = object.object("TLSConfig");
    if (tls.members().isEmpty()) {
      return Optional.empty();
    }
    if (tls.holds("InsecureSkipVerify")) {
      throw new NetworkException.Forbidden(
          "plugin file %s has InsecureSkipVerify: a plugin whose certificate is not verified may be anybody, and is not used"
              .formatted(path));
    }
    return Optional.of(
        new TlsFiles(file(tls, "CAFile"), file(tls, "CertFile"), file(tls, "KeyFile")));
  }

  private Path file(JsonObject tls, String member) {
    String text = tls.text(member);
    if (text.isEmpty()) {
      throw wrong(
          "has no %s in TLSConfig: both sides show certificates, so CAFile, CertFile and KeyFile are needed"
              .formatted(member));
    }
    Path file = path.resolveSibling(text);
    if (!Files.isReadable(file)) {
      throw wrong("has %s '%s', which cannot be read".formatted(member, shown(text)));
    }
    return file;
  }

  private NetworkException unprotected(String text) {
    return new NetworkException.Forbidden(
        "plugin file %s says '%s', a port of TCP without TLS, where anybody could answer: it is not used; give it a TLSConfig in a .json file, or a unix socket"
            .formatted(path, shown(text)));
  }

  private NetworkException wrong(String what) {
    return new NetworkException.InvalidParameter("plugin file %s %s".formatted(path, what));
  }

  private static String shown(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= 200 ? clean : clean.substring(0, 200) + "...";
  }
}
