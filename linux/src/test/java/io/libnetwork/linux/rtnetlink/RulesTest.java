package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RulesTest {

  private TestHost host;
  private Rtnetlink rtnetlink;

  @BeforeEach
  void open() {
    host = TestHost.open();
    rtnetlink = host.rtnetlink();
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Test
  void addsListsAndDeletesARuleWithEverything() {
    Rule rule =
        Rule.lookup(IpFamily.V4, new RouteTable(1000))
            .withPriority(90)
            .withFrom(IpPrefix.parse("10.0.0.0/8"))
            .withTo(IpPrefix.parse("10.2.0.0/16"))
            .withMark(new PacketMark(0x10, 0xff))
            .withInput(InterfaceName.of("eth0"))
            .not();
    rtnetlink.execute(Rules.add(rule));

    assertThat(host.run("ip -j rule list priority 90"))
        .contains("\"src\":\"10.0.0.0\",\"srclen\":8", "\"dst\":\"10.2.0.0\",\"dstlen\":16")
        .contains("\"fwmark\":\"0x10\",\"fwmask\":\"0xff\"", "\"iif\":\"eth0\"", "\"not\"")
        .contains("\"table\":\"1000\"");
    assertThat(rtnetlink.list(Rules.list(IpFamily.V4))).contains(rule);

    rtnetlink.execute(Rules.delete(rule));
    assertThat(host.run("ip -j rule")).doesNotContain("10.0.0.0");
    assertThat(rtnetlink.remove(Rules.delete(rule))).isFalse();
  }

  @Test
  void knowsIpv6AndActionsWithoutATable() {
    Rule rule =
        Rule.of(IpFamily.V6, Rule.Action.UNREACHABLE)
            .withPriority(7)
            .withFrom(IpPrefix.parse("2001:db8::/32"))
            .withOutput(InterfaceName.of("eth1"));
    rtnetlink.execute(Rules.add(rule));

    assertThat(host.run("ip -j -6 rule list"))
        .contains("\"src\":\"2001:db8::\"", "\"action\":\"unreachable\"", "\"oif\":\"eth1\"");
    assertThat(rtnetlink.list(Rules.list(IpFamily.V6))).contains(rule);
  }

  @Test
  void listsTheKernelsOwn() {
    assertThat(rtnetlink.list(Rules.list(IpFamily.V4)))
        .extracting(rule -> rule.table().orElseThrow())
        .containsExactly(RouteTable.LOCAL, RouteTable.MAIN, RouteTable.DEFAULT);
  }

  @Test
  void isRefusedWhereThereIsTheSameOne() {
    Rule rule = Rule.lookup(IpFamily.V4, RouteTable.MAIN).withPriority(5);
    rtnetlink.execute(Rules.add(rule));
    assertThatThrownBy(() -> rtnetlink.execute(Rules.add(rule)))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(Errno.EEXIST));
  }

  @Test
  void refusesAPrefixOfTheOtherFamily() {
    assertThatThrownBy(() ->
            Rule.lookup(IpFamily.V4, RouteTable.MAIN).withFrom(IpPrefix.parse("2001:db8::/32")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from 2001:db8::/32 is of family IPv6, expected IPv4");
  }
}
