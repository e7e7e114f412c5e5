package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostResolversTest {

  private static List<String> servers(String text) {
    return HostResolvers.parse(text).upstreams().stream().map(Upstream::toString).toList();
  }

  @Nested
  class Text {

    @Test
    void givesServersInOrderOnce() {
      assertThat(
              servers(
                  """
                  # made by hand
                  domain example.com
                  nameserver 192.0.2.2
                  nameserver\t2001:db8::1
                  search a b
                  nameserver 192.0.2.1   # why
                  nameserver 192.0.2.2
                  options ndots:2 timeout:1
                  """))
          .containsExactly("192.0.2.2:53", "[2001:db8::1]:53", "192.0.2.1:53");
    }

    @Test
    void reachesThemFromTheHost() {
      assertThat(HostResolvers.parse("nameserver 127.0.0.1").upstreams())
          .extracting(Upstream::reach)
          .containsExactly(Reach.HOST);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "#nameserver 192.0.2.1",
          "; nameserver 192.0.2.1",
          " nameserver 192.0.2.1",
          "nameservers 192.0.2.1",
          "Nameserver 192.0.2.1"
        })
    void givesNoneWhereNoLineNamesOne(String text) {
      assertThat(HostResolvers.parse(text)).isEqualTo(new HostResolvers(List.of(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "nameserver",
          "nameserver ",
          "nameserver dns.example",
          "nameserver 192.0.2",
          "nameserver fe80::1%eth0"
        })
    void tellsWhatLineItIgnores(String line) {
      HostResolvers resolvers = HostResolvers.parse("nameserver 192.0.2.1\n" + line + "\n");
      assertThat(resolvers.upstreams()).hasSize(1);
      assertThat(resolvers.ignored()).containsExactly(line);
    }
  }

  /// The host may be a container of another engine, whose server is there.
  @Test
  void mayBeWhereContainersAreAnswered() {
    assertThat(HostResolvers.parse("nameserver 127.0.0.11").upstreams())
        .containsExactly(new Upstream(IpAddress.parse("127.0.0.11"), Reach.HOST));
  }

  @Nested
  class OnDisk {

    @TempDir private Path folder;

    private List<String> read() throws IOException {
      return HostResolvers.read(folder.resolve("resolv.conf"), folder.resolve("resolved.conf"))
          .upstreams()
          .stream()
          .map(Upstream::toString)
          .toList();
    }

    private void write(String file, String text) throws IOException {
      Files.writeString(folder.resolve(file), text);
    }

    @Test
    void thatAreMissingNameNone() throws IOException {
      assertThat(read()).isEmpty();
    }

    @Test
    void ofResolvedAreReadInPlaceOfItsStub() throws IOException {
      write("resolv.conf", "nameserver 127.0.0.53\noptions edns0\n");
      write("resolved.conf", "nameserver 192.0.2.1\nnameserver 192.0.2.2\n");
      assertThat(read()).containsExactly("192.0.2.1:53", "192.0.2.2:53");
    }

    @Test
    void ofResolvedAreNotReadWhereOthersAreNamedToo() throws IOException {
      write("resolv.conf", "nameserver 127.0.0.53\nnameserver 192.0.2.9\n");
      write("resolved.conf", "nameserver 192.0.2.1\n");
      assertThat(read()).containsExactly("127.0.0.53:53", "192.0.2.9:53");
    }

    @Test
    void withTheStubAloneNameTheStub() throws IOException {
      write("resolv.conf", "nameserver 127.0.0.53\n");
      assertThat(read()).containsExactly("127.0.0.53:53");
      write("resolved.conf", "# none known\n");
      assertThat(read()).containsExactly("127.0.0.53:53");
    }

    @Test
    void inAnotherCharacterSetAreRead() throws IOException {
      Files.write(folder.resolve("resolv.conf"), new byte[] {'#', (byte) 0xfc, '\n'});
      assertThat(read()).isEmpty();
    }
  }
}
