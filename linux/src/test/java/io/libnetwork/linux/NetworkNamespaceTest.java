package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkNamespaceTest {

  @BeforeEach
  void needsRoot() {
    TestNamespace.requireRoot();
  }

  @Nested
  class MadeAtAPath {

    @Test
    void isSeenByOtherProcesses() throws Exception {
      try (TestNamespace made = TestNamespace.open()) {
        assertThat(made.run("readlink", "/proc/self/ns/net"))
            .isEqualTo(made.namespace().id().toString());
        assertThat(made.run("ip", "-j", "link")).contains("\"ifname\":\"lo\"");
        assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
            .contains(" " + made.path() + " ");
      }
    }

    @Test
    void liesInAFolderOfMode0700ThatIsASharedMount() throws Exception {
      try (TestNamespace made = TestNamespace.open()) {
        Path folder = made.path().getParent();
        assertThat(Files.getPosixFilePermissions(folder))
            .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Files.readAllLines(Path.of("/proc/self/mountinfo")))
            .filteredOn(line -> line.contains(" " + folder + " "))
            .singleElement(InstanceOfAssertFactories.STRING)
            .contains(" shared:");
      }
    }

    @Test
    void refusesAPathThatIsTaken() {
      try (TestNamespace made = TestNamespace.open()) {
        assertThatThrownBy(() -> TestNamespace.thread().createAt(made.path()))
            .isInstanceOfSatisfying(
                SystemCallException.class,
                refused -> assertThat(refused.errno()).isEqualTo(Errno.EEXIST))
            .hasMessageContaining(made.path().toString());
        assertThat(made.run("true")).isEmpty();
      }
    }

    @Test
    void outlivesItsDescriptorAndOpensAgain() {
      try (TestNamespace made = TestNamespace.open()) {
        NamespaceId id = made.namespace().id();
        made.namespace().close();
        try (NetworkNamespace again = NetworkNamespace.open(made.path())) {
          assertThat(again.id()).isEqualTo(id);
        }
      }
    }

    @Test
    void isDeletedOnceAndOnceMore() {
      TestNamespace made = TestNamespace.open();
      made.close();

      assertThat(made.path()).doesNotExist();
      NetworkNamespace.delete(made.path());
    }
  }

  @Nested
  class Opened {

    @TempDir Path folder;

    @Test
    void refusesAPathWhereNothingIs() {
      Path missing = folder.resolve("missing");
      assertThatThrownBy(() -> NetworkNamespace.open(missing))
          .isInstanceOfSatisfying(
              SystemCallException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
          .hasMessageContaining(missing.toString());
    }

    @Test
    void refusesAnOrdinaryFile() throws Exception {
      Path file = Files.createFile(folder.resolve("file"));
      assertThatThrownBy(() -> NetworkNamespace.open(file))
          .isInstanceOfSatisfying(
              SystemCallException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL))
          .hasMessageContaining(file + " is not a network namespace");
    }

    @Test
    void refusesAnotherKindOfNamespace() {
      Path mounts = Path.of("/proc/self/ns/mnt");
      assertThatThrownBy(() -> NetworkNamespace.open(mounts))
          .hasMessageContaining(mounts + " is not a network namespace");
    }

    @Test
    void refusesAProcessThatIsNotThere() {
      assertThatThrownBy(() -> NetworkNamespace.ofProcess(Integer.MAX_VALUE))
          .isInstanceOfSatisfying(
              SystemCallException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
          .hasMessageContaining(Integer.toString(Integer.MAX_VALUE));
      assertThatThrownBy(() -> NetworkNamespace.ofProcess(0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no process id: 0");
    }

    @Test
    void findsTheNamespaceOfAProcess() {
      try (NetworkNamespace own = NetworkNamespace.ofProcess(ProcessHandle.current().pid())) {
        assertThat(own.id()).isEqualTo(NetworkNamespace.currentId());
      }
    }
  }

  @Nested
  class Identified {

    @Test
    void readsWhatItPrints() {
      NamespaceId id = NetworkNamespace.currentId();
      assertThat(NamespaceId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void refusesAnotherForm() {
      for (String text : new String[] {"net:[x]", "mnt:[1]", "net:[]", "net:[1"}) {
        assertThatThrownBy(() -> NamespaceId.parse(text))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("\"" + text + "\"");
      }
    }
  }
}
