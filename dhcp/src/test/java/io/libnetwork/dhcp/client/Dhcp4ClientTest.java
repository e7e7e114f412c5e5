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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Dhcp4ClientTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  private static final MacAddress STATION = MacAddress.parse("02:00:00:00:00:09");
  private static final Ipv4Address SERVER = Ipv4Address.parse("10.9.0.1");
  private static final Ipv4Address OTHER_SERVER = Ipv4Address.parse("10.9.0.2");
  private static final Ipv4Address ADDRESS = Ipv4Address.parse("10.9.0.77");
  private static final Ipv4Address OTHER = Ipv4Address.parse("10.9.0.78");
  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTime time = new FakeTime();
  private final List<Dhcp4Message> sent = new ArrayList<>();
  private final List<Dhcp4Message> sentToServer = new ArrayList<>();
  private final List<Ipv4Address> probed = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private Optional<String> objection = Optional.empty();
  private final Dhcp4Client client = client(Duration.ZERO);

  private Dhcp4Client client(Duration check) {
    Wire wire =
        new Wire() {
          @Override
          public void send(Dhcp4Message message) {
            sent.add(message);
          }

          @Override
          public void sendTo(LeaseTerms lease, Dhcp4Message message) {
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

  private final class Told implements LeaseOwner {

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

  private Dhcp4Message last() {
    return sent.getLast();
  }

  private String lastTold() {
    return told.getLast();
  }

  private static Optional<Ipv4Address> requested(Dhcp4Message message) {
    return message.options().address(Dhcp4Options.REQUESTED_ADDRESS);
  }

  private static Optional<Ipv4Address> server(Dhcp4Message message) {
    return message.options().address(Dhcp4Options.SERVER_IDENTIFIER);
  }

  /// A server's message, by default for an hour.
  private Dhcp4Frame from(
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

  private void answer(Dhcp4Type type) {
    client.receive(from(SERVER, type, ADDRESS, options -> options));
  }

  private void bind() {
    client.acquire(Optional.empty());
    answer(Dhcp4Type.OFFER);
    answer(Dhcp4Type.ACK);
    assertThat(client.state()).isEqualTo(LeaseState.BOUND);
  }

  @Nested
  class Acquiring {

    @Test
    void takesWhatIsOffered() {
      client.acquire(Optional.empty());
      assertThat(client.state()).isEqualTo(LeaseState.SELECTING);
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      assertThat(last().broadcast()).isTrue();
      assertThat(last().hardware()).isEqualTo(MAC);
      answer(Dhcp4Type.OFFER);
      assertThat(client.state()).isEqualTo(LeaseState.REQUESTING);
      assertThat(last().type()).isEqualTo(Dhcp4Type.REQUEST);
      assertThat(requested(last())).contains(ADDRESS);
      assertThat(server(last())).contains(SERVER);
      assertThat(last().client()).isEqualTo(Ipv4Address.UNSPECIFIED);
      answer(Dhcp4Type.ACK);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      assertThat(told).containsExactly("bound 10.9.0.77 by 10.9.0.1");
    }

    @Test
    void saysAsWhomItAsks() {
      client.acquire(Optional.empty());
      assertThat(last().options().text(Dhcp4Options.HOST_NAME)).contains("web-1-example");
      assertThat(last().options().find(Dhcp4Options.CLIENT_IDENTIFIER))
          .hasValueSatisfying(
              id -> assertThat(id).containsExactly(1, 0x02, 0x42, 0x0a, 0x01, 0x02, 0x03));
    }

    @Test
    void asksForAnAddressThatIsWanted() {
      client.acquire(Optional.of(OTHER));
      assertThat(requested(last())).contains(OTHER);
    }

    @Test
    void asksAgainMoreAndMoreSlowly() {
      client.acquire(Optional.empty());
      List<Integer> counts = new ArrayList<>();
      for (int at : List.of(3, 5, 11, 16, 26, 33)) {
        time.pass(Duration.ofSeconds(at).minusNanos(time.now() - began()));
        counts.add(sent.size());
      }
      assertThat(counts).containsExactly(1, 2, 2, 3, 3, 4);
      time.pass(Duration.ofHours(2));
      assertThat(sent).hasSizeBetween(100, 125);
      assertThat(sent).extracting(Dhcp4Message::xid).containsOnly(sent.getFirst().xid());
    }

    private long began() {
      return Duration.ofDays(-3).toNanos();
    }

    @Test
    void takesTheFirstOfTwoOffersAndLetsTheOtherKnow() {
      client.acquire(Optional.empty());
      Dhcp4Frame second = from(OTHER_SERVER, Dhcp4Type.OFFER, OTHER, options -> options);
      answer(Dhcp4Type.OFFER);
      client.receive(second);
      client.receive(from(OTHER_SERVER, Dhcp4Type.ACK, OTHER, options -> options));
      assertThat(client.state()).isEqualTo(LeaseState.REQUESTING);
      assertThat(sent).hasSize(2);
      assertThat(server(last())).contains(SERVER);
    }

    @Test
    void waitsForAnotherServerWhereAnOfferIsNotToBeTaken() {
      client.acquire(Optional.empty());
      objection = Optional.of("it is another network's");
      answer(Dhcp4Type.OFFER);
      assertThat(client.state()).isEqualTo(LeaseState.SELECTING);
      assertThat(told).containsExactly("troubled: it is another network's");
      objection = Optional.empty();
      client.receive(from(OTHER_SERVER, Dhcp4Type.OFFER, OTHER, options -> options));
      assertThat(server(last())).contains(OTHER_SERVER);
    }

    @Test
    void looksForAnotherServerWhenOneRefusesWhatItOffered() {
      client.acquire(Optional.empty());
      answer(Dhcp4Type.OFFER);
      int first = last().xid();
      client.receive(
          from(
              SERVER,
              Dhcp4Type.NAK,
              Ipv4Address.UNSPECIFIED,
              options -> options.with(Dhcp4Options.MESSAGE, "pool is full")));
      assertThat(lastTold()).isEqualTo("troubled: server 10.9.0.1 refuses it: pool is full");
      assertThat(sent).hasSize(2);
      time.pass(Duration.ofSeconds(6));
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      assertThat(last().xid()).isNotEqualTo(first);
    }

    @Test
    void looksForAnotherServerWhenOneIsSilentAfterItsOffer() {
      client.acquire(Optional.empty());
      answer(Dhcp4Type.OFFER);
      time.pass(Duration.ofSeconds(70));
      assertThat(told).containsExactly("troubled: server 10.9.0.1 does not give what it offered");
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
    }
  }

  @Nested
  class Ignoring {

    @Test
    void answersToOthers() {
      client.acquire(Optional.empty());
      Dhcp4Frame frame = from(SERVER, Dhcp4Type.OFFER, ADDRESS, options -> options);
      Dhcp4Message offer = frame.message();
      client.receive(
          with(
              frame,
              new Dhcp4Message(
                  true,
                  offer.xid() + 1,
                  0,
                  true,
                  offer.client(),
                  offer.yours(),
                  offer.relay(),
                  MAC,
                  offer.options())));
      client.receive(
          with(
              frame,
              new Dhcp4Message(
                  true,
                  offer.xid(),
                  0,
                  true,
                  offer.client(),
                  offer.yours(),
                  offer.relay(),
                  STATION,
                  offer.options())));
      client.receive(
          with(
              frame,
              new Dhcp4Message(
                  false,
                  offer.xid(),
                  0,
                  true,
                  offer.client(),
                  offer.yours(),
                  offer.relay(),
                  MAC,
                  offer.options())));
      assertThat(client.state()).isEqualTo(LeaseState.SELECTING);
      assertThat(sent).hasSize(1);
    }

    private Dhcp4Frame with(Dhcp4Frame frame, Dhcp4Message message) {
      return new Dhcp4Frame(frame.source(), frame.destination(), frame.from(), frame.to(), message);
    }

    @Test
    void anAckOfAnotherAddressThanWasOffered() {
      client.acquire(Optional.empty());
      answer(Dhcp4Type.OFFER);
      client.receive(from(SERVER, Dhcp4Type.ACK, OTHER, options -> options));
      assertThat(client.state()).isEqualTo(LeaseState.REQUESTING);
    }

    @Test
    void answersThatLackWhatTheyNeed() {
      client.acquire(Optional.empty());
      client.receive(from(SERVER, Dhcp4Type.OFFER, Ipv4Address.UNSPECIFIED, options -> options));
      assertThat(lastTold()).contains("0.0.0.0 is no address to have");
      client.receive(
          from(
              SERVER,
              Dhcp4Type.OFFER,
              ADDRESS,
              options -> options.withSeconds(Dhcp4Options.LEASE_TIME, 9)));
      assertThat(lastTold()).contains("a lease of 9 s is shorter than 10 s");
      client.receive(
          from(
              SERVER,
              Dhcp4Type.OFFER,
              ADDRESS,
              options -> options.with(Dhcp4Options.SUBNET_MASK, Ipv4Address.parse("255.0.255.0"))));
      assertThat(lastTold()).contains("subnet mask 255.0.255.0 has holes");
      client.receive(
          from(
              SERVER,
              Dhcp4Type.OFFER,
              ADDRESS,
              options -> options.with(Dhcp4Options.SERVER_IDENTIFIER, (byte) 1)));
      assertThat(lastTold()).contains("option 54 has 1 bytes");
      assertThat(client.state()).isEqualTo(LeaseState.SELECTING);
    }

    @Test
    void aRefusalByAServerThatWasNotAsked() {
      bind();
      time.pass(Duration.ofMinutes(31));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      client.receive(from(OTHER_SERVER, Dhcp4Type.NAK, Ipv4Address.UNSPECIFIED, o -> o));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
    }
  }

  @Nested
  class Extending {

    @Test
    void asksItsServerAfterAHalf() {
      bind();
      time.pass(Duration.ofMinutes(28));
      assertThat(sent).hasSize(2);
      time.pass(Duration.ofMinutes(2));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      assertThat(sent).hasSize(3);
      assertThat(last().type()).isEqualTo(Dhcp4Type.REQUEST);
      assertThat(requested(last())).contains(ADDRESS);
      assertThat(server(last())).isEmpty();
      assertThat(last().broadcast()).isTrue();
      answer(Dhcp4Type.ACK);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      time.pass(Duration.ofMinutes(28));
      assertThat(sent).hasSize(3);
      time.pass(Duration.ofMinutes(2));
      assertThat(sent).hasSize(4);
    }

    @Test
    void goesByTheTimesThatTheServerSays() {
      client.acquire(Optional.empty());
      answer(Dhcp4Type.OFFER);
      client.receive(
          from(
              SERVER,
              Dhcp4Type.ACK,
              ADDRESS,
              options ->
                  options
                      .withSeconds(Dhcp4Options.RENEWAL_TIME, 600)
                      .withSeconds(Dhcp4Options.REBINDING_TIME, 1200)));
      time.pass(Duration.ofSeconds(565));
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      time.pass(Duration.ofSeconds(36));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      time.pass(Duration.ofSeconds(600));
      assertThat(client.state()).isEqualTo(LeaseState.REBINDING);
    }

    @Test
    void asksEveryServerWhenItsOwnIsAway() {
      bind();
      time.pass(Duration.ofSeconds(3149));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      assertThat(sent).hasSizeBetween(6, 9);
      client.receive(from(OTHER_SERVER, Dhcp4Type.ACK, ADDRESS, options -> options));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      time.pass(Duration.ofSeconds(2));
      assertThat(client.state()).isEqualTo(LeaseState.REBINDING);
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server 10.9.0.1 does not extend the lease of 10.9.0.77, and every other is"
                  + " asked");
      client.receive(from(OTHER_SERVER, Dhcp4Type.ACK, ADDRESS, options -> options));
      assertThat(lastTold()).isEqualTo("bound 10.9.0.77 by 10.9.0.2");
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
    }

    @Test
    void saysWhenTheTimeIsOverAndGoesOnAsking() {
      bind();
      time.pass(Duration.ofSeconds(3601));
      assertThat(lastTold()).isEqualTo("lost: its lease has ended, and no server has extended it");
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      assertThat(requested(last())).contains(ADDRESS);
      client.receive(from(SERVER, Dhcp4Type.OFFER, OTHER, options -> options));
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server 10.9.0.1 offers 10.9.0.78 in place of 10.9.0.77, which is in use");
      answer(Dhcp4Type.OFFER);
      answer(Dhcp4Type.ACK);
      assertThat(lastTold()).isEqualTo("bound 10.9.0.77 by 10.9.0.1");
    }

    @Test
    void saysWhenItsServerRefuses() {
      bind();
      time.pass(Duration.ofMinutes(31));
      answer(Dhcp4Type.NAK);
      assertThat(lastTold()).isEqualTo("lost: server 10.9.0.1 refuses it");
      assertThat(client.state()).isEqualTo(LeaseState.SELECTING);
    }

    @Test
    void doesNotAskWhereALeaseIsForEver() {
      client.acquire(Optional.empty());
      answer(Dhcp4Type.OFFER);
      client.receive(
          from(
              SERVER,
              Dhcp4Type.ACK,
              ADDRESS,
              options -> options.withSeconds(Dhcp4Options.LEASE_TIME, 0xffff_ffffL)));
      time.pass(Duration.ofDays(4000));
      assertThat(sent).hasSize(2);
      assertThat(time.waiting()).isZero();
    }
  }

  @Nested
  class BeginningAgain {

    @Test
    void asksWhetherItMayKeepWhatItHad() {
      client.reboot(ADDRESS);
      assertThat(client.state()).isEqualTo(LeaseState.REBOOTING);
      assertThat(last().type()).isEqualTo(Dhcp4Type.REQUEST);
      assertThat(requested(last())).contains(ADDRESS);
      assertThat(server(last())).isEmpty();
      answer(Dhcp4Type.ACK);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      assertThat(told).containsExactly("bound 10.9.0.77 by 10.9.0.1");
    }

    @Test
    void saysWhenItMayNotAndAsksForItAllTheSame() {
      client.reboot(ADDRESS);
      answer(Dhcp4Type.NAK);
      assertThat(told).containsExactly("lost: server 10.9.0.1 refuses it");
      assertThat(sent).hasSize(1);
      time.pass(Duration.ofSeconds(6));
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      assertThat(requested(last())).contains(ADDRESS);
    }

    @Test
    void looksForAServerThatKnowsItWhenNoneSaysAnything() {
      client.reboot(ADDRESS);
      time.pass(Duration.ofSeconds(70));
      assertThat(told).containsExactly("troubled: no server says whether 10.9.0.77 may be kept");
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      answer(Dhcp4Type.OFFER);
      answer(Dhcp4Type.ACK);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
    }
  }

  @Nested
  class Checking {

    private final Dhcp4Client careful = client(Duration.ofMillis(200));

    private void grant() {
      careful.acquire(Optional.empty());
      careful.receive(from(SERVER, Dhcp4Type.OFFER, ADDRESS, options -> options));
      careful.receive(from(SERVER, Dhcp4Type.ACK, ADDRESS, options -> options));
      assertThat(careful.state()).isEqualTo(LeaseState.CHECKING);
      assertThat(probed).containsExactly(ADDRESS);
    }

    @Test
    void takesAnAddressThatNobodyHas() {
      grant();
      careful.heard(OTHER, STATION);
      assertThat(told).isEmpty();
      time.pass(Duration.ofMillis(200));
      assertThat(careful.state()).isEqualTo(LeaseState.BOUND);
    }

    @Test
    void declinesAnAddressThatSomebodyHas() {
      grant();
      careful.heard(ADDRESS, STATION);
      assertThat(last().type()).isEqualTo(Dhcp4Type.DECLINE);
      assertThat(requested(last())).contains(ADDRESS);
      assertThat(server(last())).contains(SERVER);
      assertThat(last().options().find(Dhcp4Options.PARAMETER_LIST)).isEmpty();
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server 10.9.0.1 gave 10.9.0.77, which 02:00:00:00:00:09 has already, and"
                  + " has been told so");
      time.pass(Duration.ofSeconds(6));
      assertThat(last().type()).isEqualTo(Dhcp4Type.DISCOVER);
      assertThat(requested(last())).isEmpty();
    }

    @Test
    void doesNotAskWhetherSomebodyHasWhatItHadBefore() {
      careful.reboot(ADDRESS);
      careful.receive(from(SERVER, Dhcp4Type.ACK, ADDRESS, options -> options));
      assertThat(careful.state()).isEqualTo(LeaseState.BOUND);
      assertThat(probed).isEmpty();
    }
  }

  @Nested
  class Ending {

    @Test
    void givesTheAddressBack() {
      bind();
      client.release();
      Dhcp4Message release = sentToServer.getLast();
      assertThat(release.type()).isEqualTo(Dhcp4Type.RELEASE);
      assertThat(release.client()).isEqualTo(ADDRESS);
      assertThat(release.broadcast()).isFalse();
      assertThat(server(release)).contains(SERVER);
      assertThat(requested(release)).isEmpty();
      assertThat(release.options().find(Dhcp4Options.CLIENT_IDENTIFIER)).isPresent();
      assertThat(time.waiting()).isZero();
    }

    @Test
    void leavesTheLeaseToGoOn() {
      bind();
      client.end();
      time.pass(Duration.ofDays(1));
      assertThat(sent).hasSize(2);
      assertThat(sentToServer).isEmpty();
      assertThat(told).hasSize(1);
    }

    @Test
    void isDeafToWhatComesLater() {
      client.acquire(Optional.empty());
      Dhcp4Frame late = from(SERVER, Dhcp4Type.OFFER, ADDRESS, options -> options);
      client.end();
      client.receive(late);
      assertThat(client.state()).isEqualTo(LeaseState.ENDED);
      assertThat(sent).hasSize(1);
    }
  }
}
