package io.libnetwork.dhcp;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.frames.FrameLoop;
import io.libnetwork.linux.frames.FrameSocket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A DHCP server that answers as a test has it, well or not.
final class ScriptedServer implements AutoCloseable {

  static final Ipv4Address SELF = Ipv4Address.parse("10.9.0.1");
  private static final int PAYLOAD = 42;

  private final FrameLoop loop = FrameLoop.start("scripted-dhcp-server", System::nanoTime);
  private final List<Dhcp4Message> asked = new CopyOnWriteArrayList<>();
  private final MacAddress mac;
  private final FrameSocket socket;
  private volatile FrameLoop.Listening listening = () -> {};

  /// What it answers to a message, each a frame.
  private volatile Function<Dhcp4Message, List<byte[]>> answers = _ -> List.of();

  ScriptedServer(Lan lan) {
    mac = lan.serversLink().mac().orElseThrow();
    FrameFilter filter =
        FrameFilter.of(
            FrameFilter.octet(Dhcp4Frame.PROTOCOL_OFFSET, Dhcp4Frame.UDP),
            FrameFilter.half(Dhcp4Frame.PORT_OFFSET, Dhcp4Frame.SERVER_PORT));
    socket =
        lan.server()
            .thread()
            .call(
                lan.server().namespace(),
                () -> FrameSocket.open(lan.serversLink().index(), Dhcp4Frame.ETHER_TYPE, filter));
    loop.await(() -> listening = loop.listen(socket, this::receive));
  }

  void answering(Function<Dhcp4Message, List<byte[]>> script) {
    answers = script;
  }

  /// Leases one address to whoever asks.
  void leasing(String address) {
    Ipv4Address yours = Ipv4Address.parse(address);
    answering(question ->
        switch (question.type()) {
          case DISCOVER -> List.of(answer(question, Dhcp4Type.OFFER, yours));
          case REQUEST -> List.of(answer(question, Dhcp4Type.ACK, yours));
          default -> List.of();
        });
  }

  /// An answer for two minutes, with a router and a mask.
  byte[] answer(Dhcp4Message question, Dhcp4Type type, Ipv4Address yours) {
    Dhcp4Options options =
        Dhcp4Options.NONE
            .with(Dhcp4Options.MESSAGE_TYPE, (byte) type.code())
            .with(Dhcp4Options.SERVER_IDENTIFIER, SELF)
            .with(Dhcp4Options.SUBNET_MASK, Ipv4Address.parse("255.255.255.0"))
            .with(Dhcp4Options.ROUTER, SELF)
            .withSeconds(Dhcp4Options.LEASE_TIME, 120);
    return frame(
        new Dhcp4Message(
            true,
            question.xid(),
            0,
            true,
            Ipv4Address.UNSPECIFIED,
            yours,
            Ipv4Address.UNSPECIFIED,
            question.hardware(),
            options));
  }

  byte[] frame(Dhcp4Message message) {
    return new Dhcp4Frame(mac, Dhcp4Frame.ALL, SELF, new Ipv4Address(-1), message).write();
  }

  /// Sends a frame that nobody has asked for.
  void send(byte[] frame) {
    var refusal = socket.send(frame);
    if (refusal.isPresent()) {
      throw new IllegalStateException(refusal.get().toString());
    }
  }

  /// What it was asked, in order.
  List<Dhcp4Message> asked() {
    return asked;
  }

  List<Dhcp4Type> types() {
    return asked.stream().map(Dhcp4Message::type).toList();
  }

  private void receive(byte[] frame) {
    Dhcp4Message question = Dhcp4Message.read(Arrays.copyOfRange(frame, PAYLOAD, frame.length));
    asked.add(question);
    answers.apply(question).forEach(socket::send);
  }

  @Override
  public void close() {
    loop.await(() -> listening.end());
    loop.close();
  }
}
