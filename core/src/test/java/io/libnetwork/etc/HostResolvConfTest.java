package io.libnetwork.etc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostResolvConfTest {

  @TempDir private Path folder;

  private HostResolvConf read() throws IOException {
    return HostResolvConf.read(folder.resolve("resolv.conf"), folder.resolve("resolved.conf"));
  }

  private List<String> servers() throws IOException {
    return read().conf().servers().stream().map(NameServer::toString).toList();
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void thatIsMissingNamesNone() throws IOException {
    assertThat(read().conf()).isEqualTo(ResolvConf.EMPTY);
    assertThat(read().source()).hasFileName("resolv.conf");
  }

  @Test
  void ofResolvedIsReadInPlaceOfItsStub() throws IOException {
    write("resolv.conf", "nameserver 127.0.0.53\noptions edns0\n");
    write("resolved.conf", "nameserver 192.0.2.1\nnameserver 192.0.2.2\n");
    assertThat(servers()).containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(read().source()).hasFileName("resolved.conf");
  }

  @Test
  void ofResolvedIsNotReadWhereOthersAreNamedToo() throws IOException {
    write("resolv.conf", "nameserver 127.0.0.53\nnameserver 192.0.2.9\n");
    write("resolved.conf", "nameserver 192.0.2.1\n");
    assertThat(servers()).containsExactly("127.0.0.53", "192.0.2.9");
  }

  @Test
  void withTheStubAloneNamesTheStub() throws IOException {
    write("resolv.conf", "nameserver 127.0.0.53\n");
    assertThat(servers()).containsExactly("127.0.0.53");
    write("resolved.conf", "# none known\n");
    assertThat(servers()).containsExactly("127.0.0.53");
  }

  @Test
  void inAnotherCharacterSetIsRead() throws IOException {
    Files.write(folder.resolve("resolv.conf"), new byte[] {'#', (byte) 0xfc, '\n'});
    assertThat(servers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#nameserver 192.0.2.1",
        "; nameserver 192.0.2.1",
        " nameserver 192.0.2.1",
        "nameservers 192.0.2.1",
        "Nameserver 192.0.2.1"
      })
  void namesNoneWhereNoLineDoes(String text) throws IOException {
    write("resolv.conf", text);
    assertThat(servers()).isEmpty();
  }
}
