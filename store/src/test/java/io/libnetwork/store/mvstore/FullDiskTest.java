package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file system that is full, and one that is read-only, mounted where only the process sees it
/// that plays on it: [FullDiskProgram].
class FullDiskTest {

  @TempDir private Path temporary;

  @Test
  void losesNothingAndGoesOnWhenThereIsRoomAgain() throws IOException, InterruptedException {
    assumeTrue(
        ProcessHandle.current().info().user().filter("root"::equals).isPresent(),
        "only root may mount a file system");
    Path disk = Files.createDirectory(temporary.resolve("disk"));
    List<String> command = new ArrayList<>();
    command.addAll(List.of("unshare", "--mount", "--propagation", "private", "sh", "-c"));
    command.add("mount -t tmpfs -o size=1m tmpfs \"$0\" && exec \"$@\"");
    command.add(disk.toString());
    command.addAll(ChildJvm.command(FullDiskProgram.class, disk.toString()));
    Path output = temporary.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = process.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(status).as(said).isZero();
    assertThat(said)
        .contains("no room on the disk for revision")
        .contains("goes on")
        .contains("its file system is read-only")
        .endsWith("done\n");
  }
}
