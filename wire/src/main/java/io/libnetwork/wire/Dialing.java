package io.libnetwork.wire;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/// Opens connections to a daemon.
sealed interface Dialing {

  /// Opens one.
  ///
  /// @throws ApiException.Unreachable if there is none
  Wire dial(Duration limit);

  /// By a socket in the file system.
  record ToUnix(DaemonAddress.Unix address) implements Dialing {

    @Override
    public Wire dial(Duration limit) {
      try {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(address.path()));
        return new Wire(
            Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
      } catch (IOException failure) {
        throw new ApiException.Unreachable(
            "cannot reach the daemon at " + address + ": " + why(failure), failure);
      } catch (UnsupportedOperationException none) {
        throw new ApiException.Unreachable("this platform has no unix sockets", none);
      }
    }

    private String why(IOException failure) {
      Path path = address.path();
      String said = String.valueOf(failure.getMessage());
      if (said.toLowerCase(Locale.ROOT).contains("permission denied")) {
        return "permission denied; use sudo, or join the group that " + path + " belongs to";
      }
      return (Files.exists(path) ? "nobody listens (" + said + ")" : "there is no such socket")
          + "; is it running? start it with 'libnetwork daemon', or use --local";
    }
  }

  /// By TCP, where both sides show certificates.
  record ToTls(DaemonAddress.Tls address, TlsFiles files) implements Dialing {

    @Override
    public Wire dial(Duration limit) {
      return TlsConnection.open(address, files, limit);
    }
  }
}
