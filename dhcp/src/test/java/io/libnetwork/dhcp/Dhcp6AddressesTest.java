package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.message.Advertisements;
import io.libnetwork.dhcp.message.Dhcp6Message;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Type;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.PoolRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// IPv6 addresses of a segment whose router and server of DHCPv6 answer as a test has it.
class Dhcp6AddressesTest {

  private static final Ipv6Address ADDRESS = Ipv6Address.parse("2001:db8:9::77");
  private static final IpPrefix SUBNET = IpPrefix.parse("2001:db8:9::/64");

  private Lan lan;
  private ScriptedServer6 server;
  private DhcpIpam ipam;

  @BeforeEach
  void open() {
    lan = Lan.create();
    server = new ScriptedServer6(lan);
    server.leasing(ADDRESS.toString());
    ipam = driver();
  }

  @AfterEach
  void close() {
    ipam.close();
    server.close();
    lan.host().host().close();
    assertThat(lan.leaks()).isEmpty();
    lan.close();
  }

  private DhcpIpam driver() {
    return DhcpIpam.on(lan.host().host(), new Random(11), ScriptedSegment.QUICK);
  }

  private static PoolRequest request(String source) {
    return PoolRequest.any(DhcpIpam.SPACE, IpFamily.V6, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE, DhcpIpam.IPV6, source));
  }

  private static PoolRequest exactly(String prefix) {
    return PoolRequest.exactly(DhcpIpam.SPACE, IpPrefix.parse(prefix), "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  private AddressPool pool() {
    AddressPool pool = ipam.requestPool(request("auto"));
    server.asked().clear();
    return pool;
  }

  private static AddressHolder endpoint(String name) {
    return ScriptedSegment.endpoint(name, ScriptedSegment.MAC);
  }

  private static AddressRequest any(String name) {
    return AddressRequest.any(endpoint(name));
  }

  private void refused(AddressPool pool, String why) {
    long begin = System.nanoTime();
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("web")))
        .withMessageContaining(why);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    assertThat(pool.held()).contains(Map.of());
  }

  @Nested
  class Pools {

    @Test
    void areWhatARouterAndAServerSay() {
      AddressPool pool = ipam.requestPool(request("auto"));
      assertThat(pool.prefix()).isEqualTo(SUBNET);
      assertThat(pool.gateway()).contains(InterfaceAddress.parse("fe80::1/64"));
      assertThat(server.types()).containsExactly(Dhcp6Type.SOLICIT);
      assertThat(server.asked().getFirst().options().has(Dhcp6Options.RAPID_COMMIT)).isFalse();
    }

    @Test
    void areLeasedFromWhereTheUserSaysSo() {
      server.advertising(
          Advertisements.frame(
              "00", Advertisements.prefix(64, 0xc0, 3600, ScriptedServer6.PREFIX)));
      AddressPool pool = ipam.requestPool(request("dhcpv6"));
      assertThat(pool.requestAddress(any("web")))
          .isEqualTo(InterfaceAddress.parse(ADDRESS + "/64"));
    }

    @Test
    void areMadeOfAPrefixWhereTheUserSaysSo() {
      server.advertising(
          Advertisements.frame(
              ScriptedServer6.MANAGED,
              Advertisements.prefix(64, 0xc0, 3600, ScriptedServer6.PREFIX)));
      AddressPool pool = ipam.requestPool(request("slaac"));
      assertThat(pool.requestAddress(any("web")))
          .isEqualTo(InterfaceAddress.parse("2001:db8:9::42:aff:fe01:203/64"));
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void areWhereTheServerLeasesFrom() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(exactly("2001:db8:8::/64")))
          .withMessageContaining(
              "invalid pool 2001:db8:8::/64: server fe80::1 on interface lan0 leases"
                  + " 2001:db8:9::77, which is not in it");
      server.leasing("2001:db8:7::7");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request("auto")))
          .withMessageContaining(
              "leases 2001:db8:7::7, which is in none of the prefixes [2001:db8:9::/64] that router"
                  + " fe80::1 has; name the pool");
      assertThat(ipam.requestPool(exactly("2001:db8:7::/48")).prefix().length()).isEqualTo(48);
    }

    @Test
    void needAServerThatAnswers() {
      server.answering((_, _) -> List.of());
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request("auto")))
          .withMessageStartingWith("no DHCPv6 server answered on interface lan0 within 2 s: look");
    }

    @Test
    void needAnAddressToAnswerTo() {
      lan.host().run("ip", "-6", "address", "flush", "dev", Lan.INTERFACE);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request("auto")))
          .withMessageStartingWith("interface lan0 has no link-local IPv6 address");
    }

    @Test
    void needASourceThatThereIs() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(request("radvd")))
          .withMessage("invalid IPAM option ipv6=radvd: expected one of [auto, slaac, dhcpv6]");
    }
  }

  @Nested
  class Addresses {

    @Test
    void areLeasedAndGivenBack() {
      AddressPool pool = pool();
      assertThat(pool.requestAddress(any("web")))
          .isEqualTo(InterfaceAddress.parse(ADDRESS + "/64"));
      assertThat(server.types()).containsExactly(Dhcp6Type.SOLICIT);
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web")));
      pool.releaseAddress(ADDRESS);
      ScriptedSegment.eventually(() -> server.types().contains(Dhcp6Type.RELEASE), "a release");
      assertThat(pool.held()).contains(Map.of());
    }

    @Test
    void areGivenBackWithTheirPool() {
      AddressPool pool = pool();
      pool.requestAddress(any("web"));
      pool.release();
      ScriptedSegment.eventually(() -> server.types().contains(Dhcp6Type.RELEASE), "a release");
    }

    @Test
    void ofTheUsersChoiceAreAskedForAndNoOthers() {
      AddressPool pool = pool();
      IpAddress wanted = IpAddress.parse("2001:db8:9::80");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(AddressRequest.exactly(wanted, endpoint("web"))))
          .withMessageContaining("server fe80::1 offers 2001:db8:9::77 in place of 2001:db8:9::80");
      server.leasing(wanted.toString());
      assertThat(pool.requestAddress(AddressRequest.exactly(wanted, endpoint("web"))).address())
          .isEqualTo(wanted);
    }

    @Test
    void areTakenFromAServerThatMakesSenseAmongGarbage() {
      AddressPool pool = pool();
      server.answering((question, to) -> garbage(question, to, true));
      assertThat(pool.requestAddress(any("web")).address()).isEqualTo(ADDRESS);
    }

    @Test
    void areNotTakenFromGarbage() {
      AddressPool pool = pool();
      server.answering((question, to) -> garbage(question, to, false));
      refused(pool, "no DHCPv6 server answered on interface lan0 within 2 s");
    }

    /// Cut short, beyond its end, of another transaction, for another client, of nobody.
    private List<byte[]> garbage(Dhcp6Message question, Ipv6Address to, boolean right) {
      Dhcp6Message answer = ScriptedServer6.answer(question, ADDRESS);
      byte[] whole = server.frame(to, answer);
      byte[] overrun = whole.clone();
      overrun[66 + 2] = (byte) 0xff;
      byte[] stranger = new byte[] {0, 3, 0, 1, 2, 0, 0, 0, 0, 9};
      Dhcp6Message another = new Dhcp6Message(answer.type(), answer.xid() ^ 1, answer.options());
      Dhcp6Message others =
          new Dhcp6Message(answer.type(), answer.xid(), Dhcp6Options.NONE)
              .with(Dhcp6Options.CLIENT_IDENTIFIER, stranger)
              .with(
                  Dhcp6Options.SERVER_IDENTIFIER,
                  answer.options().find(Dhcp6Options.SERVER_IDENTIFIER).orElseThrow());
      Dhcp6Message nobodys =
          new Dhcp6Message(answer.type(), answer.xid(), Dhcp6Options.NONE)
              .with(
                  Dhcp6Options.IDENTITY_ASSOCIATION,
                  ScriptedServer6.leased(question, ADDRESS, 120).write());
      List<byte[]> wrong =
          List.of(
              Arrays.copyOf(whole, 60),
              Arrays.copyOf(whole, whole.length - 4),
              overrun,
              server.frame(to, another),
              server.frame(to, others),
              server.frame(to, nobodys));
      return right ? Stream.concat(wrong.stream(), Stream.of(whole)).toList() : wrong;
    }

    @Test
    void areNotTakenFromAServerWithout() {
      AddressPool pool = pool();
      server.answering((question, to) ->
          List.of(
              server.frame(
                  to,
                  ScriptedServer6.bare(question, Dhcp6Type.ADVERTISE)
                      .with(Dhcp6Options.STATUS, new byte[] {0, 2, 'f', 'u', 'l', 'l'}))));
      refused(
          pool,
          "no DHCPv6 server on interface lan0 gave an address: server fe80::1"
              + " answers NoAddrsAvail: full");
    }

    @Test
    void outsideThePoolAreNotTakenAndGivenBack() {
      AddressPool pool = pool();
      server.leasing("2001:db8:8::5");
      refused(pool, "2001:db8:8::5, which is no host's address in pool 2001:db8:9::/64");
      assertThat(server.types()).contains(Dhcp6Type.RELEASE);
    }

    @Test
    void areNotGivenTwice() {
      AddressPool pool = pool();
      pool.requestAddress(any("web"));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(
              () -> pool.requestAddress(ScriptedSegment.any("other", ScriptedSegment.OTHER_MAC)))
          .withMessageContaining("2001:db8:9::77, which is held for endpoint web");
    }

    @Test
    void needAServerThatAnswersWithinTheDeadline() {
      AddressPool pool = pool();
      server.answering((_, _) -> List.of());
      refused(pool, "no DHCPv6 server answered on interface lan0 within 2 s");
    }

    @Test
    void ofEndpointsThatShareAMacAddressAreToldApart() {
      AddressPool pool = pool();
      pool.requestAddress(AddressRequest.any(new AddressHolder.Endpoint("web", Optional.empty())));
      server.leasing("2001:db8:9::78");
      pool.requestAddress(AddressRequest.any(new AddressHolder.Endpoint("db", Optional.empty())));
      assertThat(
              server.asked().stream()
                  .map(message -> message.options().duid(Dhcp6Options.CLIENT_IDENTIFIER))
                  .distinct())
          .hasSize(2);
    }
  }

  @Nested
  class AfterARestart {

    private AddressPool restored() {
      AddressPool pool = pool();
      pool.requestAddress(any("web"));
      ipam.close();
      ipam = driver();
      server.asked().clear();
      return ipam.restorePool(exactly(SUBNET.toString()), pool.token());
    }

    @Test
    void everyServerIsAskedForMoreTime() {
      AddressPool pool = restored();
      assertThat(pool.gateway()).contains(InterfaceAddress.parse("fe80::1/64"));
      assertThat(server.asked()).isEmpty();
      pool.restoreAddress(ADDRESS, endpoint("web"));
      ScriptedSegment.eventually(() -> !server.asked().isEmpty(), "a question");
      assertThat(server.types()).containsExactly(Dhcp6Type.REBIND);
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web")));
    }

    @Test
    void anotherAddressIsGivenBackAndTheFirstOneAskedFor() {
      AddressPool pool = restored();
      server.leasing("2001:db8:9::80");
      pool.restoreAddress(ADDRESS, endpoint("web"));
      ScriptedSegment.eventually(
          () -> server.types().contains(Dhcp6Type.SOLICIT), "the next question");
      assertThat(server.types().subList(0, 3))
          .containsExactly(Dhcp6Type.REBIND, Dhcp6Type.RELEASE, Dhcp6Type.SOLICIT);
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web")));
    }

    @Test
    void nobodyWaitsForAServerThatIsAway() {
      AddressPool pool = restored();
      server.answering((_, _) -> List.of());
      long begin = System.nanoTime();
      pool.restoreAddress(ADDRESS, endpoint("web"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isLessThan(ScriptedSegment.QUICK.deadline());
    }
  }
}
