package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Message;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// From the first question to an address, and back.
class Dhcp4ClientTest extends ClientScene {

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
  class Ending {

    @Test
    void givesTheAddressBack() {
      bind();
      client.release(() -> {});
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
