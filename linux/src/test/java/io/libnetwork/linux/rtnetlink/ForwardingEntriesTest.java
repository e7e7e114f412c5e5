package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ForwardingEntriesTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:00:09");
  private static final MacAddress ALL = new MacAddress(0);
  private static final IpAddress HOST = IpAddress.parse("192.0.2.9");
  private static final IpAddress OTHER = IpAddress.parse("192.0.2.10");

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

  @Nested
  class OfABridge {

    private Ifindex bridge;
    private Ifindex port;

    @BeforeEach
    void add() {
      bridge = host.add("br0", Bridge.of(), LinkSetting.up());
      port = host.addVeth("a", "b");
      rtnetlink.execute(Links.change(port, LinkSetting.master(bridge)));
    }

    @Test
    void addsListsAndDeletesAStation() {
      ForwardingEntry station = ForwardingEntry.behind(port, MAC);
      rtnetlink.execute(ForwardingEntries.add(station));
      assertThat(host.run("bridge -j fdb show dev a"))
          .contains("\"mac\":\"02:42:0a:01:00:09\"", "\"state\":\"static\"");
      assertThat(rtnetlink.list(ForwardingEntries.listOfBridge(bridge)))
          // A kernel that knows VLANs has another one for each VLAN of the port.
          .filteredOn(entry -> entry.mac().equals(MAC) && entry.vlan().isEmpty())
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.link()).isEqualTo(port);
            assertThat(entry.state()).isEqualTo(ForwardingEntry.State.STATIC);
          });
      assertThat(rtnetlink.list(ForwardingEntries.list(port)))
          .extracting(ForwardingEntry::mac)
          .contains(MAC);

      rtnetlink.execute(ForwardingEntries.delete(station));
      assertThat(host.run("bridge -j fdb show dev a")).doesNotContain("02:42:0a:01:00:09");
      assertThat(rtnetlink.remove(ForwardingEntries.delete(station))).isFalse();
    }

    @Test
    void addsOneThatAgesAndOneOfTheHostItself() {
      ForwardingEntry station = ForwardingEntry.behind(port, MAC);
      rtnetlink.execute(ForwardingEntries.add(station.withState(ForwardingEntry.State.DYNAMIC)));
      assertThat(host.run("bridge -j fdb show dev a"))
          .contains("\"mac\":\"02:42:0a:01:00:09\"")
          .doesNotContain("static");
      rtnetlink.execute(
          ForwardingEntries.replace(station.withState(ForwardingEntry.State.PERMANENT)));
      assertThat(host.run("bridge -j fdb show dev a"))
          .containsPattern("02:42:0a:01:00:09[^}]*\"state\":\"permanent\"");
    }
  }

  @Nested
  class OfAVxlan {

    private Ifindex vxlan;

    @BeforeEach
    void add() {
      host.run("ip link set lo up");
      vxlan = host.add("vx0", Vxlan.of(new Vni(7)).withPort(new Port(4789)), LinkSetting.up());
    }

    @Test
    void addsListsReplacesAndDeletesAHost() {
      ForwardingEntry entry =
          ForwardingEntry.at(vxlan, MAC, HOST).withVni(new Vni(77)).withPort(new Port(4790));
      rtnetlink.execute(ForwardingEntries.add(entry));
      assertThat(host.run("bridge -j fdb show dev vx0"))
          .contains("\"dst\":\"192.0.2.9\"", "\"vni\":77", "\"port\":4790", "\"self\"");
      assertThat(rtnetlink.list(ForwardingEntries.list(vxlan))).contains(entry);
      assertThat(rtnetlink.list(ForwardingEntries.list())).contains(entry);

      rtnetlink.execute(ForwardingEntries.replace(ForwardingEntry.at(vxlan, MAC, OTHER)));
      assertThat(rtnetlink.list(ForwardingEntries.list(vxlan)))
          .contains(ForwardingEntry.at(vxlan, MAC, OTHER))
          .doesNotContain(entry);

      rtnetlink.execute(ForwardingEntries.delete(ForwardingEntry.at(vxlan, MAC, OTHER)));
      assertThat(host.run("bridge -j fdb show dev vx0")).doesNotContain("192.0.2");
    }

    @Test
    void appendsHostsForFramesToEveryone() {
      ForwardingEntry one = ForwardingEntry.at(vxlan, ALL, HOST);
      ForwardingEntry two = ForwardingEntry.at(vxlan, ALL, OTHER);
      rtnetlink.execute(ForwardingEntries.append(one));
      rtnetlink.execute(ForwardingEntries.append(two));
      assertThat(rtnetlink.list(ForwardingEntries.list(vxlan))).contains(one, two);

      rtnetlink.execute(ForwardingEntries.delete(one));
      assertThat(rtnetlink.list(ForwardingEntries.list(vxlan))).contains(two).doesNotContain(one);
    }

    @Test
    void isRefusedWhereThereIsOne() {
      ForwardingEntry entry = ForwardingEntry.at(vxlan, MAC, HOST);
      rtnetlink.execute(ForwardingEntries.add(entry));
      assertThatThrownBy(() -> rtnetlink.execute(ForwardingEntries.add(entry)))
          .isInstanceOfSatisfying(
              NetlinkException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.EEXIST))
          .hasMessageContaining("add forwarding entry " + MAC);
    }
  }
}
