package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// TCP: both sides show certificates, and each request its token.
@Timeout(60)
class TlsTest {

  private static final String TOKEN = "correct horse battery staple";
  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir static Path folder;

  private static TestHost host;
  private static TestDaemon daemon;
  private static int port;

  @BeforeAll
  static void open() throws Exception {
    host = TestDaemon.host();
    authority("authority");
    authority("stranger");
    signed("daemon", "authority");
    signed("client", "authority");
    signed("impostor", "stranger");
    Files.writeString(folder.resolve("token"), TOKEN + "\n");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    daemon =
        TestDaemon.open(
            host,
            "--hosts=tcp://127.0.0.1:" + port,
            "--tls-certificate=" + folder.resolve("daemon.crt"),
            "--tls-key=" + folder.resolve("daemon.key"),
            "--tls-authority=" + folder.resolve("authority.crt"),
            "--token-file=" + folder.resolve("token"));
  }

  @AfterAll
  static void close() {
    if (daemon != null) {
      daemon.close();
    }
    if (host != null) {
      host.close();
    }
  }

  private static void authority(String name) throws Exception {
    openssl(
        "req -x509 -newkey ed25519 -nodes -days 2 -subj /CN=%s -keyout %s.key -out %s.crt"
            .formatted(name, name, name));
  }

  private static void signed(String name, String authority) throws Exception {
    openssl(
        "req -new -newkey ed25519 -nodes -subj /CN=%s -keyout %s.key -out %s.csr"
            .formatted(name, name, name));
    Files.writeString(folder.resolve(name + ".ext"), "subjectAltName=IP:127.0.0.1\n");
    openssl(
        "x509 -req -days 2 -in %s.csr -CA %s.crt -CAkey %s.key -CAcreateserial -extfile %s.ext -out %s.crt"
            .formatted(name, authority, authority, name, name));
    openssl(
        "pkcs12 -export -in %s.crt -inkey %s.key -out %s.p12 -passout pass:password"
            .formatted(name, name, name));
  }

  private static void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(SPACE.splitAsStream(arguments).toArray(String[]::new)));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }

  private static final java.util.regex.Pattern SPACE = java.util.regex.Pattern.compile(" ");

  private static SSLContext context(KeyManager[] own) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    try (InputStream in = Files.newInputStream(folder.resolve("authority.crt"))) {
      trusted.setCertificateEntry(
          "authority",
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own, trust.getTrustManagers(), null);
    return context;
  }

  private static SSLContext as(String name) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve(name + ".p12"))) {
      own.load(in, PASSWORD);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own, PASSWORD);
    return context(keys.getKeyManagers());
  }

  /// What is answered to one request.
  private static String ask(SSLContext context, String headers) throws Exception {
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      socket
          .getOutputStream()
          .write(
              RawClient.request("GET", "/networks", headers, "").getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whoShowsHisCertificateAndTheTokenIsAnswered() throws Exception {
    assertThat(ask(as("client"), "Authorization: Bearer " + TOKEN + "\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"Name\":\"bridge\"");
  }

  @Test
  void whoHasNoTokenIsRefused() throws Exception {
    assertThat(ask(as("client"), ""))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Bearer", "a token is needed");
  }

  @Test
  void whoHasAnotherTokenIsRefused() throws Exception {
    for (String said : List.of("Bearer", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN)) {
      assertThat(ask(as("client"), "Authorization: " + said + "\r\n"))
          .as(said)
          .startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void whoShowsNoCertificateIsRefused() throws Exception {
    SSLContext nobody = context(new KeyManager[0]);
    assertThatThrownBy(() -> ask(nobody, "Authorization: Bearer " + TOKEN + "\r\n"))
        .isInstanceOfAny(SSLException.class, IOException.class);
  }

  @Test
  void whoseCertificateAStrangerSignedIsRefused() throws Exception {
    SSLContext impostor = as("impostor");
    assertThatThrownBy(() -> ask(impostor, "Authorization: Bearer " + TOKEN + "\r\n"))
        .isInstanceOfAny(SSLException.class, IOException.class);
  }

  @Test
  void whoSpeaksWithoutTlsIsRefused() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(RawClient.request("GET", "/networks", "", "").getBytes(StandardCharsets.UTF_8));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .doesNotContain("bridge");
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void theUnixSocketAsksForNoToken() throws Exception {
    assertThat(
            RawClient.ask(daemon.socket(), RawClient.request("GET", "/networks", "", "")).status())
        .isEqualTo(200);
  }
}
