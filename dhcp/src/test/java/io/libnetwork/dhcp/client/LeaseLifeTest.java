package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of an address that somebody has.
class LeaseLifeTest extends ClientScene {

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
      time.pass(Duration.ofMinutes(10));
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
}
