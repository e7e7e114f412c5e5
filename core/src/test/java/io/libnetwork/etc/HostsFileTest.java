package io.libnetwork.etc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostsFileTest {

  private static final HostEntry WEB = entry("10.0.0.2", "web.example", "web");
  private static final HostEntry WEB6 = entry("fd00::2", "web.example", "web");

  private static HostEntry entry(String address, String... names) {
    return new HostEntry(IpAddress.parse(address), List.of(names));
  }

  @Nested
  class AtFirst {

    @Test
    void hasTheLoopbackNamesAndWhatWasGiven() {
      assertThat(HostsFile.initial(true, List.of(entry("192.0.2.1", "host.internal"), WEB6)))
          .hasToString(
              """
              127.0.0.1\tlocalhost
              ::1\tlocalhost ip6-localhost ip6-loopback
              fe00::\tip6-localnet
              ff00::\tip6-mcastprefix
              ff02::1\tip6-allnodes
              ff02::2\tip6-allrouters
              192.0.2.1\thost.internal
              fd00::2\tweb.example web
              """);
    }

    @Test
    void hasNoIpv6WhereTheContainerHasNone() {
      assertThat(HostsFile.initial(false, List.of(WEB, WEB6)))
          .hasToString("127.0.0.1\tlocalhost\n10.0.0.2\tweb.example web\n");
    }
  }

  @Nested
  class Changed {

    private final HostsFile file = HostsFile.parse("# mine\n\n127.0.0.1\tlocalhost\n10.0.0.9 x");

    @Test
    void keepsWhatOthersWrote() {
      HostsFile more = file.with(List.of(WEB, WEB6), true);

      assertThat(more)
          .hasToString(
              """
              # mine

              127.0.0.1\tlocalhost
              10.0.0.9 x
              10.0.0.2\tweb.example web
              fd00::2\tweb.example web
              """);
      assertThat(more.without(List.of(WEB)))
          .hasToString("# mine\n127.0.0.1\tlocalhost\n10.0.0.9 x\nfd00::2\tweb.example web\n");
      assertThat(more.without(List.of())).isEqualTo(more);
      assertThat(file.with(List.of(WEB6), false)).isEqualTo(file);
    }

    @Test
    void losesOnlyLinesOfTheAddressAndExactlyTheseNames() {
      HostsFile lines =
          HostsFile.parse(
              """
              10.0.0.2\tweb.example web
              10.0.0.2\tweb.example web mine
              10.0.0.2\tweb
              10.0.0.2 web.example web
              10.0.0.3\tweb.example web
              10.0.0.2\tweb.example web # edited
              fd00:0::0002\tweb.example web
              #10.0.0.2\tweb.example web
              """);

      assertThat(lines.without(List.of(WEB, WEB6)).lines())
          .containsExactly(
              "10.0.0.2\tweb.example web mine",
              "10.0.0.2\tweb",
              "10.0.0.2 web.example web",
              "10.0.0.3\tweb.example web",
              "10.0.0.2\tweb.example web # edited",
              "#10.0.0.2\tweb.example web");
    }

    @Test
    void takesAnotherAddressForAHostAndNotForOneThatBeginsLikeIt() {
      HostsFile lines =
          HostsFile.parse(
              """
              10.0.0.2\tfoo
              10.0.0.2\tfoo bar
              10.0.0.2\tfoo.example foo
              10.0.0.2\tfoobar
              10.0.0.2\tbarfoo
              10.0.0.2\tbar foo
              # mine\tfoo
              10.0.0.2 foo
              foo
              """);

      assertThat(lines.withAddress("foo", IpAddress.parse("10.0.0.7")).lines())
          .containsExactly(
              "10.0.0.7\tfoo",
              "10.0.0.7\tfoo bar",
              "10.0.0.7\tfoo.example foo",
              "10.0.0.2\tfoobar",
              "10.0.0.2\tbarfoo",
              "10.0.0.2\tbar foo",
              "# mine\tfoo",
              "10.0.0.2 foo",
              "foo");
    }
  }

  @Test
  void entriesHaveNamesThatAreWords() {
    assertThat(HostEntry.of(IpAddress.parse("10.0.0.2"), "web", "example")).isEqualTo(WEB);
    assertThat(HostEntry.of(IpAddress.parse("10.0.0.2"), "my_web", ""))
        .hasToString("10.0.0.2\tmy_web");
    for (String wrong : List.of("", "a b", "a\n6.6.6.6\tbank", "#")) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> entry("10.0.0.1", wrong));
    }
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> entry("10.0.0.1"));
  }

  @Test
  void hostNameHasALineOfItsOwn() {
    assertThat(new HostnameFile("web")).hasToString("web\n");
  }
}
