package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Status;
import io.libnetwork.dhcp.message.Dhcp6Type;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What becomes of an IPv6 address that somebody has.
class Lease6LifeTest extends Client6Scene {

  private static final Duration FIRST = Duration.ofMillis(1100);

  private void says(int status) {
    client.receive(
        bare(
            SERVER,
            Dhcp6Type.REPLY,
            message -> message.with(Dhcp6Options.STATUS, status(status, ""))));
  }

  @Nested
  class Extending {

    @Test
    void asksItsServerAfterAHalf() {
      bind();
      time.pass(Duration.ofMinutes(29));
      assertThat(sent).hasSize(2);
      time.pass(Duration.ofMinutes(1));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      assertThat(last().type()).isEqualTo(Dhcp6Type.RENEW);
      assertThat(requested(last())).containsExactly(ADDRESS);
      assertThat(server(last())).contains(duid(SERVER));
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      assertThat(told).hasSize(2).allMatch("bound 2001:db8:9::77 by fe80::1"::equals);
      time.pass(Duration.ofMinutes(29));
      assertThat(sent).hasSize(3);
    }

    @Test
    void goesByTheTimesThatTheServerSays() {
      client.acquire(Optional.empty());
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.REPLY,
              message ->
                  message
                      .with(Dhcp6Options.RAPID_COMMIT)
                      .with(
                          Dhcp6Options.IDENTITY_ASSOCIATION,
                          leasing(association(last()).iaid(), ADDRESS, 600, 1200, HOUR))));
      time.pass(Duration.ofSeconds(599));
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
      time.pass(Duration.ofSeconds(2));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      time.pass(Duration.ofMinutes(10));
      assertThat(client.state()).isEqualTo(LeaseState.REBINDING);
    }

    @Test
    void asksEveryServerWhenItsOwnIsAway() {
      bind();
      time.pass(Duration.ofSeconds(2870));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      client.receive(from(OTHER_SERVER, Dhcp6Type.REPLY, ADDRESS, HOUR, NOTHING));
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      time.pass(Duration.ofSeconds(20));
      assertThat(client.state()).isEqualTo(LeaseState.REBINDING);
      assertThat(last().type()).isEqualTo(Dhcp6Type.REBIND);
      assertThat(server(last())).isEmpty();
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server fe80::1 does not extend the lease of 2001:db8:9::77, and every"
                  + " other is asked");
      client.receive(from(OTHER_SERVER, Dhcp6Type.REPLY, ADDRESS, HOUR, NOTHING));
      assertThat(lastTold()).isEqualTo("bound 2001:db8:9::77 by fe80::9");
    }

    @Test
    void saysWhenTheTimeIsOverAndGoesOnAsking() {
      bind();
      time.pass(Duration.ofSeconds(3601));
      assertThat(lastTold()).isEqualTo("lost: its lease has ended, and no server has extended it");
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
      assertThat(requested(last())).containsExactly(ADDRESS);
      answer(Dhcp6Type.ADVERTISE, OTHER);
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server fe80::1 offers 2001:db8:9::78 in place of 2001:db8:9::77, which is"
                  + " in use");
      answer(Dhcp6Type.ADVERTISE, ADDRESS);
      time.pass(FIRST);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(lastTold()).isEqualTo("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void saysWhenAnotherAddressIsGiven() {
      bind();
      time.pass(Duration.ofMinutes(31));
      answer(Dhcp6Type.REPLY, OTHER);
      assertThat(lastTold())
          .isEqualTo("lost: server fe80::1 gives 2001:db8:9::78 in place of 2001:db8:9::77");
      assertThat(last().type()).isEqualTo(Dhcp6Type.RELEASE);
      assertThat(requested(last())).containsExactly(OTHER);
      time.pass(FIRST);
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
      assertThat(requested(last())).containsExactly(ADDRESS);
    }

    @Test
    void saysWhenItsServerEndsIt() {
      bind();
      time.pass(Duration.ofMinutes(31));
      client.receive(from(SERVER, Dhcp6Type.REPLY, ADDRESS, 0, NOTHING));
      assertThat(lastTold()).isEqualTo("lost: server fe80::1 ends its lease");
    }

    @Test
    void asksAServerThatHasForgottenItForTheSameAddress() {
      bind();
      time.pass(Duration.ofMinutes(31));
      says(Dhcp6Status.NO_BINDING);
      assertThat(lastTold())
          .isEqualTo(
              "troubled: server fe80::1 knows nothing of the lease of 2001:db8:9::77, and is asked"
                  + " for it anew");
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
      assertThat(requested(last())).containsExactly(ADDRESS);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(lastTold()).isEqualTo("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void doesNotTakeAFailureForTheEnd() {
      bind();
      time.pass(Duration.ofMinutes(31));
      says(Dhcp6Status.UNSPECIFIED_FAILURE);
      assertThat(lastTold()).isEqualTo("troubled: server fe80::1 answers UnspecFail");
      assertThat(client.state()).isEqualTo(LeaseState.RENEWING);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(client.state()).isEqualTo(LeaseState.BOUND);
    }

    @Test
    void doesNotAskWhereALeaseIsForEver() {
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.REPLY,
              ADDRESS,
              0xffff_ffffL,
              message -> message.with(Dhcp6Options.RAPID_COMMIT)));
      time.pass(Duration.ofDays(4000));
      assertThat(sent).hasSize(1);
      assertThat(time.waiting()).isZero();
    }
  }

  @Nested
  class BeginningAgain {

    @Test
    void asksEveryServerForMoreTime() {
      client.reboot(ADDRESS);
      assertThat(last().type()).isEqualTo(Dhcp6Type.REBIND);
      assertThat(requested(last())).containsExactly(ADDRESS);
      assertThat(server(last())).isEmpty();
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(told).containsExactly("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void asksAServerThatKnowsNothingOfItForTheSameAddress() {
      client.reboot(ADDRESS);
      says(Dhcp6Status.NO_BINDING);
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(lastTold()).isEqualTo("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void looksForAServerWhenNoneSaysAnything() {
      client.reboot(ADDRESS);
      time.pass(Duration.ofMinutes(3));
      assertThat(told)
          .containsExactly("troubled: no server says whether 2001:db8:9::77 may be kept");
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
      assertThat(requested(last())).containsExactly(ADDRESS);
    }
  }

  @Nested
  class Checking {

    private final Dhcp6Client careful =
        client(ClientIdentity.of("web", MAC), Duration.ofMillis(200));

    private void grant() {
      careful.acquire(Optional.empty());
      careful.receive(
          from(
              SERVER,
              Dhcp6Type.REPLY,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.RAPID_COMMIT)));
      assertThat(careful.state()).isEqualTo(LeaseState.CHECKING);
      assertThat(probed).containsExactly(ADDRESS);
    }

    @Test
    void takesAnAddressThatNobodyHas() {
      grant();
      careful.heard(OTHER, STATION);
      careful.heard(ADDRESS, MAC);
      time.pass(Duration.ofMillis(200));
      assertThat(told).containsExactly("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void declinesAnAddressThatSomebodyHas() {
      grant();
      careful.heard(ADDRESS, STATION);
      assertThat(last().type()).isEqualTo(Dhcp6Type.DECLINE);
      assertThat(requested(last())).containsExactly(ADDRESS);
      assertThat(told)
          .containsExactly(
              "troubled: server fe80::1 gave 2001:db8:9::77, which 02:00:00:00:00:09 has already,"
                  + " and is told so");
      time.pass(FIRST);
      assertThat(types().stream().filter(type -> type == Dhcp6Type.DECLINE)).hasSize(2);
      careful.receive(bare(SERVER, Dhcp6Type.REPLY, NOTHING));
      time.pass(FIRST);
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
      assertThat(requested(last())).isEmpty();
    }
  }
}
