package io.libnetwork.dhcp.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Status;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.dhcp.message.Duid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Getting an address of DHCPv6, and giving it back.
class Dhcp6ClientTest extends Client6Scene {

  private static final Duration FIRST = Duration.ofMillis(1100);

  private byte[] option(int code) {
    return last().options().find(code).orElseThrow();
  }

  @Nested
  class LookingForAServer {

    @Test
    void saysWhoItIs() {
      client.acquire(Optional.empty());
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT);
      assertThat(HexFormat.of().formatHex(option(Dhcp6Options.CLIENT_IDENTIFIER)))
          .isEqualTo("0003000102420a010203");
      assertThat(association(last()).iaid()).isEqualTo(0x0a010203);
      assertThat(requested(last())).isEmpty();
      assertThat(HexFormat.of().formatHex(option(Dhcp6Options.CLIENT_NAME)))
          .isEqualTo(
              "010d"
                  + HexFormat.of().formatHex("web-1-example".getBytes(StandardCharsets.US_ASCII)));
      assertThat(option(Dhcp6Options.ELAPSED_TIME)).containsExactly(0, 0);
      assertThat(last().options().has(Dhcp6Options.RAPID_COMMIT)).isTrue();
    }

    @Test
    void asksAgainEachTimeLater() {
      client.acquire(Optional.empty());
      time.pass(Duration.ofMillis(999));
      assertThat(sent).hasSize(1);
      time.pass(Duration.ofMillis(102));
      assertThat(sent).hasSize(2);
      assertThat(Short.toUnsignedInt(ByteBuffer.wrap(option(Dhcp6Options.ELAPSED_TIME)).getShort()))
          .isBetween(100, 110);
      assertThat(sent.getLast().xid()).isEqualTo(sent.getFirst().xid());
      time.pass(Duration.ofSeconds(60));
      assertThat(sent).hasSizeBetween(6, 7);
      int before = sent.size();
      time.pass(Duration.ofHours(30));
      assertThat(sent.size() - before).isBetween(30, 45);
      assertThat(option(Dhcp6Options.ELAPSED_TIME)).containsExactly(0xff, 0xff);
    }

