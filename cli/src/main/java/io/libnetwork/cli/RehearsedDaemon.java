package io.libnetwork.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A socket that answers every request with the same two networks, for [Rehearsal]: a daemon is not
/// there while something is built.
final class RehearsedDaemon implements AutoCloseable {

  private static final String NETWORKS =
      """
      [{"Name":"shop","Id":"%s","Created":"2026-01-02T03:04:05.6Z","Scope":"local",\
      "Driver":"bridge","EnableIPv4":true,"EnableIPv6":false,"IPAM":{"Driver":"default",\
      "Options":null,"Config":[{"Subnet":"10.1.0.0/24","Gateway":"10.1.0.1"}]},"Internal":false,\
      "Attachable":false,"Ingress":false,"ConfigFrom":{"Network":""},"ConfigOnly":false,\
      "Containers":{},"Options":{},"Labels":{"tier":"front"}},\
      {"Name":"none","Id":"%s","Scope":"local","Driver":"null","Labels":{}}]\
      """
          .formatted("0".repeat(64), "1".repeat(64));

  private final Path folder;
  private final ServerSocketChannel server;

  private RehearsedDaemon(Path folder, ServerSocketChannel server) {
    this.folder = folder;
    this.server = server;
  }

  static RehearsedDaemon begin() {
    try {
      Path folder = Files.createTempDirectory("libnetwork");
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      RehearsedDaemon daemon = new RehearsedDaemon(folder, server);
      Thread.ofPlatform().daemon().start(daemon::serve);
      return daemon;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot listen", failure);
    }
  }

  String address() {
    return "unix://" + folder.resolve("socket");
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel client = server.accept()) {
          client.read(ByteBuffer.allocate(4_096));
          client.write(
              StandardCharsets.UTF_8.encode(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                      + NETWORKS.length()
                      + "\r\n\r\n"
                      + NETWORKS));
        }
      }
    } catch (ClosedChannelException over) {
      return;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot answer", failure);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(folder.resolve("socket"));
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + folder, failure);
    }
  }
}
