package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Published SCTP ports, by real packets: where the kernel has SCTP, and socat(1) is there to speak
/// it.
class SctpTest {

  private static final Path SOCAT = Path.of("/usr/bin/socat");

  /// How socat(1) spells the remote host's addresses.
  private static final List<String> REMOTE =
      List.of("198.51.100.2", "[2001:0db8:0009:0000:0000:0000:0000:0002]");

  private final List<Process> servers = new ArrayList<>();
  private Lab lab;
  private Attachment web;

  @BeforeEach
  void open() throws IOException {
    lab = Lab.open();
    requireSctp();
    web = attach("web", "8080:80/sctp");
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      server.waitFor();
    }
    lab.close();
  }

  @Test
  void aPublishedPortIsReachedFromARemoteHostWhoseAddressIsSeen() {
    assertThat(ask(lab.remote(), Lab.HOST_V4, 8080)).isEqualTo("web sees " + REMOTE.getFirst());
    assertThat(ask(lab.remote(), Lab.HOST_V6, 8080)).isEqualTo("web sees " + REMOTE.getLast());
  }

  @Test
  void itIsReachedFromTheHostAndFromAnotherNetwork() {
    Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("other")));
    assertThat(ask(lab.host(), Lab.HOST_V4, 8080)).startsWith("web sees ");
    assertThat(ask(lab.host(), Lab.HOST_V6, 8080)).startsWith("web sees ");
    assertThat(ask(lab.host(), "127.0.0.1", 8080)).startsWith("web sees ");
    assertThat(ask(stranger, Lab.HOST_V4, 8080)).startsWith("web sees ");
    assertThat(ask(stranger, Lab.HOST_V6, 8080)).startsWith("web sees ");
  }

  @Test
  void whatIsNotPublishedIsNotReached() {
    assertThat(ask(lab.remote(), Lab.HOST_V4, 80)).isEqualTo(Place.REFUSAL);
    assertThat(lab.remote().tcp(Lab.HOST_V4, 8080)).isEqualTo(Place.REFUSAL);
  }

  @Test
  void itIsReachedNoMoreWhenItIsWithdrawn() {
    assertThat(ask(lab.remote(), Lab.HOST_V4, 8080)).startsWith("web sees ");
    web.endpoint().unpublish(PublishedPort.parse("8080:80/sctp"));
    assertThat(ask(lab.remote(), Lab.HOST_V4, 8080)).isEqualTo(Place.REFUSAL);
    web.endpoint().publish(PublishedPort.parse("8081:80/sctp"));
    assertThat(ask(lab.remote(), Lab.HOST_V4, 8081)).startsWith("web sees ");
  }

  @Test
  void itIsKeptFromOtherProcessesAndTakenByNone() throws IOException {
    assertThatThrownBy(() -> hold(8080)).hasStackTraceContaining("EADDRINUSE");
    try (BoundSocket _ = hold(8082)) {
      assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("8082:80/sctp")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("8082/sctp");
    }
    hold(8080 + 3).close();
  }

  @Test
  void aContainerReachesARemoteHostUnderTheHostsAddress() {
    serve(lab.remote(), "remote");
    Place place = lab.place(web);
    assertThat(ask(place, Lab.REMOTE_V4, 80)).isEqualTo("remote sees " + Lab.HOST_V4);
    assertThat(ask(place, Lab.REMOTE_V6, 80)).startsWith("remote sees [2001:0db8:0009:");
  }

  private Attachment attach(String name, String publication) {
    Attachment attachment =
        lab.controller().attach(name, lab.dual("shop"), EndpointOption.Publish.of(publication));
    serve(lab.place(attachment), name);
    return attachment;
  }

  /// Answers at port 80 of both families; returns when it does.
  private void serve(Place place, String name) {
    for (String listening : List.of("SCTP4-LISTEN:80,fork", "SCTP6-LISTEN:80,fork,ipv6only=1")) {
      Process server =
          place.start(
              SOCAT.toString(),
              "-d",
              "-d",
              "-U",
              listening,
              "SYSTEM:echo " + name + " sees $SOCAT_PEERADDR");
      servers.add(server);
      List<String> said = new ArrayList<>();
      boolean up =
          server.inputReader().lines().peek(said::add).anyMatch(line -> line.contains("listening"));
      assertThat(up).as("%s", said).isTrue();
    }
  }

  /// What the server answers, or [Place#REFUSAL].
  private static String ask(Place from, String address, int port) {
    String to = address.contains(":") ? "SCTP6:[" + address + "]:" : "SCTP4:" + address + ":";
    try {
      return from.run(SOCAT + " -u " + to + port + ",connect-timeout=10 -").strip();
    } catch (IllegalStateException failed) {
      assertThat(failed).hasMessageContaining("Connection refused");
      return Place.REFUSAL;
    }
  }

  private BoundSocket hold(int port) throws IOException {
    return lab.host()
        .open(() ->
            BoundSocket.open(
                SocketSource.HERE, Protocol.SCTP, Ipv4Address.UNSPECIFIED, new Port(port)));
  }

  private void requireSctp() throws IOException {
    try {
      hold(1).close();
    } catch (SystemCallException lacking) {
      assertThat(lacking.errno()).isEqualTo(Errno.EPROTONOSUPPORT);
      abort("this kernel has no SCTP; in a virtual machine: ./verify --vm SctpTest");
    }
    assumeTrue(Files.isExecutable(SOCAT), "no " + SOCAT + " to speak SCTP");
  }
}
