package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.TestHost;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may have a port of the host that another has: a table for each kind of holder. What is asked
/// for is given at the host's ports named, `taken` (a conflict) or `none` (no port is free).
class PortConflictsTest {

  private static final List<IpAddress> BOTH =
      List.of(IpAddress.parse("172.20.1.2"), IpAddress.parse("fd00:1::2"));

  /// Whether a port is held by sockets, one of which is a proxy's or not, makes no difference.
  private static final List<Terms> TERMS =
      List.of(Terms.USUAL, Terms.USUAL.proxying(Proxying.NONE), Terms.USUAL.holding(0));

  private TestHost host;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.create();
    host.sysctl("net/ipv4/ip_local_port_range", "40000 40002");
  }

  @AfterEach
  void close() {
    host.close();
  }

  /// Another endpoint has something: the number that are held by sockets makes no difference.
  @ParameterizedTest(name = "held {index}: {0} then {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0.0.0.0:8080:80                | 0.0.0.0:8080:80                | taken
          0.0.0.0:8080:80                | 127.0.0.1:8080:80              | taken
          127.0.0.1:8080:80              | 0.0.0.0:8080:80                | taken
          127.0.0.1:8080:80              | 127.0.0.1:8080:80              | taken
          127.0.0.1:8080:80              | 127.0.0.2:8080:80              | 8080
          0.0.0.0:8080:80                | [::]:8080:80                   | 8080
          [::]:8080:80                   | 0.0.0.0:8080:80                | 8080
          [::]:8080:80                   | 8080:80                        | taken
          8080:80                        | 0.0.0.0:8080:80                | taken
          8080:80                        | [::]:8080:80                   | taken
          8080:80/tcp                    | 8080:80/udp                    | 8080
          8080:80/udp                    | 8080:80/tcp                    | 8080
          8080:80/udp                    | 8080:80/udp                    | taken
          8080:80                        | 8081:80                        | 8081
          8000-8010:8000-8010            | 8005:80                        | taken
          8005:80                        | 8000-8010:8000-8010            | taken
          8000-8010:8000-8010            | 8010-8020:8010-8020            | taken
          8000-8010:8000-8010            | 8011-8020:8011-8020            | 8011-8020
          8000-8010:8000-8010            | 7000-9000:7000-9000            | taken
          8000-8010:8000-8010            | 127.0.0.1:8003:80              | taken
          127.0.0.1:8000-8010:8000-8010  | 127.0.0.2:8000-8010:8000-8010  | 8000-8010
          127.0.0.1:8000-8010:8000-8010  | 8010:80                        | taken
          8000-8010:8000-8010/udp        | 8000-8010:8000-8010/tcp        | 8000-8010
          8000:80                        | 8000-8001:80                   | 8001
          8000-8001:8000-8001            | 8000-8001:80                   | none
          127.0.0.1:8000:80              | 8000-8001:80                   | 8001
          8000:80/udp                    | 8000-8001:80/tcp               | 8000
          40000:80                       | 80                             | 40001
          [::]:40000:80                  | 80                             | 40001
          127.0.0.1:40000:80             | 80                             | 40001
          40000-40002:40000-40002        | 80                             | none
          40000-40002:40000-40002/udp    | 80                             | 40000
          40000-40001:40000-40001        | 80-81                          | none
          """)
  void ofTwoEndpoints(String first, String second, String expected) {
    for (Terms terms : TERMS) {
      HostPorts ports = new HostPorts(host.thread(), host.namespace());
      try (Leased one = lease(ports, terms, "one", first)) {
        assertThat(one.bindings()).isNotEmpty();
        assertOutcome(ports, terms, second, expected, "endpoint \"one\"");
      }
      assertThat(ports.book().size()).isZero();
    }
  }

  /// A process has a port. `::` is of both families, as usual; `jdk` is an IPv6 socket at an
  /// IPv4-mapped address, which is what a `ServerSocket` is.
  @ParameterizedTest(name = "process {index}: {0} then {1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tcp 0.0.0.0 8080    | 8080:80                  | taken
          tcp 0.0.0.0 8080    | 127.0.0.1:8080:80        | taken
          tcp 127.0.0.1 8080  | 8080:80                  | taken
          tcp 127.0.0.1 8080  | 127.0.0.2:8080:80        | 8080
          tcp :: 8080         | 0.0.0.0:8080:80          | taken
          tcp :: 8080         | [::]:8080:80             | taken
          tcp 0.0.0.0 8080    | [::]:8080:80             | 8080
          jdk 127.0.0.1 8080  | 8080:80                  | taken
          jdk 127.0.0.1 8080  | 127.0.0.2:8080:80        | 8080
          tcp 0.0.0.0 8080    | 8080:80/udp              | 8080
          udp 0.0.0.0 8080    | 8080:80/udp              | taken
          udp 0.0.0.0 8080    | 8080:80/tcp              | 8080
          tcp 0.0.0.0 8005    | 8000-8010:8000-8010      | taken
          tcp 0.0.0.0 8000    | 8000-8010:80             | 8001
          tcp 0.0.0.0 8000    | 8000-8000:80             | taken
          tcp 0.0.0.0 40000   | 80                       | 40001
          tcp ::1 40000       | 80                       | 40001
          udp 0.0.0.0 40000   | 80                       | 40000
          """)
  void ofAProcess(String process, String wanted, String expected) throws IOException {
    for (Terms terms : TERMS) {
      HostPorts ports = new HostPorts(host.thread(), host.namespace());
      try (AutoCloseable _ = bound(process.split(" "))) {
        assertOutcome(
            ports, terms, wanted, expected, "java (process " + ProcessHandle.current().pid());
      } catch (IOException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
      assertThat(ports.book().size()).isZero();
    }
  }

  private void assertOutcome(
      HostPorts ports, Terms terms, String wanted, String expected, String holder) {
    switch (expected) {
      case "taken" ->
          assertThatThrownBy(() -> lease(ports, terms, "two", wanted))
              .isInstanceOf(NetworkException.Conflict.class)
              .hasMessageContaining("is taken by " + holder);
      case "none" ->
          assertThatThrownBy(() -> lease(ports, terms, "two", wanted))
              .isInstanceOf(NetworkException.Unavailable.class)
              .hasMessageContaining("no port is free for " + PublishedPort.parse(wanted));
      default -> {
        try (Leased two = lease(ports, terms, "two", wanted)) {
          assertThat(two.hostPorts()).containsExactly(expected);
        }
      }
    }
  }

  private static Leased lease(HostPorts ports, Terms terms, String endpoint, String... requests) {
    List<PublishedPort> all = new ArrayList<>();
    for (String request : requests) {
      all.add(PublishedPort.parse(request));
    }
    return Leased.of(ports.lease(new PortOwner(endpoint), all, BOTH, terms));
  }

  private AutoCloseable bound(String[] process) {
    IpAddress address = IpAddress.parse(process[1]);
    InetSocketAddress place =
        new InetSocketAddress(address.toInetAddress(), Integer.parseInt(process[2]));
    StandardProtocolFamily family =
        switch (address.family()) {
          case V4 -> StandardProtocolFamily.INET;
          case V6 -> StandardProtocolFamily.INET6;
        };
    return host.thread()
        .call(
            host.namespace(),
            () ->
                switch (process[0]) {
                  case "tcp" -> ServerSocketChannel.open(family).bind(place);
                  case "udp" -> DatagramChannel.open(family).bind(place);
                  default -> new ServerSocket(place.getPort(), 1, place.getAddress());
                });
  }
}
