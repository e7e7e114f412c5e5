package io.libnetwork.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.BridgePort;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.OperState;
import io.libnetwork.linux.rtnetlink.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What should be, and what is, as values: no kernel is asked.
class ComparisonTest {

  private static final Ifindex LINK = new Ifindex(7);
  private static final Ifindex BRIDGE = new Ifindex(3);
  private static final Ifindex OTHER = new Ifindex(9);
  private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:01");
  private static final LinkAddress ADDRESS =
      LinkAddress.of(LINK, InterfaceAddress.parse("172.18.0.2/16"));
  private static final Route NEAR = NeighbourRoute.of(LINK, ADDRESS.address());
  private static final Route DEFAULT =
      Route.defaultVia(IpAddress.parse("172.18.0.1")).withLink(LINK);

  private static final WantedLink WANTED =
      new WantedLink(
          new InterfaceName("eth0"),
          OptionalInt.of(1500),
          Optional.of(MAC),
          Optional.empty(),
          Optional.of(
              new WantedLink.Socket(
                  BRIDGE,
                  "br0",
                  Map.of(BridgePortOption.ISOLATED, 1, BridgePortOption.HAIRPIN, 0))),
          Map.of(LinkParameter.DISABLE_IPV6, 1),
          List.of(ADDRESS),
          List.of(NEAR, DEFAULT));

  /// A link as it should be, to be made wrong.
  private String name = "eth0";

  private MacAddress mac = MAC;
  private int mtu = 1500;
  private Set<LinkFlag> flags = Set.of(LinkFlag.UP, LinkFlag.RUNNING);
  private Optional<Ifindex> master = Optional.of(BRIDGE);
  private int isolated = 1;
  private Map<LinkParameter, Integer> parameters = Map.of(LinkParameter.DISABLE_IPV6, 1);
  private final List<LinkAddress> addresses = new ArrayList<>(List.of(ADDRESS));
  private final List<Route> routes = new ArrayList<>(List.of(NEAR, DEFAULT));

  private LinkView actual() {
    Link link =
        new Link(
            LINK,
            name,
            "veth",
            Optional.empty(),
            Optional.of(mac),
            mtu,
            1000,
            flags,
            OperState.UP,
            master,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            LinkGroup.DEFAULT);
    Optional<BridgePort> port =
        master.map(bridge ->
            new BridgePort(
                LINK,
                bridge,
                BridgePort.State.FORWARDING,
                Map.of(BridgePortOption.ISOLATED, isolated, BridgePortOption.HAIRPIN, 0)));
    return new LinkView(link, port, parameters, "noqueue");
  }

  private List<Action> actions() {
    LinkView actual = actual();
    return Comparison.of(WANTED, actual, Picture.of(List.of(actual), addresses, routes));
  }

  @Test
  void asksForNothingWhereNothingDiffers() {
    assertThat(actions()).isEmpty();
  }

  @Nested
  class OneThingThatDiffers {

    @Test
    void isOneAction() {
      name = "net7";
      assertThat(actions()).containsExactly(new Action.Rename(actual().link(), WANTED.name()));
    }

    @Test
    void mayBeTheMtu() {
      mtu = 1400;
      assertThat(actions()).containsExactly(new Action.Mtu(actual().link(), 1500));
    }

    @Test
    void mayBeTheMacAddress() {
      mac = MacAddress.parse("02:00:00:00:00:02");
      assertThat(actions()).containsExactly(new Action.Mac(actual().link(), MAC));
    }

    @Test
    void mayBeThatItIsDown() {
      flags = Set.of();
      assertThat(actions()).containsExactly(new Action.Up(actual().link()));
    }

    @Test
    void mayBeAnOptionOfThePort() {
      isolated = 0;
      assertThat(actions())
          .containsExactly(
              new Action.PortOption(actual().link(), BridgePortOption.ISOLATED.on(), 0));
    }

    @Test
    void mayBeAParameter() {
      parameters = Map.of(LinkParameter.DISABLE_IPV6, 0);
      assertThat(actions()).singleElement().isInstanceOf(Action.Parameter.class);
    }

    @Test
    void mayBeAnAddress() {
      addresses.clear();
      assertThat(actions()).containsExactly(new Action.Address(actual().link(), ADDRESS));
    }

    @Test
    void mayBeARoute() {
      routes.remove(DEFAULT);
      assertThat(actions()).containsExactly(new Action.AddRoute(actual().link(), DEFAULT));
    }
  }

  @Nested
  class WhatBelongsTogether {

    @Test
    void isDoneInTheOrderThatTheKernelNeeds() {
      flags = Set.of();
      addresses.clear();
      routes.clear();
      Link link = actual().link();
      assertThat(actions())
          .containsExactly(
              new Action.Up(link),
              new Action.Address(link, ADDRESS),
              new Action.AddRoute(link, NEAR),
              new Action.AddRoute(link, DEFAULT));
    }

    /// A port that is plugged in anew has none of its options.
    @Test
    void isAPortAndItsOptions() {
      master = Optional.of(OTHER);
      Link link = actual().link();
      assertThat(actions())
          .containsExactly(
              new Action.Plug(link, BRIDGE, "br0"),
              new Action.PortOption(link, BridgePortOption.ISOLATED.on(), 0));
    }
  }

  @Nested
  class WhatIsNotOurs {

    @Test
    void isNotAskedAbout() {
      addresses.add(LinkAddress.of(LINK, InterfaceAddress.parse("10.0.0.1/8")));
      addresses.add(LinkAddress.of(OTHER, ADDRESS.address()));
      routes.add(Route.connected(IpPrefix.parse("10.1.0.0/16"), LINK));
      routes.add(Route.defaultVia(IpAddress.parse("10.0.0.9")).withLink(OTHER).withMetric(50));
      assertThat(actions()).isEmpty();
    }

    @Test
    void doesNotCountAsOurs() {
      addresses.clear();
      addresses.add(LinkAddress.of(OTHER, ADDRESS.address()));
      assertThat(actions()).containsExactly(new Action.Address(actual().link(), ADDRESS));
    }

    @Test
    void staysWhereItIsInTheWay() {
      Route theirs = Route.defaultVia(IpAddress.parse("172.18.0.77")).withLink(LINK);
      routes.remove(DEFAULT);
      routes.add(theirs);
      assertThat(actions()).containsExactly(new Action.KeepRoute(actual().link(), DEFAULT, theirs));
      assertThat(actions().getFirst().request()).isEmpty();
    }
  }
}
