package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.plugins.kit.IpamService;
import io.libnetwork.plugins.kit.PluginRefusal;
import io.libnetwork.plugins.kit.PluginServer;
import io.libnetwork.plugins.protocol.AddressSpacesAnswer;
import io.libnetwork.plugins.protocol.ReleaseAddressCall;
import io.libnetwork.plugins.protocol.ReleasePoolCall;
import io.libnetwork.plugins.protocol.RequestAddressAnswer;
import io.libnetwork.plugins.protocol.RequestAddressCall;
import io.libnetwork.plugins.protocol.RequestPoolAnswer;
import io.libnetwork.plugins.protocol.RequestPoolCall;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands about plugins, on one that has no address to give.
class PluginCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path socket;

  @BeforeEach
  void nameASocket() {
    socket = folder.resolve("poor.sock");
  }

  private int run(String... words) {
    return Libnetwork.of(words)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  @Test
  void checkSaysWhichCasesAreNotMet() {
    try (PluginServer _ = PluginServer.serveAddresses(socket, new Poor())) {
      assertThat(run("plugin", "check", socket.toString(), "--deadline", "5")).isOne();
    }
    assertThat(out.toString())
        .contains("ok      names its address spaces\n")
        .contains(
            "FAILED  gives a pool of its choice: plugin poor refused /IpamDriver.RequestPool: none left")
        .endsWith("6 cases, 2 failed\n");
  }

  @Test
  void checkSaysThatNobodyListens() {
    assertThat(run("plugin", "check", socket.toString())).isOne();
    assertThat(out.toString()).startsWith("FAILED  says what it implements: nobody listens at");
  }

  @Test
  void lsListsThemAndSaysWhichMayNotBeUsed() throws IOException {
    Files.writeString(folder.resolve("far.spec"), "tcp://192.0.2.1:80");
    try (PluginServer _ = PluginServer.serveAddresses(socket, new Poor())) {
      assertThat(run("plugin", "ls", "--folder", folder.toString())).isOne();
    }
    assertThat(out.toString()).isEqualTo("poor  unix://" + socket + "\n");
    assertThat(err.toString()).contains("a port of TCP without TLS");
  }

  /// Has nothing.
  private static final class Poor implements IpamService {

    @Override
    public AddressSpacesAnswer addressSpaces() {
      return new AddressSpacesAnswer("here", "here");
    }

    @Override
    public RequestPoolAnswer requestPool(RequestPoolCall call) {
      throw new PluginRefusal("none left");
    }

    @Override
    public void releasePool(ReleasePoolCall call) {}

    @Override
    public RequestAddressAnswer requestAddress(RequestAddressCall call) {
      throw new PluginRefusal("none left");
    }

    @Override
    public void releaseAddress(ReleaseAddressCall call) {}
  }
}
