package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/// A client whose time passes as a test says, and what it sends and tells.
class ClientScene {

  static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  static final MacAddress STATION = MacAddress.parse("02:00:00:00:00:09");
  static final Ipv4Address SERVER = Ipv4Address.parse("10.9.0.1");
  static final Ipv4Address OTHER_SERVER = Ipv4Address.parse("10.9.0.2");
  static final Ipv4Address ADDRESS = Ipv4Address.parse("10.9.0.77");
  static final Ipv4Address OTHER = Ipv4Address.parse("10.9.0.78");
  static final Duration HOUR = Duration.ofHours(1);

  final FakeTime time = new FakeTime();
  final List<Dhcp4Message> sent = new ArrayList<>();
  final List<Dhcp4Message> sentToServer = new ArrayList<>();
  final List<Ipv4Address> probed = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  Optional<String> objection = Optional.empty();
  final Dhcp4Client client = client(Duration.ZERO);

  Dhcp4Client client(Duration check) {
    Dhcp4Wire wire =
        new Dhcp4Wire() {
          @Override
          public void send(Dhcp4Message message) {
            sent.add(message);
          }

          @Override
          public void sendTo(Dhcp4Terms lease, Dhcp4Message message) {
            assertThat(lease.station()).isEqualTo(STATION);
            sentToServer.add(message);
          }

          @Override
          public void probe(Ipv4Address address) {
            probed.add(address);
          }
        };
    return new Dhcp4Client(
        ClientIdentity.of("Web_1.example", MAC), wire, time, new Random(7), check, new Told());
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

  Dhcp4Message last() {
    return sent.getLast();
  }

  String lastTold() {
    return told.getLast();
  }

  static Optional<Ipv4Address> requested(Dhcp4Message message) {
    return message.options().address(Dhcp4Options.REQUESTED_ADDRESS);
  }

  static Optional<Ipv4Address> server(Dhcp4Message message) {
    return message.options().address(Dhcp4Options.SERVER_IDENTIFIER);
  }

  /// A server's message, by default for an hour.
  Dhcp4Frame from(
      Ipv4Address server, Dhcp4Type type, Ipv4Address yours, UnaryOperator<Dhcp4Options> more) {
    Dhcp4Message question = last();
    Dhcp4Options options =
        Dhcp4Options.NONE
            .with(Dhcp4Options.MESSAGE_TYPE, (byte) type.code())
            .with(Dhcp4Options.SERVER_IDENTIFIER, server);
    if (type != Dhcp4Type.NAK) {
      options = options.withSeconds(Dhcp4Options.LEASE_TIME, HOUR.toSeconds());
    }
    Dhcp4Message message =
        new Dhcp4Message(
            true,
            question.xid(),
            0,
            true,
            Ipv4Address.UNSPECIFIED,
            yours,
            Ipv4Address.UNSPECIFIED,
            MAC,
            more.apply(options));
    return new Dhcp4Frame(STATION, Dhcp4Frame.ALL, server, new Ipv4Address(-1), message);
  }

  void answer(Dhcp4Type type) {
    client.receive(from(SERVER, type, ADDRESS, options -> options));
  }

  void bind() {
    client.acquire(Optional.empty());
    answer(Dhcp4Type.OFFER);
    answer(Dhcp4Type.ACK);
    assertThat(client.state()).isEqualTo(LeaseState.BOUND);
  }
}
