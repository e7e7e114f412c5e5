package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

  @TempDir private Path folder;

  private ServerSocketChannel listen(Path path) throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  @Test
  void removesWhatAnEndedProcessLeft() throws IOException {
    Path path = folder.resolve("s");
    listen(path).close();
    assertThat(path).exists();
    new SocketFile(path, Optional.empty()).clear();
    assertThat(path).doesNotExist();
  }

  @Test
  void makesTheFolder() {
    Path path = folder.resolve("deep/er/s");
    new SocketFile(path, Optional.empty()).clear();
    assertThat(path.getParent()).isDirectory();
  }

  @Test
  void leavesAloneWhereSomebodyListens() throws IOException {
    Path path = folder.resolve("s");
    try (ServerSocketChannel _ = listen(path)) {
      assertThatThrownBy(() -> new SocketFile(path, Optional.empty()).clear())
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining(path.toString());
      assertThat(path).exists();
    }
  }

  @Test
  void leavesAloneWhatIsNoSocket() throws IOException {
    Path path = Files.writeString(folder.resolve("s"), "mine");
    assertThatThrownBy(() -> new SocketFile(path, Optional.empty()).clear())
        .isInstanceOf(NetworkException.Conflict.class);
    assertThat(path).hasContent("mine");
  }

  @Test
  void letsOwnerAndGroupUseItAndNobodyElse() throws IOException {
    Path path = folder.resolve("s");
    try (ServerSocketChannel _ = listen(path)) {
      new SocketFile(path, Optional.empty()).permit();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-rw----");
    }
  }

  @Test
  void refusesAGroupThatIsNot() throws IOException {
    Path path = folder.resolve("s");
    try (ServerSocketChannel _ = listen(path)) {
      assertThatThrownBy(() -> new SocketFile(path, Optional.of("no-such-group")).permit())
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("no-such-group");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .doesNotContain("w-r-");
    }
  }
}
