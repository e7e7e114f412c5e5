package io.libnetwork.plugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.plugins.discovery.PluginFolders;
import io.libnetwork.plugins.kit.NetworkService;
import io.libnetwork.plugins.kit.PluginRefusal;
import io.libnetwork.plugins.kit.PluginServer;
import io.libnetwork.plugins.protocol.CreateEndpointAnswer;
import io.libnetwork.plugins.protocol.CreateEndpointCall;
import io.libnetwork.plugins.protocol.CreateNetworkCall;
import io.libnetwork.plugins.protocol.EndpointCall;
import io.libnetwork.plugins.protocol.JoinAnswer;
import io.libnetwork.plugins.protocol.JoinCall;
import io.libnetwork.plugins.protocol.NetworkCall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A plugin at a port of TCP, named by a file with `TLSConfig`: both sides show certificates.
class RemoteTlsTest {

  private static final String PASSWORD = "password";
  private static final Pattern SPACE = Pattern.compile(" ");

  /// A plugin that is not reached is tried again for no longer than that.
  private static final PluginSettings HASTY =
      new PluginSettings(
          Duration.ofSeconds(5), Duration.ofMillis(1), 100, Duration.ofMillis(1), 1 << 20);

  @TempDir static Path certificates;
  @TempDir Path folder;

  private PluginServer server;
  private PluginDrivers drivers;

  /// One that answers, and makes nothing.
  private static final class Idle implements NetworkService {
    @Override
    public void createNetwork(CreateNetworkCall call) {}

    @Override
    public void deleteNetwork(NetworkCall call) {}

    @Override
    public CreateEndpointAnswer createEndpoint(CreateEndpointCall call) {
      throw new PluginRefusal("nothing is made here");
    }

    @Override
    public void deleteEndpoint(EndpointCall call) {}

    @Override
    public JoinAnswer join(JoinCall call) {
      throw new PluginRefusal("nothing is made here");
    }

    @Override
    public void leave(EndpointCall call) {}
  }

  @BeforeAll
  static void sign() throws Exception {
    for (String authority : List.of("authority", "stranger")) {
      openssl(
          "req -x509 -newkey ed25519 -nodes -days 2 -subj /CN=%s -keyout %s.key -out %s.crt"
              .formatted(authority, authority, authority));
    }
    signed("plugin", "authority", "IP:127.0.0.1");
    signed("elsewhere", "authority", "DNS:elsewhere.example");
    signed("client", "authority", "DNS:client.example");
    signed("intruder", "stranger", "DNS:client.example");
  }

  private static void signed(String name, String authority, String called) throws Exception {
    openssl(
        "req -new -newkey ed25519 -nodes -subj /CN=%s -keyout %s.key -out %s.csr"
            .formatted(name, name, name));
    Files.writeString(certificates.resolve(name + ".ext"), "subjectAltName=" + called + "\n");
    openssl(
        "x509 -req -days 2 -in %s.csr -CA %s.crt -CAkey %s.key -CAcreateserial -extfile %s.ext -out %s.crt"
            .formatted(name, authority, authority, name, name));
    openssl(
        "pkcs12 -export -in %s.crt -inkey %s.key -out %s.p12 -passout pass:%s"
            .formatted(name, name, name, PASSWORD));
  }

  private static void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    SPACE.splitAsStream(arguments).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .directory(certificates.toFile())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }

  @BeforeEach
  void serve() {
    server = PluginServer.serve(certificates.resolve("behind.sock"), new Idle());
    drivers = PluginDrivers.of(PluginFolders.of(List.of(folder)), HASTY);
  }

  @AfterEach
  void close() {
    drivers.close();
    server.close();
  }

  private TlsFront front(String certificate) {
    return new TlsFront(
        certificates.resolve("behind.sock"),
        certificates.resolve(certificate + ".p12"),
        certificates.resolve("authority.crt"),
        PASSWORD);
  }

  private void pointTo(int port, String authority, String client) throws IOException {
    Files.writeString(
        folder.resolve("far.json"),
        """
        {"Name": "far", "Addr": "tcp://127.0.0.1:%d", "TLSConfig":
          {"CAFile": "%s.crt", "CertFile": "%s.crt", "KeyFile": "%s.key"}}
        """
            .formatted(
                port,
                certificates.resolve(authority),
                certificates.resolve(client),
                certificates.resolve(client)));
  }

  private void assertRefused(int port, String words) {
    assertThatExceptionOfType(NetworkException.class)
        .isThrownBy(() -> drivers.networkDriver("far"))
        .withMessageContaining("127.0.0.1:" + port)
        .withMessageMatching("(?si).*(" + words + ").*");
  }

  @Test
  void isUsedWhereBothSidesAreWhoTheySay() throws IOException {
    try (TlsFront front = front("plugin")) {
      pointTo(front.port(), "authority", "client");
      assertThat(drivers.networkDriver("far"))
          .hasValueSatisfying(found -> assertThat(found.name()).isEqualTo("far"));
    }
  }

  @Test
  void isNotUsedWhereAnotherAuthorityIsTrusted() throws IOException {
    try (TlsFront front = front("plugin")) {
      pointTo(front.port(), "stranger", "client");
      assertRefused(front.port(), "certification path|certificate");
    }
  }

  @Test
  void isNotUsedWhereItsCertificateIsForAnotherName() throws IOException {
    try (TlsFront front = front("elsewhere")) {
      pointTo(front.port(), "authority", "client");
      assertRefused(front.port(), "subject alternative names");
    }
  }

  @Test
  void doesNotServeWhomItsAuthorityDoesNotKnow() throws IOException {
    try (TlsFront front = front("plugin")) {
      pointTo(front.port(), "authority", "intruder");
      assertRefused(front.port(), "certificate|closed the connection");
    }
  }

  @Test
  void isNotUsedWhereItSpeaksNoTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try (var client = plain.accept()) {
                  client
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException ended) {
                  System.err.println("the plain port has ended: " + ended.getMessage());
                }
              });
      pointTo(plain.getLocalPort(), "authority", "client");
      assertRefused(plain.getLocalPort(), "SSL|TLS|plaintext");
      answering.join(Duration.ofSeconds(5));
    }
  }
}
