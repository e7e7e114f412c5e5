package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Sandbox;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/// A container that asks with dnsjava's messages, and as its `SimpleResolver` does, which opens its
/// sockets on threads of its own and so cannot ask from inside: by UDP, and what is truncated once
/// more by TCP.
final class DnsjavaAsker {

  private static final int ROOM = 4096;
  private static final int PATIENCE_MILLIS = 5_000;

  private final NamesLab lab;
  private final Sandbox sandbox;

  DnsjavaAsker(NamesLab lab, Sandbox sandbox) {
    this.lab = lab;
    this.sandbox = sandbox;
  }

  /// The answer, whole.
  Message ask(Message query) throws IOException {
    Message answer = askByDatagram(query);
    return answer.getHeader().getFlag(Flags.TC) ? askByConnection(query) : answer;
  }

  /// The answer that comes in a datagram.
  Message askByDatagram(Message query) throws IOException {
    try (DatagramChannel channel = lab.datagrams(sandbox)) {
      byte[] bytes = query.toWire();
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      channel.socket().send(new DatagramPacket(bytes, bytes.length));
      DatagramPacket answer = new DatagramPacket(new byte[ROOM], ROOM);
      channel.socket().receive(answer);
      return checked(query, Arrays.copyOf(answer.getData(), answer.getLength()));
    }
  }

  /// The answer that comes over a connection.
  Message askByConnection(Message query) throws IOException {
    try (SocketChannel channel = lab.connection(sandbox)) {
      byte[] bytes = query.toWire();
      channel.socket().setSoTimeout(PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(channel.socket().getOutputStream());
      out.writeShort(bytes.length);
      out.write(bytes);
      DataInputStream in = new DataInputStream(channel.socket().getInputStream());
      return checked(query, in.readNBytes(in.readUnsignedShort()));
    }
  }

  private static Message checked(Message query, byte[] bytes) throws IOException {
    Message answer = new Message(bytes);
    assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(answer.getQuestion()).isEqualTo(query.getQuestion());
    return answer;
  }
}
