package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SysctlTest {

  private static final String FORWARD = "net/ipv4/ip_forward";

  private TestNamespace host;

  @BeforeEach
  void open() {
    host = TestNamespace.open();
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  @Nested
  class Written {

    @Test
    void changesThisNamespaceAndNoOther() throws Exception {
      String ours = Files.readString(Path.of("/proc/sys/" + FORWARD));
      String wanted = ours.startsWith("1") ? "0" : "1";
      write(Sysctl.Setting.required(FORWARD, wanted));

      assertThat(Sysctl.read(TestNamespace.thread(), host.namespace(), FORWARD)).isEqualTo(wanted);
      assertThat(host.run("cat", "/proc/sys/" + FORWARD)).isEqualTo(wanted);
      assertThat(Files.readString(Path.of("/proc/sys/" + FORWARD))).isEqualTo(ours);
    }

    @Test
    void reachesAnInterfaceWithADotInItsName() {
      host.run("ip", "link", "add", "a.b", "type", "veth", "peer", "name", "c");
      write(Sysctl.Setting.required("net.ipv4.conf.a/b.forwarding", "1"));

      assertThat(host.run("cat", "/proc/sys/net/ipv4/conf/a.b/forwarding")).isEqualTo("1");
      assertThat(
              Sysctl.read(TestNamespace.thread(), host.namespace(), "net/ipv4/conf/a.b/forwarding"))
          .isEqualTo("1");
    }

    @Test
    void tellsWhatWasDifferent() {
      write(Sysctl.Setting.required(FORWARD, "0"));
      List<Sysctl.Setting> settings =
          List.of(
              Sysctl.Setting.required(FORWARD, "1"),
              Sysctl.Setting.ifPresent("net/ipv4/no_such_key", "1"));

      assertThat(Sysctl.writeIfDifferent(TestNamespace.thread(), host.namespace(), settings))
          .containsExactly(new Sysctl.Change(FORWARD, "0", "1"));
      assertThat(Sysctl.writeIfDifferent(TestNamespace.thread(), host.namespace(), settings))
          .isEmpty();
    }

    @Test
    void leavesOutWhatNeedNotExist() {
      write(Sysctl.Setting.ifPresent("net/ipv4/conf/nobody/forwarding", "1"));
    }

    @Test
    void namesTheKeyThatDoesNotExist() {
      String key = "net/ipv4/conf/nobody/forwarding";
      assertThatThrownBy(() -> write(Sysctl.Setting.required(key, "1")))
          .isInstanceOfSatisfying(
              SystemCallException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
          .hasMessageContaining(key)
          .hasMessageContaining(host.namespace().id().toString());
      assertThat(Sysctl.find(TestNamespace.thread(), host.namespace(), key)).isEmpty();
      assertThatThrownBy(() -> Sysctl.read(TestNamespace.thread(), host.namespace(), key))
          .hasMessageContaining(key);
    }

    @Test
    void namesTheKeyWhoseValueIsRefused() {
      assertThatThrownBy(() -> write(Sysctl.Setting.required(FORWARD, "maybe")))
          .isInstanceOfSatisfying(
              SystemCallException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL))
          .hasMessageContaining(FORWARD);
    }

    private void write(Sysctl.Setting setting) {
      Sysctl.write(TestNamespace.thread(), host.namespace(), List.of(setting));
    }
  }

  @Nested
  class AKey {

    @Test
    void hasOneFormWithSlashes() {
      assertThat(Sysctl.Setting.required("net.ipv4.conf.eth0/5.forwarding", "1").key())
          .isEqualTo("net/ipv4/conf/eth0.5/forwarding");
    }

    @Test
    void cannotLeaveTheFolderOfTheNetwork() {
      for (String key :
          List.of(
              "kernel/core_pattern",
              "net",
              "net/",
              "net/../kernel/core_pattern",
              "/net/ipv4/ip_forward",
              "net/ipv4//x",
              "net.//.kernel.x",
              "net/ipv4/a\nb")) {
        assertThatThrownBy(() -> Sysctl.Setting.required(key, "1"))
            .as(key)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("malformed kernel parameter");
      }
    }

    @Test
    void hasAValueOfOneLine() {
      assertThatThrownBy(() -> Sysctl.Setting.required(FORWARD, "1\n1"))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
