package io.libnetwork.plugins.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.TlsFiles;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Plugins in folders, and what is not believed of them.
class PluginFinderTest {

  @TempDir Path root;

  private final List<ServerSocketChannel> open = new ArrayList<>();
  private Path sockets;
  private Path etc;
  private Path usr;
  private PluginFinder finder;

  @BeforeEach
  void makeFolders() throws IOException {
    sockets = Files.createDirectory(root.resolve("run"));
    etc = Files.createDirectory(root.resolve("etc"));
    usr = Files.createDirectory(root.resolve("usr"));
    finder = new PluginFinder(new PluginFolders(List.of(sockets), List.of(etc, usr)));
  }

  @AfterEach
  void close() throws IOException {
    for (ServerSocketChannel each : open) {
      each.close();
    }
  }

  private Path socket(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    open.add(channel);
    assertThat(channel.bind(UnixDomainSocketAddress.of(path))).isSameAs(channel);
    return path;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private static Optional<PluginAddress> at(Path socket) {
    return Optional.of(new PluginAddress.Socket(socket));
  }

  @Nested
  class WhatIsFound {

    @Test
    void isASocketOrOneInAFolderOfItsName() throws IOException {
      Path plain = socket(sockets.resolve("a.sock"));
      Path folder = socket(sockets.resolve("b").resolve("b.sock"));
      assertThat(finder.find("a")).isEqualTo(at(plain));
      assertThat(finder.find("b")).isEqualTo(at(folder));
      assertThat(finder.find("c")).isEmpty();
    }

    /// Who asked himself would wait for himself.
    @Test
    void isNotOurselves() throws IOException {
      Path own = socket(sockets.resolve("we.sock"));
      Path other = socket(sockets.resolve("other.sock"));
      write(etc.resolve("alias.spec"), "unix://" + own);
      PluginFinder careful =
          new PluginFinder(new PluginFolders(List.of(sockets), List.of(etc)).but(own));
      assertThat(careful.find("we")).isEmpty();
      assertThat(careful.find("alias")).isEmpty();
      assertThat(careful.find("other")).isEqualTo(at(other));
      assertThat(careful.names()).containsExactly("alias", "other");
    }

    @Test
    void isASocketBeforeAFileAndASpecBeforeJson() throws IOException {
      write(usr.resolve("a.spec"), "unix://" + sockets.resolve("usr.sock") + "\n");
      write(etc.resolve("a.json"), "{\"Addr\":\"unix://" + sockets.resolve("json.sock") + "\"}");
      assertThat(finder.find("a")).isEqualTo(at(sockets.resolve("json.sock")));
      write(etc.resolve("a").resolve("a.spec"), "unix://" + sockets.resolve("spec.sock"));
      assertThat(finder.find("a")).isEqualTo(at(sockets.resolve("spec.sock")));
      Path socket = socket(sockets.resolve("a.sock"));
      assertThat(finder.find("a")).isEqualTo(at(socket));
      assertThat(finder.names()).containsExactly("a");
    }

    @Test
    void isAPortWithCertificatesOfBothSides() throws IOException {
      for (String file : List.of("ca.pem", "cert.pem", "key.pem")) {
        write(etc.resolve(file), "");
      }
      write(
          etc.resolve("far.json"),
          "{\"Name\":\"far\",\"Addr\":\"https://10.0.0.9:8080\",\"TLSConfig\":{\"CAFile\":\"ca.pem\",\"CertFile\":\"cert.pem\",\"KeyFile\":\"key.pem\"}}");
      assertThat(finder.find("far"))
          .contains(
              new PluginAddress.Tls(new DaemonAddress.Tls("10.0.0.9", 8080), TlsFiles.in(etc)));
    }

    @Test
    void comesAndGoes() throws IOException {
      assertThat(finder.find("a")).isEmpty();
      Path socket = socket(sockets.resolve("a.sock"));
      assertThat(finder.find("a")).isPresent();
      Files.delete(socket);
      assertThat(finder.find("a")).isEmpty();
    }
  }

  @Nested
  class WhatIsRefused {

    private void assertForbidden(String name, String words) {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> finder.find(name))
          .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "../a", ".a", "a b", "a\nb", "a:1"})
    void aNameThatLeadsElsewhere(String name) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> finder.find(name))
          .withMessageContaining("invalid plugin name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp://10.0.0.9:8080", "http://localhost:80", "https://10.0.0.9:1"})
    void aPortWithoutTls(String address) throws IOException {
      write(etc.resolve("a.spec"), address);
      assertForbidden("a", "'" + address + "', a port of TCP without TLS");
      write(usr.resolve("b.json"), "{\"Addr\":\"" + address + "\"}");
      assertForbidden("b", "'" + address + "', a port of TCP without TLS");
    }

    @Test
    void aCertificateThatIsNotVerified() throws IOException {
      write(
          etc.resolve("a.json"),
          "{\"Addr\":\"tcp://10.0.0.9:1\",\"TLSConfig\":{\"InsecureSkipVerify\":true}}");
      assertForbidden("a", "InsecureSkipVerify");
    }

    @Test
    void aCertificateThatIsMissing() throws IOException {
      write(
          etc.resolve("a.json"),
          "{\"Addr\":\"tcp://10.0.0.9:1\",\"TLSConfig\":{\"CAFile\":\"nosuch.pem\"}}");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> finder.find("a"))
          .withMessageContaining("CAFile 'nosuch.pem', which cannot be read");
    }

    @Test
    void aSocketOutside() throws IOException {
      write(etc.resolve("a.spec"), "unix:///var/run/other.sock");
      assertForbidden("a", "'unix:///var/run/other.sock', which is outside of " + sockets);
      write(etc.resolve("b.spec"), "unix://" + sockets + "/../other.sock");
      assertForbidden("b", "which is outside of");
    }

    @Test
    void aLinkThatLeadsOutside() throws IOException {
      Path elsewhere = socket(root.resolve("x.sock"));
      Files.createSymbolicLink(sockets.resolve("a.sock"), elsewhere);
      assertForbidden("a", "leads to " + elsewhere);
      write(root.resolve("b.spec"), "unix://" + sockets.resolve("b2.sock"));
      Files.createSymbolicLink(etc.resolve("b.spec"), root.resolve("b.spec"));
      assertForbidden("b", "outside of " + etc);
      Files.createSymbolicLink(sockets.resolve("c2.sock"), elsewhere);
      write(etc.resolve("c.spec"), "unix://" + sockets.resolve("c2.sock"));
      assertForbidden("c", "leads to " + elsewhere);
    }

    @Test
    void whatIsNoSocket() throws IOException {
      write(sockets.resolve("a.sock"), "");
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> finder.find("a"))
          .withMessageContaining("is no socket");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "unix://relative", "ftp://x:1", "[]", "{\"Addr\":7"})
    void aFileThatSaysNothing(String text) throws IOException {
      write(etc.resolve("a.spec"), text);
      write(etc.resolve("b.json"), text);
      for (String name : List.of("a", "b")) {
        assertThatThrownBy(() -> finder.find(name))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("plugin file " + etc);
      }
    }
  }
}
