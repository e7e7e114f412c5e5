package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Cause;
import io.libnetwork.explain.Explainer;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Finding;
import io.libnetwork.explain.Origin;
import io.libnetwork.explain.RuleOwner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is said where something is wrong: a web server publishes a port, somebody breaks a rule, a
/// route or a socket, real packets no longer pass, and the explanation names what was broken.
class ExplainTest {

  private static final TransportPort WEB = TransportPort.parse("80/tcp");
  private static final TransportPort PUBLISHED = TransportPort.parse("8080/tcp");
  private static final IpAddress HOST = IpAddress.parse(Lab.HOST_V4);
  private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");

  private Lab lab;
  private Attachment web;
  private Attachment friend;
  private Attachment stranger;
  private Place server;

  @BeforeEach
  void publishesAWebServer() {
    lab = Lab.open();
    Network network = lab.bridge("web");
    web =
        lab.controller()
            .attach(
                "web",
                network,
                new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));
    friend = lab.controller().attach("friend", network);
    stranger = lab.controller().attach("stranger", lab.bridge("other"));
    server = lab.place(web);
  }

  @AfterEach
  void removesEverything() {
    lab.close();
  }

  private IpAddress address() {
    return web.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  private Explainer explainer() {
    Path remote = Path.of(lab.remote().processPath());
    return Explainer.of(lab.controller()).alsoIn(Map.of(remote, "remote"));
  }

  private static Origin remote() {
    return new Origin.Remote(IpAddress.parse(Lab.REMOTE_V4));
  }

  private Explanation fromFriend() {
    return explainer().explain(Origin.of(friend.sandbox()), address(), WEB);
  }

  private Explanation fromRemote() {
    return explainer().explain(remote(), HOST, PUBLISHED);
  }

  private static Cause cause(Explanation explanation) {
    assertThat(explanation.answer()).as("%s", explanation).isInstanceOf(Answer.Stopped.class);
    return ((Answer.Stopped) explanation.answer()).cause();
  }

  private static Cause.ByRule rule(Explanation explanation) {
    assertThat(cause(explanation)).as("%s", explanation).isInstanceOf(Cause.ByRule.class);
    return (Cause.ByRule) cause(explanation);
  }

  private void nft(String... lines) {
    lab.host().run("nft " + String.join(" ; ", lines));
  }

  @Nested
  class WhenAllIsWell {

    @Test
    void saysWhoListensAndHowItIsReached() {
      server.answering(80);
      Explanation explanation = fromRemote();
      assertThat(explanation.answer()).isInstanceOf(Answer.Reached.class);
      assertThat(explanation.toString())
          .startsWith("remote:198.51.100.2 to 198.51.100.1:8080/tcp: reached: web, ")
          .contains("java (process " + ProcessHandle.current().pid() + ")")
          .contains("published at 0.0.0.0:8080/tcp")
          .contains("sent on to " + address() + ":80 by inet libnetwork publish, handle ")
          .contains("(network " + web.endpoint().network().id().abbreviated());
      assertThat(explanation.toType()).isEmpty();
      assertThat(explanation.differs()).isFalse();
      assertThat(explainer().findings()).isEmpty();
    }

    @Test
    void knowsAContainerByItsAddress() {
      server.answering(80);
      IpAddress asking = friend.endpoint().address(IpFamily.V4).orElseThrow().address();
      Explanation explanation =
          Explainer.of(lab.controller()).explain(new Origin.Having(asking), address(), WEB);
      assertThat(explanation.answer())
          .isInstanceOfSatisfying(
              Answer.Reached.class, reached -> assertThat(reached.seenAs()).isEqualTo(asking));
    }

    @Test
    void namesOurRuleThatKeepsNetworksApart() {
      server.answering(80);
      Explanation explanation = explainer().explain(Origin.of(stranger.sandbox()), address(), WEB);
      assertThat(rule(explanation).rule().chain()).isEqualTo("direct");
      assertThat(explanation.asDesired().orElseThrow()).isInstanceOf(Answer.Stopped.class);
      assertThat(explanation.toType()).singleElement().asString().contains("published port");
    }
  }

  @Nested
  class WhenNobodyTakesIt {

    @Test
    void saysThatTheServerListensToItselfAlone() throws IOException {
      try (ServerSocketChannel own = server.open(ServerSocketChannel::open)) {
        own.bind(new InetSocketAddress(LOOPBACK.toInetAddress(), 80));
        assertThat(lab.place(friend).tcp(address(), 80)).isEqualTo(Place.REFUSAL);
        Explanation explanation = fromFriend();
        assertThat(cause(explanation)).isInstanceOf(Cause.ListensElsewhere.class);
        assertThat(explanation.toString()).contains("127.0.0.1:80").contains("0.0.0.0");
        assertThat(cause(fromRemote())).isInstanceOf(Cause.ListensElsewhere.class);
      }
    }

    @Test
    void saysThatNobodyListens() {
      assertThat(cause(fromFriend())).isEqualTo(new Cause.NobodyListens("web", WEB));
      assertThat(cause(fromRemote())).isInstanceOf(Cause.NobodyListens.class);
    }

    @Test
    void saysThatNobodyHasTheAddress() {
      IpAddress nobody = IpAddress.parse("172.17.0.99");
      Explanation explanation = explainer().explain(Origin.of(friend.sandbox()), nobody, WEB);
      assertThat(cause(explanation)).isInstanceOf(Cause.NobodyHas.class);
    }

    @Test
    void saysThatThereIsNoRoute() {
      lab.place(friend).run("ip route flush 172.17.0.0/16");
      lab.place(friend).run("ip route flush default");
      assertThat(cause(fromFriend())).isInstanceOf(Cause.Unrouted.class);
    }

    @Test
    void saysThatALinkIsDown() {
      server.answering(80);
      lab.place(web).run("ip link set eth0 down");
      assertThat(cause(fromFriend())).isInstanceOf(Cause.Down.class);
    }

    @Test
    void saysThatTheHostDoesNotForward() {
      server.answering(80);
      lab.host().script("echo 0 > /proc/sys/net/ipv4/ip_forward");
      Explanation explanation = fromRemote();
      assertThat(cause(explanation)).isInstanceOf(Cause.NotForwarding.class);
      assertThat(explanation.toType()).containsExactly("sysctl -w net.ipv4.conf.up0.forwarding=1");
    }
  }

  @Nested
  class WhenOthersDropIt {

    @Test
    void namesAChainWhosePolicyDrops() {
      server.answering(80);
      nft(
          "add table inet filter",
          "add chain inet filter forward { type filter hook forward priority 0; policy drop; }");
      assertThat(lab.remote().tcp(HOST, 8080)).isEqualTo(Place.SILENCE);
      Explanation explanation = fromRemote();
      assertThat(rule(explanation).rule().toString()).isEqualTo("inet filter forward: policy drop");
      assertThat(explanation.differs()).isTrue();
      assertThat(explanation.missing()).isEmpty();
      assertThat(explanation.toType())
          .containsExactly(
              "nft insert rule inet filter forward iifname \"up0\" oifname \""
                  + Lab.bridgeOf(web.endpoint().network())
                  + "\" accept");
      obey(explanation.toType().getFirst());
      // The answers are dropped still, and that is said next.
      Explanation next = fromRemote();
      assertThat(next.answer()).asString().contains("the answer does not come back");
      assertThat(next.toType().getFirst()).contains("ct state established,related");
      obey(next.toType().getFirst());
      assertThat(fromRemote().answer()).isInstanceOf(Answer.Reached.class);
      assertThat(lab.remote().tcp(HOST, 8080)).startsWith("web sees");
    }

    @Test
    void findsItWithoutBeingAskedForAPort() {
      nft(
          "add table inet mine",
          "add chain inet mine guard { type filter hook forward priority 5; }",
          "add rule inet mine guard tcp dport 80 counter reject");
      List<Finding> findings = explainer().findings();
      assertThat(findings).hasSize(1);
      assertThat(findings.getFirst().what()).isEqualTo("from outside to port 0.0.0.0:8080/tcp");
      assertThat(findings.getFirst().owner()).isEqualTo(RuleOwner.NFTABLES);
      assertThat(findings.getFirst().rule().text()).isEqualTo("tcp dport 80 counter reject");
    }

    @Test
    void namesARuleOfTheContainersOwn() {
      server.answering(80);
      server.script(
          "nft add table ip own",
          "nft 'add chain ip own in { type filter hook input priority 0; }'",
          "nft 'add rule ip own in tcp dport 80 ip saddr 172.16.0.0/12 drop'");
      assertThat(lab.place(friend).tcp(address(), 80)).isEqualTo(Place.SILENCE);
      Cause.ByRule stopped = rule(fromFriend());
      assertThat(stopped.place()).isEqualTo("web");
      assertThat(stopped.rule().toString()).contains("ip own in, handle").contains("saddr");
    }

    @Test
    void saysThatItCannotTellWhatAProgramDecides() {
      server.answering(80);
      nft(
          "add table inet odd",
          "add chain inet odd forward { type filter hook forward priority 0; }",
          "add rule inet odd forward jhash ip saddr mod 2 seed 1 == 0 drop");
      Explanation explanation = fromRemote();
      assertThat(explanation.answer()).isInstanceOf(Answer.Unclear.class);
      assertThat(explanation.toString()).contains("jhash").contains("inet odd forward, handle");
    }

    @Test
    void doesNotMindWhatItCannotTellWhereBothWaysLeadToTheSame() {
      server.answering(80);
      nft(
          "add table inet odd",
          "add chain inet odd forward { type filter hook forward priority 0; }",
          "add rule inet odd forward jhash ip saddr mod 2 seed 1 == 0 accept",
          "add rule inet odd forward jhash ip saddr mod 2 seed 1 == 0 counter log");
      assertThat(fromRemote().answer()).isInstanceOf(Answer.Reached.class);
    }
  }

  @Nested
  class WhenIptablesDropsIt {

    @BeforeEach
    void needsIptables() {
      boolean there = Files.isExecutable(Path.of("/usr/sbin/iptables-nft"));
      if (!there) {
        System.err.println("SKIPPED: needs iptables-nft (apt-get install iptables)");
      }
      Assumptions.assumeTrue(there, "needs iptables-nft (apt-get install iptables)");
      server.answering(80);
    }

    /// Chains as ufw has them: an empty policy, replies first, then what the user has allowed.
    private void ufw() {
      lab.host()
          .script(
              "iptables-nft -N ufw-before-forward",
              "iptables-nft -N ufw-user-forward",
              "iptables-nft -N ufw-reject-forward",
              "iptables-nft -A ufw-before-forward -m conntrack --ctstate RELATED,ESTABLISHED -j"
                  + " ACCEPT",
              "iptables-nft -A ufw-before-forward -p icmp --icmp-type echo-request -j ACCEPT",
              "iptables-nft -A ufw-before-forward -j ufw-user-forward",
              "iptables-nft -A FORWARD -j ufw-before-forward",
              "iptables-nft -A FORWARD -j ufw-reject-forward",
              "iptables-nft -A FORWARD -m limit --limit 3/min -j LOG --log-prefix '[UFW BLOCK] '",
              "iptables-nft -P FORWARD DROP");
    }

    @Test
    void namesUfwAndWhatToTypeForIt() {
      ufw();
      assertThat(lab.remote().tcp(HOST, 8080)).isEqualTo(Place.SILENCE);
      Explanation explanation = fromRemote();
      String bridge = Lab.bridgeOf(web.endpoint().network());
      assertThat(rule(explanation).rule().toString()).isEqualTo("ip filter FORWARD: policy drop");
      assertThat(explanation.toType())
          .containsExactly("ufw route allow in on up0 out on " + bridge);
      assertThat(explainer().findings())
          .extracting(Finding::owner)
          .containsOnly(RuleOwner.UFW)
          .hasSize(3);
      // What that command makes of it.
      lab.host().run("iptables-nft -A ufw-user-forward -i up0 -o " + bridge + " -j ACCEPT");
      assertThat(fromRemote().answer()).isInstanceOf(Answer.Reached.class);
      assertThat(lab.remote().tcp(HOST, 8080)).startsWith("web sees");
    }

    @Test
    void namesIptablesAndWhatToTypeForIt() {
      lab.host().script("iptables-nft -A FORWARD -p tcp -m multiport --dports 22,80 -j DROP");
      assertThat(lab.remote().tcp(HOST, 8080)).isEqualTo(Place.SILENCE);
      Explanation explanation = fromRemote();
      assertThat(rule(explanation).rule().text())
          .isEqualTo("meta l4proto 6 tcp dport { 22, 80 } counter drop");
      obey(explanation.toType().getFirst().replace("iptables", "iptables-nft"));
      assertThat(fromRemote().answer()).isInstanceOf(Answer.Reached.class);
      assertThat(lab.remote().tcp(HOST, 8080)).startsWith("web sees");
    }
  }

  @Nested
  class WhenOurRulesAreGone {

    @Test
    void saysWhatIsMissing() {
      lab.close();
      lab = Lab.openWithoutRepairs();
      web =
          lab.controller()
              .attach(
                  "web", lab.bridge("web"), EndpointOption.Publish.of(Lab.HOST_V4 + ":8080:80"));
      lab.place(web).answering(80);
      nft("delete table inet libnetwork");
      Explanation explanation = fromRemote();
      assertThat(cause(explanation)).isInstanceOf(Cause.NobodyListens.class);
      assertThat(explanation.asDesired().orElseThrow()).isInstanceOf(Answer.Reached.class);
      assertThat(explanation.missing()).containsExactly("table inet libnetwork");
    }

    @Test
    void saysWhichElementIsMissing() {
      lab.close();
      lab = Lab.openWithoutRepairs();
      web =
          lab.controller()
              .attach(
                  "web",
                  lab.bridge("web"),
                  new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));
      lab.place(web).answering(80);
      nft("delete element inet libnetwork any4 { tcp . 8080 }");
      Explanation explanation = fromRemote();
      assertThat(explanation.differs()).isTrue();
      assertThat(explanation.missing()).containsExactly("element 6 . 8080 of inet libnetwork any4");
      assertThat(explanation.publication()).contains("not published at " + HOST);
    }
  }

  @Nested
  class WhenTheQuestionIsWrong {

    @Test
    void saysThatNobodyHasTheAskersAddress() {
      Origin nobody = new Origin.Having(IpAddress.parse("203.0.113.9"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> explainer().explain(nobody, HOST, PUBLISHED))
          .withMessageContaining("203.0.113.9")
          .withMessageContaining("remote:");
    }

    @Test
    void saysThatThereIsNoSuchNamespace() {
      Origin gone = Origin.parse("netns:/run/netns/gone-by-now");
      assertThatThrownBy(() -> explainer().explain(gone, HOST, PUBLISHED))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("/run/netns/gone-by-now");
    }
  }

  /// Types what was advised.
  private void obey(String command) {
    lab.host().script(command.replace("\"", "\\\"").replaceFirst("^nft (.*)$", "nft \"$1\""));
  }
}
