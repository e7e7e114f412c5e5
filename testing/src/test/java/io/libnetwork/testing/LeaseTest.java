package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Event;
import io.libnetwork.Lease;
import io.libnetwork.LeaseHandle;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is leased goes with its owner, or when its time has run out, and nothing else does.
class LeaseTest {

  private static final long SECONDS = 20;
  private static final Lease LONG = new Lease.ForDuration(Duration.ofHours(1));

  private final StateStore store = new MemoryStore();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Process owner = sleeping();
  private Instant calendar = Instant.parse("2026-11-21T12:00:00Z");
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;

  private static Process sleeping() {
    try {
      return new ProcessBuilder("sleep", "600").start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
  }

  @AfterEach
  void close() {
    owner.destroyForcibly();
    if (controller != null) {
      controller.removeAll(controller.sandboxes());
      for (Network network : controller.networks()) {
        network.endpoints().forEach(Endpoint::deleteForced);
        network.delete();
      }
      controller.close();
      assertThat(store.snapshot().records()).isEmpty();
    }
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private Controller opened() {
    Controller made =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.Clock(() -> calendar),
            new ControllerOption.Store(store));
    AutoCloseable _ = made.subscribe(events::add);
    return made;
  }

  private Network network(String name, Lease... leases) {
    NetworkOption[] options = new NetworkOption[leases.length];
    for (int i = 0; i < leases.length; i++) {
      options[i] = new NetworkOption.Leased(leases[i]);
    }
    return controller.createNetwork(BridgeDriver.NAME, name, options);
  }

  private void awaitGone(Network network) throws InterruptedException {
    Event event = events.poll(SECONDS, TimeUnit.SECONDS);
    while (!(event instanceof Event.NetworkDeleted gone && gone.network().equals(network.id()))) {
      assertThat(event).as("the end of " + network).isNotNull();
      event = events.poll(SECONDS, TimeUnit.SECONDS);
    }
  }

  private void awaitGone(Sandbox sandbox) throws InterruptedException {
    Event event = events.poll(SECONDS, TimeUnit.SECONDS);
    while (!(event instanceof Event.SandboxDeleted gone && gone.sandbox().equals(sandbox.id()))) {
      assertThat(event).as("the end of " + sandbox).isNotNull();
      event = events.poll(SECONDS, TimeUnit.SECONDS);
    }
  }

  private Lease owned() {
    return Lease.ownedBy(owner.pid());
  }

  @Nested
  class AnOwnerThatEnds {

    @Test
    void takesItsNetworkAlongWithEndpointsOfOthers() throws Exception {
      Network kept = network("kept");
      Network leased = network("leased", owned(), LONG);
      Attachment web = controller.attach("web", leased, EndpointOption.Publish.of("8080:80"));
      Endpoint other = kept.createEndpoint("web");
      other.join(web.sandbox());
      leased.createEndpoint("idle");

      owner.destroyForcibly();
      awaitGone(leased);

      assertThat(controller.sandboxes()).containsExactly(web.sandbox());
      assertThat(web.sandbox().endpoints()).containsExactly(other);
      assertThat(web.sandbox().gateway(io.libnetwork.address.IpFamily.V4)).contains(other);
      assertThat(web.endpoint().deleted()).isTrue();
      assertThatThrownBy(() -> leased.createEndpoint("late"))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("its owner, process " + owner.pid() + ", has ended");
    }

    @Test
    void takesItsSandboxAlong() throws Exception {
      Network kept = network("kept");
      Attachment web =
          controller.attach(
              "web", kept, new SandboxOption.Leased(owned()), EndpointOption.Publish.of("8080:80"));
      Attachment other = controller.attach("other", kept);
      assertThat(web.sandbox().leases()).containsExactly(owned());

      owner.destroyForcibly();
      awaitGone(web.sandbox());

      assertThat(controller.sandboxes()).containsExactly(other.sandbox());
      assertThat(kept.endpoints()).containsExactly(other.endpoint());
    }

    @Test
    void takesEverythingAlongThatItOwns() throws Exception {
      List<Network> networks =
          List.of(network("a", owned()), network("b", owned()), network("c", owned()));
      for (Network each : networks) {
        controller.attach("in-" + each.name(), each, new SandboxOption.Leased(owned()));
      }

      owner.destroyForcibly();
      while (!networks.stream().allMatch(Network::deleted)) {
        assertThat(events.poll(SECONDS, TimeUnit.SECONDS)).isNotNull();
      }
      assertThat(controller.sandboxes()).isEmpty();
    }

    @Test
    void isNoticedAtTheNextStartWhereNobodyWasThere() throws Exception {
      Network kept = network("kept");
      Network leased = network("leased", owned());
      Attachment web = controller.attach("web", kept, new SandboxOption.Leased(owned()));
      leased.createEndpoint("web").join(web.sandbox());
      Attachment other = controller.attach("other", leased);
      controller.close();
      owner.destroyForcibly().waitFor();

      controller = opened();

      assertThat(controller.networks()).extracting(Network::name).containsExactly("kept");
      assertThat(controller.sandboxes())
          .extracting(Sandbox::container)
          .containsExactly(other.sandbox().container());
      assertThat(controller.getSandbox("other").endpoints()).isEmpty();
      assertThat(host.run("ip", "-o", "link")).doesNotContain("veth");
    }

    @Test
    void isNoticedAfterARestartToo() throws Exception {
      network("leased", owned());
      controller.close();
      controller = opened();
      Network again = controller.getNetwork("leased");
      assertThat(again.leases()).containsExactly(owned());

      owner.destroyForcibly();

      awaitGone(again);
    }
  }

  @Nested
  class ATimeToLive {

    @Test
    void runsOut() throws Exception {
      Network leased = network("leased", new Lease.ForDuration(Duration.ofMillis(50)));
      awaitGone(leased);
      assertThatThrownBy(() -> leased.renew(Duration.ofHours(1)))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("PT0.05S");
    }

    @Test
    void beginsAgainWhenItIsRenewed() throws Exception {
      Network leased = network("leased", LONG);
      Sandbox sandbox = controller.createSandbox("web", new SandboxOption.Leased(LONG));
      assertThat(leased.expires().orElseThrow())
          .isBetween(calendar.plus(Duration.ofMinutes(50)), calendar.plus(Duration.ofHours(1)));

      leased.renew(Duration.ofMillis(50));
      awaitGone(leased);
      sandbox.renew(Duration.ofMillis(50));
      awaitGone(sandbox);
    }

    /// The timer of the first time comes, and finds that there is time left.
    @Test
    void isNotCutShortByTheTimeBefore() throws Exception {
      Network kept = network("kept", new Lease.ForDuration(Duration.ofSeconds(3)));
      kept.renew(Duration.ofHours(2));
      Network witness = network("witness", new Lease.ForDuration(Duration.ofSeconds(3)));
      awaitGone(witness);
      assertThat(kept.deleted()).isFalse();
      kept.createEndpoint("still");
    }

    @Test
    void holdsOverARestartWhateverTheCalendarSays() throws Exception {
      network("leased", LONG);
      controller.close();
      calendar = calendar.plus(Duration.ofDays(3_000));
      controller = opened();
      Network again = controller.getNetwork("leased");
      assertThat(again.expires().orElseThrow())
          .isBetween(calendar.plus(Duration.ofMinutes(50)), calendar.plus(Duration.ofHours(1)));
      again.renew(Duration.ofMillis(50));
      awaitGone(again);
    }

    @Test
    void thatHasRunOutMeanwhileIsNoticedAtTheNextStart() {
      Network leased = network("leased", LONG);
      controller.attach("web", leased, new SandboxOption.Leased(LONG));
      leased.renew(Duration.ofMillis(1));
      controller.getSandbox("web").renew(Duration.ofMillis(1));
      controller.close();
      controller = opened();
      // Removed before or after the restart.
      assertThat(controller.networks()).isEmpty();
      assertThat(controller.sandboxes()).isEmpty();
    }

    @Test
    void isNotRenewedWhereThereIsNone() {
      Network plain = network("plain", owned());
      assertThatThrownBy(() -> plain.renew(Duration.ofHours(1)))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("network plain")
          .hasMessageContaining("without a time to live");
      assertThatThrownBy(() -> plain.renew(Duration.ZERO)).isInstanceOf(NetworkException.class);
    }
  }

  @Nested
  class AHandle {

    @Test
    void removesWhatItKeptBeforeItsClosingReturns() {
      LeaseHandle handle = new LeaseHandle();
      Network leased = network("leased", new Lease.WhileOpen(handle));
      Attachment web =
          controller.attach("web", leased, new SandboxOption.Leased(new Lease.WhileOpen(handle)));
      handle.close();
      assertThat(leased.deleted()).isTrue();
      assertThat(web.sandbox().deleted()).isTrue();
      assertThat(controller.networks()).isEmpty();
      assertThat(controller.sandboxes()).isEmpty();
      assertThat(host.run("ip", "-o", "link", "show", "up")).doesNotContain("br-");
    }

    @Test
    void thatIsClosedKeepsNothing() {
      LeaseHandle handle = new LeaseHandle();
      handle.close();
      assertThatThrownBy(() -> network("leased", new Lease.WhileOpen(handle)))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("network leased")
          .hasMessageContaining("has been closed");
      assertThat(controller.networks()).isEmpty();
    }

    @Test
    void endsWithItsProcess() {
      network("leased", new Lease.WhileOpen(new LeaseHandle()));
      controller.close();
      controller = opened();
      assertThat(controller.networks()).isEmpty();
    }

    @Test
    void knowsNothingOfWhatWasDeletedBefore() {
      LeaseHandle handle = new LeaseHandle();
      Network first = network("leased", new Lease.WhileOpen(handle));
      first.delete();
      Network second = network("leased");
      handle.close();
      assertThat(controller.networks()).containsExactly(second);
    }
  }

  @Test
  void endsWithAConnectionWhoeverHadItsOtherSide(@TempDir Path folder) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (SocketChannel client = SocketChannel.open(address)) {
        Network leased = network("leased", Lease.whileConnected(server.accept()));
        client.write(java.nio.ByteBuffer.wrap(new byte[1000]));
        assertThat(controller.networks()).containsExactly(leased);
        client.shutdownOutput();
        awaitGone(leased);
      }
    }
  }

  @Nested
  class WhatCannotBe {

    @Test
    void isRefusedAndNothingIsMade() throws Exception {
      Lease gone = owned();
      owner.destroyForcibly().waitFor();
      String links = host.run("ip", "-o", "link");
      assertThatThrownBy(() -> network("leased", gone))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining(Long.toString(owner.pid()));
      assertThatThrownBy(() -> controller.createSandbox("web", new SandboxOption.Leased(gone)))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("web");
      assertThat(host.run("ip", "-o", "link")).isEqualTo(links);
      assertThat(controller.networks()).isEmpty();
      assertThat(controller.sandboxes()).isEmpty();
    }
  }
}
