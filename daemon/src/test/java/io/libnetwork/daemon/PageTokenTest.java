package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTokenTest {

  @TempDir private Path folder;

  private DaemonConfig config(String... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), "{}");
    List<String> all = new java.util.ArrayList<>(List.of("--config=" + file));
    all.add("--run=" + folder.resolve("run"));
    all.add("--page=127.0.0.1:7380");
    all.addAll(List.of(flags));
    return DaemonConfig.of(all, Map.of());
  }

  private Path kept() {
    return folder.resolve("run/page-token");
  }

  @Test
  void isMadeAtRandomAndKeptForItsOwnerAlone() throws IOException {
    String token = PageToken.of(config());
    assertThat(token).matches("[A-Za-z0-9_-]{43}");
    assertThat(PageToken.of(config())).isEqualTo(token);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept())))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder.resolve("run"))) {
      assertThat(files).containsExactly(kept());
    }
  }

  @Test
  void isMadeAnewWhereOthersMayHaveReadIt() throws IOException {
    String token = PageToken.of(config());
    Files.setPosixFilePermissions(kept(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(PageToken.of(config())).isNotEqualTo(token);
    String second = PageToken.of(config());
    Path elsewhere = Files.move(kept(), folder.resolve("elsewhere"));
    Files.createSymbolicLink(kept(), elsewhere);
    assertThat(PageToken.of(config())).isNotEqualTo(second);
    assertThat(kept()).isRegularFile();
    assertThat(Files.isSymbolicLink(kept())).isFalse();
  }

  @Test
  void isTheOneInTheFileThatIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("mine"), "correct-horse-battery\n");
    assertThat(PageToken.of(config("--page-token-file=" + file)))
        .isEqualTo("correct-horse-battery");
    assertThat(kept()).doesNotExist();
  }

  @Test
  void isRefusedWhereItCouldBeGuessed() throws IOException {
    for (String text : List.of("", "short", "has a space in its midst", "x".repeat(600))) {
      Path file = Files.writeString(folder.resolve("mine"), text);
      DaemonConfig config = config("--page-token-file=" + file);
      assertThatThrownBy(() -> PageToken.of(config))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(file.toString());
    }
  }
}