    @Test
    void asksNoMoreOftenThanServersSay() {
      client.acquire(Optional.empty());
      byte[] minute = ByteBuffer.allocate(4).putInt(60).array();
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.ADVERTISE,
              message ->
                  message
                      .with(Dhcp6Options.LONGEST_SOLICIT, minute)
                      .with(Dhcp6Options.STATUS, status(Dhcp6Status.NO_ADDRESSES, "full"))));
      assertThat(lastTold()).isEqualTo("troubled: server fe80::1 answers NoAddrsAvail: full");
      time.pass(Duration.ofMinutes(5));
      int before = sent.size();
      time.pass(Duration.ofHours(10));
      assertThat(sent.size() - before).isBetween(540, 670);
    }

    @Test
    void takesTheServerThatWantsToBeTakenMost() {
      client.acquire(Optional.empty());
      answer(Dhcp6Type.ADVERTISE, ADDRESS);
      client.receive(
          from(
              OTHER_SERVER,
              Dhcp6Type.ADVERTISE,
              OTHER,
              HOUR,
              message -> message.with(Dhcp6Options.PREFERENCE, (byte) 7)));
      assertThat(sent).hasSize(1);
      time.pass(FIRST);
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT, Dhcp6Type.REQUEST);
      assertThat(server(last())).contains(duid(OTHER_SERVER));
      assertThat(requested(last())).containsExactly(OTHER);
    }

    @Test
    void doesNotWaitForOthersWhereAServerMustBeTaken() {
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.ADVERTISE,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.PREFERENCE, (byte) 255)));
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
    }

    @Test
    void takesTheFirstServerOnceTheTimeForOthersIsOver() {
      client.acquire(Optional.empty());
      time.pass(FIRST);
      answer(Dhcp6Type.ADVERTISE, ADDRESS);
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
    }

    @Test
    void takesWhatAServerLeasesAtOnce() {
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.REPLY,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.RAPID_COMMIT)));
      assertThat(told).containsExactly("bound 2001:db8:9::77 by fe80::1");
      assertThat(sent).hasSize(1);
    }

    @Test
    void doesNotLetAServerLeaseAtOnceWhatMayNotBeTaken() {
      client.acquire(Optional.of(ADDRESS));
      assertThat(last().options().has(Dhcp6Options.RAPID_COMMIT)).isFalse();
      assertThat(requested(last())).containsExactly(ADDRESS);
      client.receive(
          from(
              SERVER,
              Dhcp6Type.REPLY,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.RAPID_COMMIT)));
      assertThat(told).isEmpty();
      client(ClientIdentity.asking(MAC), Duration.ZERO).acquire(Optional.empty());
      assertThat(last().options().has(Dhcp6Options.RAPID_COMMIT)).isFalse();
    }

    @Test
    void givesBackWhatWasLeasedAtOnceAndMayNotBeTaken() {
      objection = Optional.of("not that one");
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.REPLY,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.RAPID_COMMIT)));
      assertThat(told).containsExactly("troubled: not that one");
      assertThat(last().type()).isEqualTo(Dhcp6Type.RELEASE);
      assertThat(requested(last())).containsExactly(ADDRESS);
    }
  }

  @Nested
  class WhatIsNoAnswer {

    @Test
    void isNotForIt() {
      client.acquire(Optional.empty());
      Dhcp6Message right = from(SERVER, Dhcp6Type.ADVERTISE, ADDRESS, HOUR, NOTHING).message();
      receive(new Dhcp6Message(right.type(), right.xid() ^ 1, right.options()));
      receive(
          new Dhcp6Message(right.type(), right.xid(), Dhcp6Options.NONE)
              .with(Dhcp6Options.SERVER_IDENTIFIER, duid(SERVER).toBytes())
              .with(Dhcp6Options.CLIENT_IDENTIFIER, Duid.linkLayer(STATION).toBytes())
              .with(
                  Dhcp6Options.IDENTITY_ASSOCIATION,
                  leasing(association(last()).iaid(), ADDRESS, 0, 0, HOUR)));
      receive(
          new Dhcp6Message(right.type(), right.xid(), Dhcp6Options.NONE)
              .with(Dhcp6Options.CLIENT_IDENTIFIER, Duid.linkLayer(MAC).toBytes()));
      receive(new Dhcp6Message(Dhcp6Type.RECONFIGURE, right.xid(), right.options()));
      receive(new Dhcp6Message(Dhcp6Type.REPLY, right.xid(), right.options()));
      time.pass(FIRST);
      assertThat(told).isEmpty();
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT, Dhcp6Type.SOLICIT);
    }

    private void receive(Dhcp6Message message) {
      client.receive(frame(SERVER, message));
    }

    @Test
    void isNotUnderstoodAndSaid() {
      client.acquire(Optional.empty());
      int iaid = association(last()).iaid();
      byte[] cut = Arrays.copyOf(leasing(iaid, ADDRESS, 0, 0, HOUR), 20);
      byte[] crossed = leasing(iaid, ADDRESS, 30, 20, HOUR);
      byte[] brief = leasing(iaid, ADDRESS, 0, 0, 9);
      byte[] local = leasing(iaid, SERVER, 0, 0, HOUR);
      said(cut, "option 5 of 24 bytes has 4");
      said(crossed, "an IA_NA with T1 30 after T2 20");
      said(brief, "a lease of 9 s is shorter than 10 s");
      said(local, "fe80::1 is no address to have");
      time.pass(FIRST);
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
    }

    private void said(byte[] association, String what) {
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.ADVERTISE,
              message -> message.with(Dhcp6Options.IDENTITY_ASSOCIATION, association)));
      assertThat(lastTold())
          .isEqualTo("troubled: a ADVERTISE of fe80::1 is not understood: " + what);
    }

    @Test
    void hasNoAddressOfThisOne() {
      client.acquire(Optional.empty());
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.ADVERTISE,
              message ->
                  message.with(
                      Dhcp6Options.IDENTITY_ASSOCIATION, leasing(99, ADDRESS, 0, 0, HOUR))));
      assertThat(told).containsExactly("troubled: server fe80::1 has no address for it");
    }
  }

  @Nested
  class Requesting {

    private void requesting() {
      client.acquire(Optional.empty());
      answer(Dhcp6Type.ADVERTISE, ADDRESS);
      time.pass(FIRST);
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
    }

    @Test
    void takesWhatItsServerGives() {
      requesting();
      client.receive(from(OTHER_SERVER, Dhcp6Type.REPLY, ADDRESS, HOUR, NOTHING));
      assertThat(told).isEmpty();
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(told).containsExactly("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void looksForAnotherServerWhenItsOwnIsSilent() {
      requesting();
      time.pass(Duration.ofMinutes(4));
      assertThat(types().stream().filter(type -> type == Dhcp6Type.REQUEST)).hasSize(10);
      assertThat(told).containsExactly("troubled: server fe80::1 does not give what it offered");
      assertThat(last().type()).isEqualTo(Dhcp6Type.SOLICIT);
    }

    @Test
    void looksForAnotherServerLaterEachTimeThatOneRefuses() {
      client.acquire(Optional.empty());
      for (int time = 0; time < 5; time++) {
        refused();
      }
      assertThat(told)
          .hasSize(5)
          .allMatch("troubled: server fe80::1 answers NotOnLink: elsewhere"::equals);
      int before = sent.size();
      time.pass(Duration.ofSeconds(12));
      assertThat(sent).hasSize(before);
    }

    private void refused() {
      while (last().type() != Dhcp6Type.SOLICIT) {
        time.pass(Duration.ofMillis(100));
      }
      client.receive(
          from(
              SERVER,
              Dhcp6Type.ADVERTISE,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.PREFERENCE, (byte) 255)));
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.REPLY,
              message ->
                  message.with(
                      Dhcp6Options.STATUS, status(Dhcp6Status.NOT_ON_LINK, "else\nwhere"))));
    }

    @Test
    void asksOneServerAloneWhereThatWantsIt() {
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.ADVERTISE,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.UNICAST, SERVER.toBytes())));
      time.pass(FIRST);
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT);
      assertThat(sentToServer).hasSize(1);
      client.receive(
          bare(
              SERVER,
              Dhcp6Type.REPLY,
              message -> message.with(Dhcp6Options.STATUS, status(Dhcp6Status.USE_MULTICAST, ""))));
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT, Dhcp6Type.REQUEST);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(lastTold()).isEqualTo("bound 2001:db8:9::77 by fe80::1");
    }

    @Test
    void asksNobodyAloneWhoseMessageCameFromElsewhere() {
      client.acquire(Optional.empty());
      client.receive(
          from(
              SERVER,
              Dhcp6Type.ADVERTISE,
              ADDRESS,
              HOUR,
              message -> message.with(Dhcp6Options.UNICAST, OTHER_SERVER.toBytes())));
      time.pass(FIRST);
      assertThat(sentToServer).isEmpty();
      assertThat(last().type()).isEqualTo(Dhcp6Type.REQUEST);
    }
  }

  @Nested
  class GivingBack {

    private final AtomicInteger gone = new AtomicInteger();

    @Test
    void isSaidUntilItIsHeard() {
      bind();
      client.release(gone::incrementAndGet);
      assertThat(last().type()).isEqualTo(Dhcp6Type.RELEASE);
      assertThat(requested(last())).containsExactly(ADDRESS);
      assertThat(server(last())).contains(duid(SERVER));
      assertThat(gone).hasValue(0);
      time.pass(FIRST);
      assertThat(sent).hasSize(4);
      answer(Dhcp6Type.REPLY, ADDRESS);
      assertThat(gone).hasValue(1);
      assertThat(client.state()).isEqualTo(LeaseState.ENDED);
      assertThat(time.waiting()).isZero();
    }

    @Test
    void isSaidFourTimesToAServerThatIsAway() {
      bind();
      client.release(gone::incrementAndGet);
      time.pass(Duration.ofMinutes(1));
      assertThat(types().stream().filter(type -> type == Dhcp6Type.RELEASE)).hasSize(4);
      assertThat(gone).hasValue(1);
      assertThat(time.waiting()).isZero();
    }

    @Test
    void isNotSaidToNobody() {
      client.acquire(Optional.empty());
      client.release(gone::incrementAndGet);
      assertThat(types()).containsExactly(Dhcp6Type.SOLICIT);
      assertThat(gone).hasValue(1);
      assertThat(time.waiting()).isZero();
    }
  }
}
