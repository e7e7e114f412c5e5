package io.libnetwork.drivers;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolFamily;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// Asks an [EchoServer] from a namespace.
public final class Probe {

  /// What [#ask] says where nobody answers.
  public static final String NOBODY = "nobody";

  /// Long enough for an answer inside one kernel, short enough to wait for none.
  private static final int PATIENCE_MILLIS = 700;

  private Probe() {}

  /// Loads at home what is used inside a namespace.
  public static void prepare() {
    for (ProtocolFamily family :
        new ProtocolFamily[] {StandardProtocolFamily.INET, StandardProtocolFamily.INET6}) {
      try (SocketChannel stream = SocketChannel.open(family);
          ServerSocketChannel server = ServerSocketChannel.open(family);
          DatagramChannel datagrams = DatagramChannel.open(family)) {
        stream.socket();
        server.socket();
        datagrams.socket();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /// The answer, or [#NOBODY] where none comes, by whatever means it is refused.
  public static String ask(
      NamespaceThread thread, NetworkNamespace from, Protocol protocol, String address, int port) {
    IpAddress to = IpAddress.parse(address);
    InetSocketAddress whole = new InetSocketAddress(to.toInetAddress(), port);
    ProtocolFamily family =
        switch (to.family()) {
          case V4 -> StandardProtocolFamily.INET;
          case V6 -> StandardProtocolFamily.INET6;
        };
    try {
      return switch (protocol) {
        case TCP -> stream(thread.call(from, () -> SocketChannel.open(family)), whole);
        case UDP -> datagram(thread.call(from, () -> DatagramChannel.open(family)), whole);
        case SCTP -> throw new IllegalArgumentException("sctp: expected tcp or udp");
      };
    } catch (SocketTimeoutException
        | ConnectException
        | NoRouteToHostException
        | PortUnreachableException refused) {
      return NOBODY;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String stream(SocketChannel open, InetSocketAddress to) throws IOException {
    try (SocketChannel client = open) {
      client.socket().connect(to, PATIENCE_MILLIS);
      client.socket().setSoTimeout(PATIENCE_MILLIS);
      return new String(client.socket().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String datagram(DatagramChannel open, InetSocketAddress to) throws IOException {
    try (DatagramChannel client = open) {
      client.socket().setSoTimeout(PATIENCE_MILLIS);
      client.socket().connect(to);
      client.socket().send(new DatagramPacket(new byte[] {1}, 1));
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      client.socket().receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }
}
