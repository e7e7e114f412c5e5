package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RouteMonitorTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:00:09");

  private final BlockingQueue<RouteEvent> events = new LinkedBlockingQueue<>();
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
  void hearsEveryKindOfChange() throws Exception {
    try (RouteMonitor monitor = monitor(EnumSet.allOf(RouteGroup.class))) {
      Ifindex bridge = host.add("br0", Bridge.of(), LinkSetting.up());
      Ifindex link = host.addVeth("a", "b");
      await(event -> event instanceof RouteEvent.LinkChanged(Link l) && l.name().equals("a"));

      rtnetlink.execute(Links.change(link, LinkSetting.master(bridge)));
      await(new RouteEvent.PortChanged(link)::equals);
      rtnetlink.execute(ForwardingEntries.add(ForwardingEntry.behind(link, MAC)));
      await(event ->
          event instanceof RouteEvent.ForwardingEntryChanged(ForwardingEntry e)
              && e.mac().equals(MAC));
      rtnetlink.execute(ForwardingEntries.delete(ForwardingEntry.behind(link, MAC)));
      await(event ->
          event instanceof RouteEvent.ForwardingEntryDeleted(ForwardingEntry e)
              && e.mac().equals(MAC));
      rtnetlink.execute(Links.change(link, LinkSetting.noMaster()));
      await(new RouteEvent.PortDeleted(link)::equals);

      addressesAndRoutes(link);

      rtnetlink.execute(Links.delete(link));
      await(event -> event instanceof RouteEvent.LinkDeleted(Link l) && l.index().equals(link));
      assertThat(monitor).isNotNull();
    }
  }

  private void addressesAndRoutes(Ifindex link) throws InterruptedException {
    InterfaceAddress address = InterfaceAddress.parse("10.1.0.2/24");
    rtnetlink.execute(Addresses.add(LinkAddress.of(link, address)));
    await(event ->
        event instanceof RouteEvent.AddressAdded(LinkAddress a) && a.address().equals(address));
    Route route =
        Route.via(IpPrefix.parse("10.9.0.0/16"), IpAddress.parse("10.1.0.1")).withLink(link);
    rtnetlink.execute(Routes.add(route));
    await(new RouteEvent.RouteAdded(route)::equals);
    rtnetlink.execute(Routes.delete(route));
    await(new RouteEvent.RouteDeleted(route)::equals);
    Neighbour neighbour = Neighbour.permanent(link, IpAddress.parse("10.1.0.1"), MAC);
    rtnetlink.execute(Neighbours.add(neighbour));
    await(new RouteEvent.NeighbourChanged(neighbour)::equals);
    rtnetlink.execute(Neighbours.delete(link, neighbour.address()));
    await(event ->
        event instanceof RouteEvent.NeighbourDeleted(Neighbour n)
            && n.address().equals(neighbour.address()));
    Rule rule = Rule.lookup(IpFamily.V6, new RouteTable(1000)).withPriority(3);
    rtnetlink.execute(Rules.add(rule));
    await(new RouteEvent.RuleAdded(rule)::equals);
    rtnetlink.execute(Rules.delete(rule));
    await(new RouteEvent.RuleDeleted(rule)::equals);
    rtnetlink.execute(Addresses.delete(link, address));
    await(event ->
        event instanceof RouteEvent.AddressDeleted(LinkAddress a) && a.address().equals(address));
  }

  @Test
  void hearsNothingOfGroupsItDidNotAskFor() throws Exception {
    try (RouteMonitor monitor = monitor(Set.of(RouteGroup.LINK))) {
      Ifindex link = host.addVeth("a", "b");
      rtnetlink.execute(Addresses.add(LinkAddress.of(link, InterfaceAddress.parse("10.1.0.2/24"))));
      rtnetlink.execute(Links.delete(link));
      await(event -> event instanceof RouteEvent.LinkDeleted(Link l) && l.index().equals(link));
      assertThat(events).noneMatch(RouteEvent.AddressAdded.class::isInstance);
      assertThat(monitor).isNotNull();
    }
  }

  @Test
  void tellsThatItMissedEventsWhenTheConsumerIsSlow() throws Exception {
    // Of a link that is down, a new alias is not announced.
    host.add("a", new Ifb(), LinkSetting.up());
    CountDownLatch goOn = new CountDownLatch(1);
    try (RouteMonitor monitor =
        RouteMonitor.open(
            TestNamespace.thread(),
            host.namespace(),
            Set.of(RouteGroup.LINK),
            event -> {
              awaitQuietly(goOn);
              events.add(event);
            })) {
      for (int round = 0; round < 30; round++) {
        changeAThousandTimes(round);
      }
      goOn.countDown();
      await(RouteEvent.Missed.class::isInstance);
      // What comes after is heard again, at once.
      rtnetlink.execute(Links.change(InterfaceName.of("a"), LinkSetting.alias("the end")));
      await(event ->
          event instanceof RouteEvent.LinkChanged(Link l)
              && l.alias().equals(Optional.of("the end")));
      assertThat(monitor).isNotNull();
    }
  }

  @Test
  void failsWhenTheConsumerThrows() throws Exception {
    IllegalArgumentException thrown = new IllegalArgumentException("of the consumer");
    try (RouteMonitor monitor =
        RouteMonitor.open(
            TestNamespace.thread(),
            host.namespace(),
            Set.of(RouteGroup.LINK),
            event -> {
              events.add(event);
              if (event instanceof RouteEvent.LinkChanged) {
                throw thrown;
              }
            })) {
      host.add("a", new Ifb());
      await(new RouteEvent.Failed(thrown)::equals);
      assertThat(monitor).isNotNull();
    }
  }

  @Test
  void isSilentOnceClosed() {
    RouteMonitor monitor = monitor(Set.of(RouteGroup.LINK));
    monitor.close();
    monitor.close();
    events.clear();
    host.add("a", new Ifb());
    assertThat(events).isEmpty();
  }

  private RouteMonitor monitor(Set<RouteGroup> groups) {
    return RouteMonitor.open(TestNamespace.thread(), host.namespace(), groups, events::add);
  }

  private void changeAThousandTimes(int round) {
    NetlinkBatch batch = rtnetlink.batch();
    for (int i = 0; i < 1000; i++) {
      batch.add(Links.change(InterfaceName.of("a"), LinkSetting.alias("round " + round + " " + i)));
    }
    batch.send();
  }

  private void await(Predicate<RouteEvent> wanted) throws InterruptedException {
    RouteEvent event = events.poll(20, TimeUnit.SECONDS);
    while (event != null && !wanted.test(event)) {
      event = events.poll(20, TimeUnit.SECONDS);
    }
    assertThat(event).as("the event waited for").isNotNull();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
