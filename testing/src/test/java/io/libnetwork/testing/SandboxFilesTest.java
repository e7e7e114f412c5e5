package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxFiles;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The files that containers mount, as their endpoints come and go.
class SandboxFilesTest {

  private static final SandboxOption.Files FILES = new SandboxOption.Files();

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network lan;

  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    Files.writeString(
        folder.resolve("resolv.conf"),
        "nameserver 127.0.0.1\nsearch corp.example\noptions timeout:2\n");
    audit = LeakAudit.begin(host);
    controller = opened();
    lan = dual("lan");
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store),
        new ControllerOption.Names(
            Duration.ofSeconds(5), folder.resolve("resolv.conf"), folder.resolve("nowhere")));
  }

  @AfterEach
  void close() {
    if (controller != null) {
      controller.removeAll(controller.sandboxes());
      for (Network network : controller.networks()) {
        network.endpoints().forEach(Endpoint::deleteForced);
        network.delete();
      }
      controller.close();
      host.host().close();
      List<String> leaks = audit.leaks();
      host.close();
      assertThat(leaks).as("left behind").isEmpty();
    }
  }

  private Network dual(String name) {
    return controller.createNetwork("bridge", name, new NetworkOption.Ipv6(true));
  }

  private static SandboxFiles files(Sandbox sandbox) {
    return sandbox.files().orElseThrow();
  }

  private static String hosts(Sandbox sandbox) throws IOException {
    return Files.readString(files(sandbox).hosts());
  }

  private static String resolvConf(Sandbox sandbox) throws IOException {
    return Files.readString(files(sandbox).resolvConf());
  }

  private static String line(Endpoint endpoint, IpFamily family, String names) {
    return endpoint.address(family).orElseThrow().address() + "\t" + names + "\n";
  }

  @Nested
  class Texts {

    @Test
    void areOfWhatTheContainerIsCalledAndWhereItIs() throws IOException {
      Attachment web =
          controller.attach(
              "web",
              lan,
              FILES,
              new SandboxOption.Hostname("www"),
              new SandboxOption.DomainName("shop.example"),
              new SandboxOption.ExtraHost("printer", IpAddress.parse("192.0.2.9")),
              new SandboxOption.ExtraHostGateway("host.internal"));
      Endpoint endpoint = web.endpoint();

      assertThat(Files.readString(files(web.sandbox()).hostname())).isEqualTo("www\n");
      assertThat(hosts(web.sandbox()))
          .startsWith("127.0.0.1\tlocalhost\n::1\tlocalhost")
          .contains("192.0.2.9\tprinter\n")
          .contains(endpoint.gateway(IpFamily.V4).orElseThrow() + "\thost.internal\n")
          .contains(endpoint.gateway(IpFamily.V6).orElseThrow() + "\thost.internal\n")
          .contains(line(endpoint, IpFamily.V4, "www.shop.example www"))
          .endsWith(line(endpoint, IpFamily.V6, "www.shop.example www"));
      assertThat(resolvConf(web.sandbox()))
          .contains(
              "nameserver 127.0.0.11\nsearch corp.example\noptions timeout:2 ndots:0\n",
              "host(127.0.0.1)");
    }

    @Test
    void sayWhatWasGivenInPlaceOfTheHosts() throws IOException {
      Sandbox web =
          controller.createSandbox(
              "web",
              FILES,
              new SandboxOption.Dns(List.of(IpAddress.parse("192.0.2.53"))),
              new SandboxOption.DnsSearch(List.of("a.example", "b.example")),
              new SandboxOption.DnsOptions(List.of("ndots:2")));
      assertThat(resolvConf(web))
          .contains(
              "nameserver 127.0.0.11\nsearch a.example b.example\noptions ndots:2\n", "192.0.2.53");
    }

    @Test
    void nameTheHostsServersWhereNobodyAnswersNames() throws IOException {
      controller.close();
      controller =
          Controller.open(
              host.host(),
              new ControllerOption.NetworkDriver(BridgeDriver.factory()),
              new ControllerOption.WithoutNames());
      Sandbox web = controller.createSandbox("web", FILES);
      assertThat(resolvConf(web)).doesNotContain("127.0.0.11");
      web.delete();
      controller.close();
      controller = opened();
    }

    @Test
    void nameTheHostsServersToWhoIsOnNetworksWithoutNamesOnly() throws IOException {
      Network plain = controller.createNetwork("bridge", "plain", new NetworkOption.WithoutNames());
      Sandbox web = controller.attach("web", plain, FILES).sandbox();
      assertThat(resolvConf(web)).doesNotContain("127.0.0.11");
      Endpoint named = lan.createEndpoint("web");
      named.join(web);
      assertThat(resolvConf(web)).contains("nameserver 127.0.0.11\n");
      named.leave();
      assertThat(resolvConf(web)).doesNotContain("127.0.0.11");
    }

    @Test
    void areShownToTheCLibrary() {
      Attachment web = controller.attach("web", lan, FILES);
      Attachment db = controller.attach("db", lan);
      SandboxFiles files = files(web.sandbox());
      String script =
          "mount --bind %s /etc/hosts; mount --bind %s /etc/resolv.conf; "
                  .formatted(files.hosts(), files.resolvConf())
              + "getent ahostsv4 web | head -n 1 | cut -d' ' -f1; "
              + "getent ahostsv4 db | head -n 1 | cut -d' ' -f1";
      String found =
          Commands.run(Path.of(web.sandbox().key()), "unshare", "-m", "sh", "-ec", script);
      assertThat(found.lines())
          .containsExactly(
              web.endpoint().address(IpFamily.V4).orElseThrow().address().toString(),
              db.endpoint().address(IpFamily.V4).orElseThrow().address().toString());
    }

    @Test
    void areTheHostsOfWhoSharesItsNamespace() throws IOException {
      Sandbox shared =
          controller.createSandbox(
              "shared",
              FILES,
              new SandboxOption.HostNamespace(),
              new SandboxOption.ExtraHost("printer", IpAddress.parse("192.0.2.9")));
      assertThat(hosts(shared))
          .startsWith(Files.readString(Path.of("/etc/hosts")))
          .endsWith("192.0.2.9\tprinter\n");
      assertThat(resolvConf(shared)).contains("nameserver 127.0.0.1\nsearch corp.example\n");
    }

    @Test
    void areThereOnlyWhereTheyWereAskedFor() {
      Attachment web = controller.attach("web", lan);
      assertThat(web.sandbox().files()).isEmpty();
      assertThat(host.host().fileFolder()).doesNotExist();
    }
  }

  @Nested
  class Changes {

    @Test
    void areWrittenInPlaceAsEndpointsComeAndGo() throws IOException {
      Sandbox web = controller.createSandbox("web", FILES);
      Object inode = Files.getAttribute(files(web).hosts(), "unix:ino");
      String alone = hosts(web);
      Endpoint first = lan.createEndpoint("first");
      Endpoint second = dual("other").createEndpoint("second", new EndpointOption.NoIpv6());

      second.join(web);
      String v4 = line(second, IpFamily.V4, "web");
      assertThat(hosts(web)).isEqualTo(alone + v4);
      first.join(web);
      assertThat(hosts(web))
          .contains("::1\t")
          .endsWith(v4 + line(first, IpFamily.V4, "web") + line(first, IpFamily.V6, "web"));
      second.leave();
      assertThat(hosts(web)).doesNotContain(v4);
      first.leave();
      assertThat(hosts(web)).isEqualTo(alone);
      assertThat(Files.getAttribute(files(web).hosts(), "unix:ino")).isEqualTo(inode);
    }

    @Test
    void leaveAloneWhatSomebodyHasEdited() throws IOException {
      Sandbox web = controller.createSandbox("web", FILES);
      Files.writeString(files(web).resolvConf(), "nameserver 192.0.2.1\n");
      Files.writeString(files(web).hostname(), "mine\n");
      Files.writeString(files(web).hosts(), "# mine\n192.0.2.1 mine\n");
      Endpoint endpoint = lan.createEndpoint("web");

      endpoint.join(web);
      assertThat(hosts(web))
          .isEqualTo(
              "# mine\n192.0.2.1 mine\n"
                  + line(endpoint, IpFamily.V4, "web")
                  + line(endpoint, IpFamily.V6, "web"));
      controller.close();
      controller = opened();
      Sandbox again = controller.getSandbox("web");
      assertThat(hosts(again)).hasLineCount(4);
      controller.getNetwork("lan").getEndpoint("web").leave();
      assertThat(hosts(again)).isEqualTo("# mine\n192.0.2.1 mine\n");
      assertThat(resolvConf(again)).isEqualTo("nameserver 192.0.2.1\n");
      assertThat(Files.readString(files(again).hostname())).isEqualTo("mine\n");
    }

    @Test
    void followNoLink() throws IOException {
      Sandbox web = controller.createSandbox("web", FILES);
      Path victim = Files.writeString(folder.resolve("victim"), "secret\n");
      Files.delete(files(web).hosts());
      Files.createSymbolicLink(files(web).hosts(), victim);
      Endpoint endpoint = lan.createEndpoint("web");

      assertThatThrownBy(() -> endpoint.join(web))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining(files(web).hosts().toString());
      assertThat(endpoint.sandbox()).isEmpty();
      assertThat(web.endpoints()).isEmpty();
      assertThat(victim).hasContent("secret\n");

      Files.delete(files(web).hosts());
      endpoint.join(web);
      Files.delete(files(web).hosts());
      Files.createSymbolicLink(files(web).hosts(), victim);
      endpoint.leave();
      web.delete();
      assertThat(victim).hasContent("secret\n");
    }

    @Test
    void thatAreRefusedKeepNothingElseOfASandboxThatIsDeleted() throws IOException {
      Sandbox web = controller.attach("web", lan, FILES).sandbox();
      Path files = files(web).hosts().getParent();
      Path moved = Files.move(files, host.host().runRoot().resolve("moved"));
      Files.createSymbolicLink(files, moved);

      assertThatThrownBy(web::delete).isInstanceOf(NetworkException.Forbidden.class);
      assertThat(Path.of(web.key())).doesNotExist();
      assertThat(lan.endpoints()).isEmpty();
      assertThat(moved.resolve("hosts")).exists();
      Files.delete(files);
      web.delete();
      assertThat(controller.sandboxes()).isEmpty();
    }

    @Test
    void areCaughtUpOnByTheNextController() throws IOException {
      Attachment web = controller.attach("web", lan, FILES);
      Path left = host.host().fileFolder().resolve("0".repeat(64));
      Path others = host.host().fileFolder().resolve("others");
      String hosts = hosts(web.sandbox());
      controller.close();
      Files.delete(files(web.sandbox()).hosts());
      Files.createDirectory(left);
      Files.writeString(left.resolve("hosts"), "");
      Files.createDirectory(others);
      Files.writeString(
          folder.resolve("resolv.conf"), "nameserver 127.0.0.1\nsearch new.example\n");

      controller = opened();
      Sandbox again = controller.getSandbox("web");
      assertThat(again.files()).isEqualTo(web.sandbox().files());
      assertThat(hosts(again)).isEqualTo(hosts);
      assertThat(resolvConf(again)).contains("search new.example\n");
      assertThat(left).doesNotExist();
      assertThat(others).exists();
      Files.delete(others);
    }

    @Test
    void areUndoneWithWhatFails() throws IOException {
      Files.createDirectories(host.host().runRoot());
      Files.writeString(host.host().fileFolder(), "in the way");
      List<Sandbox> before = new ArrayList<>(controller.sandboxes());
      assertThatThrownBy(() -> controller.attach("web", lan, FILES))
          .isInstanceOf(NetworkException.System.class)
          .hasMessageContaining("container web");
      assertThat(controller.sandboxes()).isEqualTo(before);
      Files.delete(host.host().fileFolder());
      assertThat(controller.attach("web", lan, FILES).sandbox().files()).isPresent();
    }
  }

  /// What could not be written when an endpoint left is written by the next look at everything.
  @Test
  void areFinishedLaterWhereTheDiskRefused() throws IOException {
    Attachment web = controller.attach("web", lan, FILES);
    String line = line(web.endpoint(), IpFamily.V4, "web");
    assertThat(hosts(web.sandbox())).contains(line);
    Failpoints.observe(step ->
        step.startsWith("pwrite: " + files(web.sandbox()).hosts())
            ? Optional.of(Errno.ENOSPC)
            : Optional.empty());
    web.endpoint().leave();
    Failpoints.ignore();
    assertThat(hosts(web.sandbox())).contains(line);
    var _ = controller.reconcile();
    assertThat(hosts(web.sandbox())).doesNotContain(line).contains("localhost");
  }
}
