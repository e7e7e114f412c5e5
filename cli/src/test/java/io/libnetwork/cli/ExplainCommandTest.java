package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.TestHost;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 1];
    all[0] = "explain";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Commands.all().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(all);
  }

  @Nested
  class OnAHost {

    private TestHost host;
    private Controller controller;
    private Attachment web;

    @BeforeEach
    void publishesAWebServer() {
      assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
      host = TestHost.create();
      controller =
          Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()));
      web =
          controller.attach(
              "web",
              controller.createNetwork("bridge", "web"),
              new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));
    }

    @AfterEach
    void removesEverything() {
      if (host != null) {
        controller.removeAll(controller.sandboxes());
        controller
            .networks()
            .forEach(network -> {
              network.endpoints().forEach(endpoint -> endpoint.deleteForced());
              network.delete();
            });
        controller.close();
        host.close();
      }
    }

    private int explain(String... arguments) {
      String[] all = new String[arguments.length + 2];
      all[0] = "--netns";
      all[1] = host.namespacePath().toString();
      System.arraycopy(arguments, 0, all, 2, arguments.length);
      return run(all);
    }

    private String address() {
      return web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
    }

    @Test
    void saysWhoAnswers() {
      try (ContainerProcess server = ContainerProcess.serve(web.sandbox().key(), 80, "page")) {
        assertThat(explain("host", "pid:" + server.pid(), "80/tcp")).as("%s", err).isZero();
        assertThat(out.toString())
            .startsWith("host to " + address() + ":80/tcp: reached: ")
            .contains("java (process " + server.pid() + ")");
        assertThat(explain("host", "host", "8080/tcp")).as("%s", out).isZero();
        assertThat(out.toString())
            .contains("published at 0.0.0.0:8080/tcp")
            .contains("sent on to " + address() + ":80 by inet libnetwork publish");
      }
    }

    @Test
    void endsWithOneWhereNobodyAnswers() {
      try (ContainerProcess server = ContainerProcess.serve(web.sandbox().key(), 81, "page")) {
        assertThat(explain("host", address(), "80/tcp")).as("%s", out).isOne();
        assertThat(out.toString())
            .contains("not reached: in pid:" + server.pid())
            .contains("nobody listens on port 80/tcp");
        assertThat(err.toString()).isEmpty();
      }
    }

    @Test
    void endsWithTwoWhereItCannotTell() {
      host.run(
          "nft",
          "add table inet odd; add chain inet odd out { type filter hook output priority 0; };"
              + " add rule inet odd out jhash ip daddr mod 2 seed 1 == 0 drop");
      assertThat(explain("host", address(), "80/tcp")).isEqualTo(2);
      assertThat(out.toString()).contains("cannot tell").contains("inet odd out, handle");
    }

    @Test
    void printsOneJsonObjectAndNothingElse() {
      host.run(
          "nft",
          "add table inet mine; add chain inet mine out { type filter hook output priority 0; };"
              + " add rule inet mine out tcp dport 80 drop");
      assertThat(explain("--json", "host", address(), "80/tcp")).isOne();
      Map<String, Object> said = Json.object(out.toString());
      assertThat(said)
          .containsEntry("answer", "not reached")
          .containsEntry("cause", "ByRule")
          .containsEntry("place", "host")
          .containsEntry("onTheWayBack", false)
          .containsEntry(
              "toType",
              List.of("nft insert rule inet mine out oifname \"" + bridge() + "\" accept"));
      assertThat((Map<?, ?>) said.get("rule"))
          .hasToString("{family=inet, table=mine, chain=out, handle=2.0, text=tcp dport 80 drop}");
    }

    private String bridge() {
      return "br-" + web.endpoint().network().id().abbreviated();
    }

    @Test
    void refusesWhoIsNotThere() {
      assertThat(explain("203.0.113.9", address(), "80/tcp")).isEqualTo(2);
      assertThat(err.toString())
          .matches("libnetwork: nobody on this host has the address 203\\.0\\.113\\.9.*\\R");
      assertThat(explain("netns:/run/netns/gone-by-now", address(), "80/tcp")).isEqualTo(2);
      assertThat(err.toString()).contains("/run/netns/gone-by-now");
    }
  }

  @Nested
  class Mistakes {

    @Test
    void refusesAMalformedAsker() {
      assertThat(run("somebody", "10.0.0.2", "80/tcp")).isEqualTo(2);
      assertThat(err.toString())
          .matches("libnetwork: nobody is called \"somebody\".*pid:NUMBER.*\\R");
      assertThat(run("pid:0", "10.0.0.2", "80/tcp")).isEqualTo(2);
      assertThat(err.toString()).contains("pid:0").contains("pid:4242");
    }

    @Test
    void refusesAMalformedPort() {
      assertThat(run("host", "10.0.0.2", "80")).isEqualTo(2);
      assertThat(err.toString()).contains("80/tcp");
      assertThat(run("host", "10.0.0.2", "70000/tcp")).isEqualTo(2);
      assertThat(err.toString()).contains("70000");
    }

    @Test
    void refusesTooLittle() {
      assertThat(run("host")).isEqualTo(2);
      assertThat(out.toString()).isEmpty();
    }
  }
}
