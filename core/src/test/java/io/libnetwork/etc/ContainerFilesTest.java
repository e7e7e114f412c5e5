package io.libnetwork.etc;

import static io.libnetwork.etc.ContainerFile.HOSTNAME;
import static io.libnetwork.etc.ContainerFile.HOSTS;
import static io.libnetwork.etc.ContainerFile.RESOLV_CONF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerFilesTest {

  @TempDir private Path above;
  private Path folder;
  private ContainerFiles files;

  @BeforeEach
  void opens() throws IOException {
    folder = above.resolve("sandbox");
    files = ContainerFiles.in(folder);
  }

  private String onDisk(ContainerFile file) throws IOException {
    return Files.readString(files.path(file), StandardCharsets.ISO_8859_1);
  }

  private static Object inode(Path path) throws IOException {
    return Files.getAttribute(path, "unix:ino");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Nested
  class Written {

    @Test
    void isReadableByAllWhateverTheProcessMasks() throws IOException {
      assertThat(files.state(HOSTNAME)).isEqualTo(FileState.ABSENT);
      assertThat(files.read(HOSTNAME)).isEmpty();
      assertThat(files.write(HOSTNAME, "web\n")).isTrue();

      assertThat(files.path(HOSTNAME)).isEqualTo(folder.resolve("hostname")).hasContent("web\n");
      assertThat(files.read(HOSTNAME)).contains("web\n");
      assertThat(files.state(HOSTNAME)).isEqualTo(FileState.OURS);
      assertThat(mode(folder)).isEqualTo("rwxr-xr-x");
      assertThat(mode(folder.resolve("hostname"))).isEqualTo("rw-r--r--");
    }

    @Test
    void staysTheFileItIs() throws IOException {
      files.write(RESOLV_CONF, "a long text that was there before\n");
      Object inode = inode(files.path(RESOLV_CONF));
      for (String text : List.of("short\n", "", "a longer one than all that were there before\n")) {
        assertThat(files.write(RESOLV_CONF, text)).isTrue();
        assertThat(onDisk(RESOLV_CONF)).isEqualTo(text);
        assertThat(inode(files.path(RESOLV_CONF))).isEqualTo(inode);
      }
    }

    @Test
    void isNotWrittenOverWhatSomebodyEdited() throws IOException {
      files.write(RESOLV_CONF, "ours\n");
      Files.writeString(files.path(RESOLV_CONF), "his\n");

      assertThat(files.state(RESOLV_CONF)).isEqualTo(FileState.EDITED);
      assertThat(files.write(RESOLV_CONF, "new\n")).isFalse();
      assertThat(onDisk(RESOLV_CONF)).isEqualTo("his\n");
      assertThat(ContainerFiles.in(folder).state(RESOLV_CONF)).isEqualTo(FileState.EDITED);

      Files.writeString(files.path(RESOLV_CONF), "ours\n");
      assertThat(files.write(RESOLV_CONF, "new\n")).isTrue();
    }

    @Test
    void isOursWhereNothingIsWrittenDown() throws IOException {
      Files.writeString(folder.resolve("hosts"), "made by an engine\n");

      assertThat(files.state(HOSTS)).isEqualTo(FileState.OURS);
      assertThat(files.write(HOSTS, "x\n")).isTrue();
    }

    @Test
    void isNobodysWhereWhatIsWrittenDownIsDamaged() throws IOException {
      files.write(HOSTS, "x\n");
      for (String damaged : List.of("", "written sha256:1\n", "writing x", "\u0000")) {
        Files.writeString(folder.resolve(".hosts.written"), damaged);
        assertThat(files.state(HOSTS)).as(damaged).isEqualTo(FileState.EDITED);
        assertThat(files.write(HOSTS, "y\n")).isFalse();
      }
    }

    @Test
    void isMadeAnewWhereSomebodyRemovedIt() throws IOException {
      files.write(HOSTS, "x\n");
      Files.delete(files.path(HOSTS));

      assertThat(files.state(HOSTS)).isEqualTo(FileState.ABSENT);
      assertThat(files.write(HOSTS, "x\n")).isTrue();
      assertThat(onDisk(HOSTS)).isEqualTo("x\n");
    }

    @Test
    void isGoneWithItsFolder() throws IOException {
      files.write(HOSTS, "x\n");
      files.write(RESOLV_CONF, "x\n");
      files.delete();
      assertThat(folder).doesNotExist();
      files.delete();

      ContainerFiles again = ContainerFiles.in(folder);
      again.write(HOSTS, "x\n");
      Files.writeString(folder.resolve("his"), "y");
      again.delete();
      assertThat(folder).isDirectoryContaining("glob:**his");
      assertThat(folder.resolve("hosts")).doesNotExist();
    }
  }

  @Nested
  class Edited {

    private final HostEntry web = HostEntry.of(IpAddress.parse("10.0.0.2"), "web", "");

    private void add() throws IOException {
      files.edit(HOSTS, text -> HostsFile.parse(text).with(List.of(web), false).toString());
    }

    @Test
    void keepsWhatSomebodyWroteAndStaysHis() throws IOException {
      files.write(HOSTS, "127.0.0.1\tlocalhost\n");
      add();
      assertThat(files.state(HOSTS)).isEqualTo(FileState.OURS);

      Files.writeString(
          files.path(HOSTS), onDisk(HOSTS) + "10.9.9.9\tm\u00fcller", StandardCharsets.ISO_8859_1);
      add();
      assertThat(onDisk(HOSTS))
          .isEqualTo("127.0.0.1\tlocalhost\n10.0.0.2\tweb\n10.9.9.9\tm\u00fcller\n10.0.0.2\tweb\n");
      assertThat(files.state(HOSTS)).isEqualTo(FileState.EDITED);
      assertThat(files.write(HOSTS, "x\n")).isFalse();

      files.edit(HOSTS, text -> HostsFile.parse(text).without(List.of(web)).toString());
      assertThat(onDisk(HOSTS)).isEqualTo("127.0.0.1\tlocalhost\n10.9.9.9\tm\u00fcller\n");
    }

    @Test
    void makesAMissingFile() throws IOException {
      add();
      assertThat(onDisk(HOSTS)).isEqualTo("10.0.0.2\tweb\n");
      assertThat(files.state(HOSTS)).isEqualTo(FileState.OURS);
    }

    @Test
    void losesNoneOfManyAtATime() throws Exception {
      int threads = 8;
      int times = 25;
      files.write(HOSTS, "");
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        List<Callable<Void>> adding = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
          String prefix = "n" + t + "-";
          adding.add(() -> {
            for (int i = 0; i < times; i++) {
              String line = prefix + i + "\n";
              files.edit(HOSTS, text -> text + line);
              files.write(RESOLV_CONF, line);
            }
            return null;
          });
        }
        for (Future<Void> done : pool.invokeAll(adding)) {
          done.get();
        }
      }
      assertThat(onDisk(HOSTS).lines()).hasSize(threads * times).doesNotHaveDuplicates();
      assertThat(files.state(HOSTS)).isEqualTo(FileState.OURS);
      assertThat(files.state(RESOLV_CONF)).isEqualTo(FileState.OURS);
    }
  }

  @Nested
  class AmongThingsOthersPlaced {

    private Path secret;

    @BeforeEach
    void hasASecret() throws IOException {
      secret = Files.writeString(above.resolve("secret"), "secret\n");
    }

    private void assertRefused(ContainerFile file) throws IOException {
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> files.write(file, "x\n"))
          .withMessageContaining(file.fileName());
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> files.read(file));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> files.edit(file, text -> text + "x\n"));
      assertThat(secret).hasContent("secret\n");
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
      Files.createSymbolicLink(files.path(HOSTS), secret);
      assertRefused(HOSTS);
      files.write(RESOLV_CONF, "ours\n");
      Files.delete(files.path(RESOLV_CONF));
      Files.createSymbolicLink(files.path(RESOLV_CONF), secret);
      assertRefused(RESOLV_CONF);
      Files.createSymbolicLink(files.path(HOSTNAME), above.resolve("nothing"));
      assertRefused(HOSTNAME);
      assertThat(above.resolve("nothing")).doesNotExist();
    }

    @Test
    void writesNothingDownThroughALink() throws IOException {
      Files.createSymbolicLink(folder.resolve(".hosts.written.new"), secret);
      files.write(HOSTS, "x\n");
      Files.delete(folder.resolve(".hosts.written"));
      Files.createSymbolicLink(folder.resolve(".hosts.written"), secret);

      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> files.write(HOSTS, "y\n"));
      assertThat(secret).hasContent("secret\n");
    }

    @Test
    void writesToNoFileThatHasAnotherName() throws IOException {
      Files.createLink(files.path(HOSTS), secret);
      assertRefused(HOSTS);
    }

    @Test
    void takesNoFolderForAFile() throws IOException {
      Files.createDirectory(files.path(HOSTS));
      assertRefused(HOSTS);
    }

    @Test
    void removesALinkAndNotWhatItNames() throws IOException {
      Files.createSymbolicLink(files.path(HOSTS), secret);
      files.delete();

      assertThat(folder).doesNotExist();
      assertThat(secret).hasContent("secret\n");
    }

    @Test
    void takesNoLinkForItsFolder() throws IOException {
      Path link = Files.createSymbolicLink(above.resolve("link"), folder);

      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> ContainerFiles.in(link))
          .withMessageContaining(link.toString());
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> ContainerFiles.in(secret));
    }

    @Test
    void leavesAFileThatWasGrownToItsOwner() throws IOException {
      files.write(HOSTS, "x\n");
      String huge = "#".repeat((1 << 20) + 1);
      Files.writeString(files.path(HOSTS), huge);

      assertThat(files.write(HOSTS, "y\n")).isFalse();
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> files.edit(HOSTS, text -> text + "y\n"))
          .withMessageContaining("1048576");
      assertThat(Files.size(files.path(HOSTS))).isEqualTo(huge.length());
    }
  }

  @Test
  void saysThatAFolderCannotBeWrittenTo() throws IOException {
    // Nobody can make a file here, root neither
    ContainerFiles there = ContainerFiles.in(Path.of("/proc/self/task"));

    assertThatIOException()
        .isThrownBy(() -> there.write(RESOLV_CONF, "x\n"))
        .withMessageContaining("/proc/self/task");
    assertThatIOException()
        .isThrownBy(() -> ContainerFiles.in(above.resolve("missing/sandbox")))
        .withMessageContaining("missing");
  }

  /// The process is killed before one of the steps of a write.
  @Nested
  class CutShort {

    private static final class Killed extends RuntimeException {
      private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void ignoresSteps() {
      Failpoints.ignore();
    }

    /// Answers whether it was killed: there was a step of this number.
    private boolean killedBefore(int number, Callable<?> operation) throws Exception {
      int[] steps = {0};
      Failpoints.observe(
          new Failpoints.Observer() {
            @Override
            public Optional<Errno> before(String step) {
              if (step.contains(folder.toString()) && steps[0]++ == number) {
                throw new Killed();
              }
              return Optional.empty();
            }
          });
      try {
        operation.call();
        return false;
      } catch (Killed _) {
        return true;
      } finally {
        Failpoints.ignore();
      }
    }

    @Test
    void isNotTakenForAnEdit() throws Exception {
      int number = 0;
      boolean killed = true;
      while (killed) {
        files.delete();
        files = ContainerFiles.in(folder);
        files.write(RESOLV_CONF, "an old text that is longer\n");
        killed = killedBefore(number, () -> files.write(RESOLV_CONF, "new\n"));

        ContainerFiles later = ContainerFiles.in(folder);
        assertThat(later.state(RESOLV_CONF)).as("step %d", number).isEqualTo(FileState.OURS);
        assertThat(onDisk(RESOLV_CONF)).isIn("an old text that is longer\n", "new\n");
        assertThat(later.write(RESOLV_CONF, "later\n")).as("step %d", number).isTrue();
        assertThat(onDisk(RESOLV_CONF)).isEqualTo("later\n");
        number++;
      }
      assertThat(number).isEqualTo(5);
    }

    @Test
    void neitherMakesAnEditOurs() throws Exception {
      int number = 0;
      boolean killed = true;
      while (killed) {
        files.delete();
        files = ContainerFiles.in(folder);
        files.write(HOSTS, "ours\n");
        Files.writeString(files.path(HOSTS), "his\n");
        killed =
            killedBefore(
                number,
                () -> {
                  files.edit(HOSTS, text -> text + "more\n");
                  return files;
                });

        ContainerFiles later = ContainerFiles.in(folder);
        assertThat(later.state(HOSTS)).as("step %d", number).isEqualTo(FileState.EDITED);
        assertThat(onDisk(HOSTS)).startsWith("his\n");
        assertThat(later.write(HOSTS, "later\n")).as("step %d", number).isFalse();
        number++;
      }
      assertThat(number).isEqualTo(5);
    }

    @Test
    void isFinishedHoweverFarItCame() throws Exception {
      for (String[] texts :
          new String[][] {
            {"an old text\n", "new\n"}, {"old\n", "a new text, longer\n"}, {"", "x\n"}
          }) {
        String from = texts[0];
        String to = texts[1];
        String covering = to + "\n".repeat(Math.max(0, from.length() - to.length()));
        for (int written = 0; written <= covering.length(); written++) {
          files.delete();
          files = ContainerFiles.in(folder);
          files.write(HOSTS, from);
          assertThat(killedBefore(1, () -> files.write(HOSTS, to))).isTrue();
          String left = covering.substring(0, written);
          left += written < from.length() ? from.substring(written) : "";
          Files.writeString(files.path(HOSTS), left);

          ContainerFiles later = ContainerFiles.in(folder);
          assertThat(later.read(HOSTS)).as(left).contains(to);
          assertThat(later.state(HOSTS)).as(left).isEqualTo(FileState.OURS);
        }
      }
    }

    /// What is written down takes the place of what was before, longer or shorter, in more pieces
    /// than one too.
    @Test
    void isFinishedWhateverWasWrittenBefore() throws Exception {
      String[] texts = {"a\n", "b\n".repeat(3_000), "c\n", "d\n".repeat(200), "e\n", "f\n"};
      for (int step = 1; step < 4; step++) {
        for (String text : texts) {
          files = ContainerFiles.in(folder);
          assertThat(killedBefore(step, () -> files.write(HOSTS, text))).isTrue();
          assertThat(ContainerFiles.in(folder).read(HOSTS)).contains(text);
          assertThat(ContainerFiles.in(folder).state(HOSTS)).isEqualTo(FileState.OURS);
        }
        Files.writeString(files.path(HOSTS), "c\n");
        assertThat(files.state(HOSTS)).as("step %d", step).isEqualTo(FileState.EDITED);
        files.delete();
        files = ContainerFiles.in(folder);
        files.write(HOSTS, "x\n");
      }
    }

    @Test
    void leavesAnEditThatCameAfterIt() throws Exception {
      files.write(HOSTS, "old\n");
      assertThat(killedBefore(1, () -> files.write(HOSTS, "new\n"))).isTrue();
      Files.writeString(files.path(HOSTS), "his\n");

      ContainerFiles later = ContainerFiles.in(folder);
      assertThat(later.state(HOSTS)).isEqualTo(FileState.EDITED);
      assertThat(onDisk(HOSTS)).isEqualTo("his\n");
    }

    @Test
    void isToldToItsCallerWhereTheKernelRefusesIt() throws Exception {
      files.write(HOSTS, "old\n");
      Failpoints.observe(step ->
          step.startsWith("pwrite: " + folder) ? Optional.of(Errno.ENOSPC) : Optional.empty());
      assertThatThrownBy(() -> files.write(HOSTS, "new\n")).hasMessageContaining("hosts");
      Failpoints.ignore();

      assertThat(files.write(HOSTS, "newer\n")).isTrue();
      assertThat(onDisk(HOSTS)).isEqualTo("newer\n");
    }
  }

  @Test
  void readersSeeTheNewTextWholeAndNoneOfTheOldOne() throws Exception {
    files.write(HOSTS, "old and long\n");
    List<String> seen = new ArrayList<>();
    Failpoints.observe(step -> {
      if (step.startsWith("ftruncate: " + folder)) {
        try {
          seen.add(onDisk(HOSTS));
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return Optional.empty();
    });
    files.write(HOSTS, "new\n");
    Failpoints.ignore();

    assertThat(seen).containsExactly("new\n" + "\n".repeat(9));
    assertThat(onDisk(HOSTS)).isEqualTo("new\n");
  }
}
