package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Parameters of another namespace's interfaces, written by a thread that is not there.
class InterfaceSysctlsTest {

  private static final String LOCALNET = "net/ipv4/conf/lo/route_localnet";
  private static final String IPV6_OFF = "net/ipv6/conf/lo/disable_ipv6";

  private TestNamespace host;
  private InterfaceSysctls sysctls;

  @BeforeEach
  void open() {
    host = TestNamespace.open();
    sysctls = InterfaceSysctls.open(TestNamespace.thread(), host.namespace());
  }

  @AfterEach
  void close() {
    if (host != null) {
      sysctls.close();
      host.close();
    }
  }

  @Test
  void areChangedInThatNamespaceAlone() throws Exception {
    String ours = Files.readString(Path.of("/proc/sys/" + LOCALNET));
    sysctls.write(
        List.of(Sysctl.Setting.required(LOCALNET, "1"), Sysctl.Setting.required(IPV6_OFF, "1")));

    assertThat(host.run("cat", "/proc/sys/" + LOCALNET)).isEqualTo("1");
    assertThat(host.run("cat", "/proc/sys/" + IPV6_OFF)).isEqualTo("1");
    assertThat(Files.readString(Path.of("/proc/sys/" + LOCALNET))).isEqualTo(ours);
  }

  @Test
  void areFoundOfInterfacesThatComeLater() {
    host.run("ip", "link", "add", "late", "type", "veth", "peer", "name", "other");
    sysctls.write(List.of(Sysctl.Setting.required("net/ipv6/conf/late/disable_ipv6", "1")));

    assertThat(host.run("cat", "/proc/sys/net/ipv6/conf/late/disable_ipv6")).isEqualTo("1");
    assertThat(host.run("cat", "/proc/sys/net/ipv6/conf/other/disable_ipv6")).isEqualTo("0");
  }

  @Test
  void areLeftOutWhereTheyNeedNotExist() {
    sysctls.write(List.of(Sysctl.Setting.ifPresent("net/ipv4/conf/nobody/forwarding", "1")));
  }

  @Test
  void areNamedWhereTheyMustExist() {
    String key = "net/ipv4/conf/nobody/forwarding";
    assertThatThrownBy(() -> sysctls.write(List.of(Sysctl.Setting.required(key, "1"))))
        .isInstanceOfSatisfying(
            SystemCallException.class,
            refused -> assertThat(refused.errno()).isEqualTo(Errno.ENOENT))
        .hasMessageContaining(key)
        .hasMessageContaining(host.namespace().id().toString());
  }

  @Test
  void areNamedWhereTheKernelRefusesTheValue() {
    assertThatThrownBy(() -> sysctls.write(List.of(Sysctl.Setting.ifPresent(LOCALNET, "maybe"))))
        .isInstanceOfSatisfying(
            SystemCallException.class,
            refused -> assertThat(refused.errno()).isEqualTo(Errno.EINVAL))
        .hasMessageContaining(LOCALNET);
  }

  @Test
  void areNoOthers() {
    assertThatThrownBy(
            () -> sysctls.write(List.of(Sysctl.Setting.required("net/ipv4/ip_forward", "1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("net/ipv4/ip_forward");
  }

  @Test
  void areNotWrittenOnceClosed() {
    sysctls.close();
    assertThatThrownBy(() -> sysctls.write(List.of(Sysctl.Setting.required(LOCALNET, "1"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
