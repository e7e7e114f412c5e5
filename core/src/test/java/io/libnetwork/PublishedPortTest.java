package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedPortTest {

  @Nested
  class Text {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            80                                   | 80/tcp
            80/udp                               | 80/udp
            8080:80                              | 8080:80/tcp
            8080:80/TCP                          | 8080:80/tcp
            8080-8080:80-80                      | 8080:80/tcp
            3868:3868/sctp                       | 3868:3868/sctp
            127.0.0.1::80                        | 127.0.0.1::80/tcp
            127.0.0.1:8000-8010:8000-8010/udp    | 127.0.0.1:8000-8010:8000-8010/udp
            9000-9010:8000-8010                  | 9000-9010:8000-8010/tcp
            8000-8010:80                         | 8000-8010:80/tcp
            8000-8010                            | 8000-8010/tcp
            [::1]:80:80                          | [::1]:80:80/tcp
            [2001:db8:0:0::1]::80/udp            | [2001:db8::1]::80/udp
            1-65535:1-65535                      | 1-65535:1-65535/tcp
            80:80 from 2001:db8::/32,10.0.0.0/8  | 80:80/tcp from 10.0.0.0/8,2001:db8::/32
            """)
    void isReadAndWritten(String text, String written) {
      PublishedPort port = PublishedPort.parse(text);
      assertThat(port).hasToString(written);
      assertThat(PublishedPort.parse(written)).isEqualTo(port);
    }

    /// What is wrong, and what the refusal must name.
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            ''                           | ""
            0                            | "0"
            0:80                         | "0"
            80:0                         | "0"
            70000                        | "70000"
            70000:80                     | "70000"
            8000-70000:8000-70000        | "70000"
            -1:80                        | ""
            8010-8000:8000-8010          | 8010-8000
            8000-8010:8010-8000          | 8010-8000
            8000-8010:8000-8011          | 8000-8010:8000-8011
            8080:8000-8010               | 8080:8000-8010
            80/icmp                      | "icmp"
            80/                          | ""
            80/tcp/udp                   | "tcp/udp"
            :80                          | ""
            8080:80:80                   | "8080"
            ::1:80:80                    | "::1"
            [127.0.0.1]:80:80            | "[127.0.0.1]"
            [::1:80:80                   | "[::1"
            127.0.0.256:80:80            | "127.0.0.256"
            fe80::1%eth0:80:80           | "fe80::1%eth0"
            localhost:80:80              | "localhost"
            http:80                      | "http"
            80:80 from                   | malformed
            80:80 from 10.0.0.0          | "10.0.0.0"
            80:80 from 10.0.0.1/8        | 10.0.0.1/8
            80:80 from 10.0.0.0/8,banana | "banana"
            80:80 from 10.0.0.0/8,       | ""
            """)
    void isRefusedWithWhatIsWrong(String text, String named) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PublishedPort.parse(text))
          .withMessageContaining("published port \"" + text + "\"")
          .withMessageContaining(named);
    }

    @Test
    void isRefusedByAnOptionAsByAnOperation() {
      assertThat(EndpointOption.Publish.of("8080:80").port())
          .isEqualTo(PublishedPort.of(Protocol.TCP, 80, 8080));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> EndpointOption.Publish.of("8080:70000"))
          .withMessageContaining("70000")
          .withMessageContaining("1 to 65535");
    }
  }

  @Nested
  class Ranges {

    @Test
    void areExactWhereTheyAreOfOneSize() {
      assertThat(PublishedPort.parse("8000-8010:8000-8010").exact()).isTrue();
      assertThat(PublishedPort.parse("8080:80").exact()).isTrue();
      assertThat(PublishedPort.parse("8000-8010:80").exact()).isFalse();
      assertThat(PublishedPort.parse("8000-8010").exact()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000-8010:1-2", "1-2:8000-8010", "5:1-2"})
    void areRefusedWhereTheyAreUneven(String ranges) {
      PortRange host = PortRange.parse(ranges.substring(0, ranges.indexOf(':')));
      PortRange container = PortRange.parse(ranges.substring(ranges.indexOf(':') + 1));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PublishedPort.of(Protocol.UDP, container, host))
          .withMessageContaining(ranges);
    }
  }

  @Test
  void isMadeFromAnother() {
    PublishedPort port =
        PublishedPort.of(Protocol.UDP, 53, 5353)
            .at(IpAddress.parse("192.0.2.1"))
            .from(Set.of(IpPrefix.parse("10.0.0.0/8")));
    assertThat(port).hasToString("192.0.2.1:5353:53/udp from 10.0.0.0/8");
    assertThat(port.from(Set.of()).hostAddress())
        .isEqualTo(Optional.of(IpAddress.parse("192.0.2.1")));
  }

  @Nested
  class Bindings {

    private static final IpAddress CONTAINER = IpAddress.parse("172.17.0.2");
    private static final IpAddress HOST = IpAddress.parse("0.0.0.0");

    @Test
    void areOnePortOrARangeThatKeepsItsNumbers() {
      assertThat(binding("80", "8080").range()).isFalse();
      PortBinding range = binding("8000-8010", "8000-8010");
      assertThat(range.range()).isTrue();
      assertThat(range.hostPort()).isEqualTo(new Port(8000));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> binding("8000-8010", "9000-9010"))
          .withMessageContaining("9000-9010");
      assertThatIllegalArgumentException().isThrownBy(() -> binding("80", "80-81"));
    }

    private static PortBinding binding(String container, String host) {
      return new PortBinding(
          Protocol.TCP,
          CONTAINER,
          PortRange.parse(container),
          HOST,
          PortRange.parse(host),
          Set.of());
    }
  }
}
