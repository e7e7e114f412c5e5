package io.libnetwork.drivers.proxy;

import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER4;
import static io.libnetwork.drivers.proxy.ProxyLab.HOST4;
import static io.libnetwork.drivers.proxy.ProxyLab.HOST6;
import static io.libnetwork.drivers.proxy.ProxyLab.PORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.relay.Clients;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may use a port that is served for some, by real packets from 10.9.0.2 and fd09::2.
class ClientsTest {

  private ProxyLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = ProxyLab.create();
    // Where nobody listened behind it, the proxy would reset who has just connected.
    var _ = lab.listen(CONTAINER4);
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @ParameterizedTest
  @CsvSource({
    "10.9.0.2/32, true, false",
    "10.9.0.3/32, false, false",
    "10.9.0.0/30, true, false",
    "10.9.0.4/30, false, false",
    "10.8.0.0/15, true, false",
    "10.10.0.0/15, false, false",
    "0.0.0.0/0, true, false",
    "0.0.0.0/1, true, false",
    "128.0.0.0/1, false, false",
    "fd09::2/128, false, true",
    "fd09::3/128, false, false",
    "fd09:0:0:1::2/128, false, false",
    "fd09::/64, false, true",
    "fd09::/65, false, true",
    "fd09::8000:0:0:0/65, false, false",
    "fd09:0:0:1::/64, false, false",
    "fd09::/63, false, true",
    "fd09::/33, false, true",
    "fd09:0:8000::/33, false, false",
    "fd0a::/32, false, false",
    "::/0, false, true",
    "10.9.0.3/32 fd09::2/128 10.9.0.2/32, true, true",
  })
  void areThoseOfThePrefixesAndTheHost(String prefixes, boolean four, boolean six)
      throws IOException {
    Set<IpPrefix> sources =
        Stream.of(prefixes.split(" ")).map(IpPrefix::parse).collect(Collectors.toSet());
    List<PortProxy> opened = lab.proxies().open(List.of(at(HOST4, sources), at(HOST6, sources)));
    assertThat(lab.reachedByContainer(HOST4, PORT)).isEqualTo(four);
    assertThat(lab.reachedByContainer(HOST6, PORT)).isEqualTo(six);
    assertThat(lab.connect(HOST4, PORT).isConnected()).isTrue();
    assertThat(lab.connect(HOST6, PORT).isConnected()).isTrue();
    lab.proxies().close(opened);
  }

  @Test
  void areOfSoManyPrefixesAsTheKernelTakesAndNoMore() throws IOException {
    Set<IpPrefix> most = new HashSet<>();
    for (int i = 0; i < Clients.MOST_PREFIXES - 1; i++) {
      most.add(IpPrefix.parse("2001:db8:0:%x::/127".formatted(i)));
    }
    most.add(IpPrefix.parse("fd09::2/127"));
    List<PortProxy> opened = lab.proxies().open(List.of(at(HOST6, most)));
    assertThat(lab.reachedByContainer(HOST6, PORT)).isTrue();
    lab.proxies().close(opened);
    most.add(IpPrefix.parse("2001:db8:1::/127"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Clients.of(most))
        .withMessageContaining("401 prefixes");
  }

  private static PortBinding at(String address, Set<IpPrefix> sources) {
    PortBinding all = ProxyLab.binding(Protocol.TCP, address, PORT, CONTAINER4);
    return new PortBinding(
        all.protocol(),
        all.containerAddress(),
        all.containerPorts(),
        all.hostAddress(),
        all.hostPorts(),
        sources);
  }
}
