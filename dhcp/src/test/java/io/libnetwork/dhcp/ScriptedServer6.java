package io.libnetwork.dhcp;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Advertisements;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp6Frame;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.IdentityAssociation;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.frames.FrameFilter;
import io.libnetwork.linux.frames.FrameLoop;
import io.libnetwork.linux.frames.FrameSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/// A router and a server of DHCPv6 that answer as a test has it, well or not: fe80::1, which has
/// 2001:db8:9::/64.
final class ScriptedServer6 implements AutoCloseable {

  static final Ipv6Address SELF = Ipv6Address.parse("fe80::1");
  static final String MANAGED = "80";
  static final String PREFIX = "20010db8000900000000000000000000";
  private static final Duid DUID = new Duid("00040102030405060708090a0b0c0d0e0f10");
  private static final int PAYLOAD = 62;
  private static final int SOLICITATION = 133;

  private final FrameLoop loop = FrameLoop.start("scripted-dhcpv6-server", System::nanoTime);
  private final List<Dhcp6Message> asked = new CopyOnWriteArrayList<>();
  private final List<FrameLoop.Listening> listening = new ArrayList<>();
  private final Lan lan;
  private final MacAddress mac;
  private final FrameSocket sender;

  /// What it answers to a message that came from an address; each a message.
  private volatile BiFunction<Dhcp6Message, Ipv6Address, List<byte[]>> answers =
      (_, _) -> List.of();

  private volatile byte[] advertisement =
      Advertisements.frame(MANAGED, Advertisements.prefix(64, 0x80, 3600, PREFIX));

  ScriptedServer6(Lan lan) {
    this.lan = lan;
    mac = lan.serversLink().mac().orElseThrow();
    sender =
        open(
            FrameFilter.octet(RouterAdvertisement.NEXT_HEADER_OFFSET, Dhcp4Frame.UDP),
            FrameFilter.half(Dhcp6Frame.PORT_OFFSET, Dhcp6Frame.SERVER_PORT));
    FrameSocket routers =
        open(
            FrameFilter.octet(RouterAdvertisement.NEXT_HEADER_OFFSET, RouterAdvertisement.ICMPV6),
            FrameFilter.octet(RouterAdvertisement.TYPE_OFFSET, SOLICITATION));
    loop.await(() -> {
      listening.add(loop.listen(sender, this::receive));
      listening.add(loop.listen(routers, _ -> sender.send(advertisement)));
    });
  }

  private FrameSocket open(FrameFilter.Condition... conditions) {
    return lan.server()
        .thread()
        .call(
            lan.server().namespace(),
            () ->
                FrameSocket.open(
                    lan.serversLink().index(),
                    RouterAdvertisement.ETHER_TYPE,
                    FrameFilter.of(conditions)));
  }

  void answering(BiFunction<Dhcp6Message, Ipv6Address, List<byte[]>> script) {
    answers = script;
  }

  /// What the router says when it is asked.
  void advertising(byte[] frame) {
    advertisement = frame;
  }

  /// Leases one address to whoever asks, at once where it may.
  void leasing(String address) {
    Ipv6Address yours = Ipv6Address.parse(address);
    answering((question, to) -> List.of(frame(to, answer(question, yours))));
  }

  /// An answer for two minutes.
  static Dhcp6Message answer(Dhcp6Message question, Ipv6Address yours) {
    boolean rapid = question.options().has(Dhcp6Options.RAPID_COMMIT);
    boolean offer = question.type() == Dhcp6Type.SOLICIT && !rapid;
    Dhcp6Message answer =
        bare(question, offer ? Dhcp6Type.ADVERTISE : Dhcp6Type.REPLY)
            .with(Dhcp6Options.IDENTITY_ASSOCIATION, leased(question, yours, 120).write())
            .with(Dhcp6Options.PREFERENCE, (byte) 255);
    return rapid ? answer.with(Dhcp6Options.RAPID_COMMIT) : answer;
  }

  static IdentityAssociation leased(Dhcp6Message question, Ipv6Address yours, long seconds) {
    int iaid =
        IdentityAssociation.read(
                question.options().find(Dhcp6Options.IDENTITY_ASSOCIATION).orElseThrow())
            .iaid();
    return new IdentityAssociation(
        iaid,
        0,
        0,
        List.of(new IdentityAssociation.Leased(yours, seconds, seconds)),
        Dhcp6Options.NONE.status());
  }

  /// An answer that says who answers whom, and nothing else.
  static Dhcp6Message bare(Dhcp6Message question, Dhcp6Type type) {
    return new Dhcp6Message(type, question.xid(), Dhcp6Options.NONE)
        .with(
            Dhcp6Options.CLIENT_IDENTIFIER,
            question.options().find(Dhcp6Options.CLIENT_IDENTIFIER).orElseThrow())
        .with(Dhcp6Options.SERVER_IDENTIFIER, DUID.toBytes());
  }

  byte[] frame(Ipv6Address to, Dhcp6Message message) {
    return new Dhcp6Frame(mac, lan.mac(), SELF, to, message).write();
  }

  /// What it was asked, in order.
  List<Dhcp6Message> asked() {
    return asked;
  }

  List<Dhcp6Type> types() {
    return asked.stream().map(Dhcp6Message::type).toList();
  }

  private void receive(byte[] frame) {
    Dhcp6Message question = Dhcp6Message.read(Arrays.copyOfRange(frame, PAYLOAD, frame.length));
    Ipv6Address from = Ipv6Address.of(Arrays.copyOfRange(frame, 22, 38));
    asked.add(question);
    answers.apply(question, from).forEach(sender::send);
  }

  @Override
  public void close() {
    loop.await(() -> listening.forEach(FrameLoop.Listening::end));
    loop.close();
  }
}
