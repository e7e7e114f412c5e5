package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp6Frame;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.IdentityAssociation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A client of DHCPv6 whose time passes as a test says, and what it sends and tells.
class Client6Scene {

  static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  static final MacAddress STATION = MacAddress.parse("02:00:00:00:00:09");
  static final Ipv6Address LOCAL = Ipv6Address.parse("fe80::2");
  static final Ipv6Address SERVER = Ipv6Address.parse("fe80::1");
  static final Ipv6Address OTHER_SERVER = Ipv6Address.parse("fe80::9");
  static final Ipv6Address ADDRESS = Ipv6Address.parse("2001:db8:9::77");
  static final Ipv6Address OTHER = Ipv6Address.parse("2001:db8:9::78");
  static final int HOUR = 3600;
  static final UnaryOperator<Dhcp6Message> NOTHING = message -> message;

  final FakeTime time = new FakeTime();
  final List<Dhcp6Message> sent = new ArrayList<>();
  final List<Dhcp6Message> sentToServer = new ArrayList<>();
  final List<Ipv6Address> probed = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  Optional<String> objection = Optional.empty();
  final Dhcp6Client client = client(ClientIdentity.of("Web_1.example", MAC), Duration.ZERO);

  Dhcp6Client client(ClientIdentity identity, Duration check) {
    Dhcp6Wire wire =
        new Dhcp6Wire() {
          @Override
          public void send(Dhcp6Message message) {
            sent.add(message);
          }

          @Override
          public void sendTo(Dhcp6Terms.Station server, Dhcp6Message message) {
            assertThat(server).isEqualTo(new Dhcp6Terms.Station(SERVER, STATION));
            sentToServer.add(message);
          }

          @Override
          public void probe(Ipv6Address address) {
            probed.add(address);
          }
        };
    return new Dhcp6Client(identity, wire, time, new Random(7), check, new Told());
  }

  final class Told implements LeaseOwner {

    @Override
    public Optional<String> objection(LeaseTerms offered) {
      return objection;
    }

    @Override
    public void bound(LeaseTerms terms) {
      told.add("bound " + terms.address() + " by " + terms.server());
    }

    @Override
    public void troubled(String what) {
      told.add("troubled: " + what);
    }

    @Override
    public void lost(String why) {
      told.add("lost: " + why);
    }
  }

  Dhcp6Message last() {
    return sent.getLast();
  }

  String lastTold() {
    return told.getLast();
  }

  List<Dhcp6Type> types() {
    return sent.stream().map(Dhcp6Message::type).toList();
  }

  static List<Ipv6Address> requested(Dhcp6Message message) {
    return association(message).addresses().stream()
        .map(IdentityAssociation.Leased::address)
        .toList();
  }

  static IdentityAssociation association(Dhcp6Message message) {
    return IdentityAssociation.read(
        message.options().find(Dhcp6Options.IDENTITY_ASSOCIATION).orElseThrow());
  }

  static Optional<Duid> server(Dhcp6Message message) {
    return message.options().duid(Dhcp6Options.SERVER_IDENTIFIER);
  }

  static Duid duid(Ipv6Address server) {
    return new Duid("0004" + "00".repeat(14) + "%04x".formatted(server.low() & 0xffff));
  }

  static byte[] status(int code, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + bytes.length).putShort((short) code).put(bytes).array();
  }

  /// An answer to what was asked last, without an association of its own.
  Dhcp6Frame bare(Ipv6Address server, Dhcp6Type type, UnaryOperator<Dhcp6Message> more) {
    return frame(server, more.apply(answer(server, type)));
  }

  private Dhcp6Message answer(Ipv6Address server, Dhcp6Type type) {
    return new Dhcp6Message(type, question().xid(), Dhcp6Options.NONE)
        .with(
            Dhcp6Options.CLIENT_IDENTIFIER,
            question().options().find(Dhcp6Options.CLIENT_IDENTIFIER).orElseThrow())
        .with(Dhcp6Options.SERVER_IDENTIFIER, duid(server).toBytes());
  }

  private Dhcp6Message question() {
    return sentToServer.isEmpty() ? last() : sentToServer.getLast();
  }

  static Dhcp6Frame frame(Ipv6Address server, Dhcp6Message message) {
    return new Dhcp6Frame(STATION, MAC, server, LOCAL, message);
  }

  /// An answer with an address, for some seconds.
  Dhcp6Frame from(
      Ipv6Address server,
      Dhcp6Type type,
      Ipv6Address yours,
      long valid,
      UnaryOperator<Dhcp6Message> more) {
    return bare(
        server,
        type,
        message ->
            more.apply(
                message.with(
                    Dhcp6Options.IDENTITY_ASSOCIATION,
                    leasing(association(question()).iaid(), yours, 0, 0, valid))));
  }

  static byte[] leasing(int iaid, Ipv6Address yours, long renewal, long rebinding, long valid) {
    return new IdentityAssociation(
            iaid,
            renewal,
            rebinding,
            List.of(new IdentityAssociation.Leased(yours, valid, valid)),
            Dhcp6Options.NONE.status())
        .write();
  }

  void answer(Dhcp6Type type, Ipv6Address yours) {
    client.receive(from(SERVER, type, yours, HOUR, NOTHING));
  }

  void bind() {
    client.acquire(Optional.empty());
    answer(Dhcp6Type.ADVERTISE, ADDRESS);
    time.pass(Duration.ofMillis(1100));
    answer(Dhcp6Type.REPLY, ADDRESS);
    assertThat(client.state()).isEqualTo(LeaseState.BOUND);
  }
}
