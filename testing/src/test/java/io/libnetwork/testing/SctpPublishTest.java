package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Ports published over SCTP. Where the kernel has it, by real packets; where not, that it says so.
class SctpPublishTest {

  private static final Path SOCAT = Path.of("/usr/bin/socat");

  private Lab lab;

  @BeforeEach
  void open() {
    lab = Lab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aProxyServesNone() {
    Attachment web = lab.controller().attach("web", lab.dual("shop"));
    assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("[::1]:8080:80/sctp")))
        .isInstanceOf(NetworkException.NotImplemented.class)
        .hasMessageContaining("[::1]:8080:80/sctp")
        .hasMessageContaining("there is none for sctp");
    assertThat(web.endpoint().driverInformation().ports()).isEmpty();
  }

  @Test
  void isRefusedByAKernelWithoutIt() {
    Optional<Errno> missing = missing();
    skipUnless(missing.isPresent(), "this kernel has SCTP, so it is not refused");
    Attachment web = lab.controller().attach("web", lab.dual("shop"));
    assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("8080:80/sctp")))
        .isInstanceOf(NetworkException.NotImplemented.class)
        .hasMessageContaining("8080/sctp")
        .hasMessageContaining("expected a kernel with sctp");
    assertThat(web.endpoint().driverInformation().ports()).isEmpty();
  }

  @Nested
  class WithSctp {

    private Attachment web;

    @BeforeEach
    void publish() {
      skipUnless(missing().isEmpty(), "this kernel has no SCTP (module sctp)");
      web =
          lab.controller()
              .attach("web", lab.dual("shop"), EndpointOption.Publish.of("8080:80/sctp"));
    }

    @Test
    void holdsThePortAndRefusesItToOthers() {
      assertThat(web.endpoint().driverInformation().ports()).hasSize(2);
      assertThatThrownBy(SctpPublishTest.this::bind)
          .isInstanceOf(SystemCallException.class)
          .hasMessageContaining("8080");
      Attachment other = lab.controller().attach("other", web.endpoint().network());
      assertThatThrownBy(() -> other.endpoint().publish(PublishedPort.parse("8080:80/sctp")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("endpoint \"web\"");
      other.endpoint().publish(PublishedPort.parse("8080:80/tcp"));
    }

    @Test
    void reachesTheContainer() throws IOException {
      skipUnless(Files.isExecutable(SOCAT), "no socat to speak SCTP with");
      Process server =
          lab.place(web)
              .start(SOCAT.toString(), "SCTP6-LISTEN:80,fork,ipv6only=0", "SYSTEM:echo web");
      try {
        for (String to : new String[] {Lab.HOST_V4, "[" + Lab.HOST_V6 + "]"}) {
          assertThat(answer(to)).isEqualTo("web");
        }
      } finally {
        server.destroy();
      }
    }

    /// The server takes a moment to listen.
    private String answer(String to) {
      String heard = "";
      for (int tries = 0; tries < 20 && heard.isEmpty(); tries++) {
        heard =
            lab.remote().script("socat -T 2 - SCTP:" + to + ":8080 < /dev/null || true").strip();
      }
      return heard;
    }
  }

  private BoundSocket bind() throws IOException {
    return lab.host()
        .open(() ->
            BoundSocket.open(
                SocketSource.HERE, Protocol.SCTP, IpAddress.parse("0.0.0.0"), new Port(8080)));
  }

  /// What the kernel says where it has no SCTP.
  private Optional<Errno> missing() {
    try (BoundSocket _ = bind()) {
      return Optional.empty();
    } catch (SystemCallException refused) {
      return Optional.of(refused.errno());
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void skipUnless(boolean possible, String why) {
    if (!possible) {
      System.err.println("SKIPPED: " + why);
    }
    Assumptions.assumeTrue(possible, why);
  }
}
