package io.libnetwork.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortTest {

  @ParameterizedTest
  @ValueSource(strings = {"1", "80", "65535"})
  void readsAndPrintsBack(String text) {
    assertThat(Port.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "65536", "080", "+80", "80 ", "http", "99999999999"})
  void refusesEverythingElseAndNamesIt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Port.parse(text))
        .withMessageContaining("\"" + text + "\"");
  }

  @Test
  void refusesANumberOutOfItsRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Port(0)).withMessageContaining("0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Port(65536));
  }

  @Nested
  class Ranges {

    @ParameterizedTest
    @CsvSource({"8000-8010, 8000-8010, 11", "80, 80, 1", "80-80, 80, 1", "1-65535, 1-65535, 65535"})
    void readAndPrint(String text, String canonical, int size) {
      PortRange range = PortRange.parse(text);
      assertThat(range).hasToString(canonical);
      assertThat(range.size()).isEqualTo(size);
      assertThat(PortRange.parse(canonical)).isEqualTo(range);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "80-", "-80", "80-81-82", "8010-8000", "0-80", "80:90"})
    void refuseEverythingElse(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> PortRange.parse(text));
    }

    @Test
    void nameBothEndsWhenTheyAreTurnedRound() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PortRange.parse("8010-8000"))
          .withMessageContaining("8010-8000");
    }

    @Test
    void containBothTheirEnds() {
      PortRange range = PortRange.parse("8000-8010");
      assertThat(range.contains(new Port(8000))).isTrue();
      assertThat(range.contains(new Port(8010))).isTrue();
      assertThat(range.contains(new Port(7999))).isFalse();
      assertThat(range.contains(new Port(8011))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
      "1-10, 10-20, true",
      "1-10, 11-20, false",
      "1-20, 5-6, true",
      "5-6, 1-20, true",
      "7, 7, true",
      "7, 8, false"
    })
    void overlapWhereTheyShareAPort(String a, String b, boolean overlap) {
      assertThat(PortRange.parse(a).overlaps(PortRange.parse(b))).isEqualTo(overlap);
      assertThat(PortRange.parse(b).overlaps(PortRange.parse(a))).isEqualTo(overlap);
    }

    @Test
    void sortByFirstThenByLastPort() {
      assertThat(PortRange.parse("1-5"))
          .isLessThan(PortRange.parse("1-6"))
          .isLessThan(PortRange.parse("2-3"));
    }
  }

  @Nested
  class OfAProtocol {

    @ParameterizedTest
    @ValueSource(strings = {"80/tcp", "53/udp", "3868/sctp"})
    void readAndPrintBack(String text) {
      assertThat(TransportPort.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "80", "/tcp", "80/", "tcp/80", "80/icmp", "80/tcp/udp", "0/tcp"})
    void refuseEverythingElse(String text) {
      assertThatIllegalArgumentException().isThrownBy(() -> TransportPort.parse(text));
    }

    @Test
    void sortByPortFirst() {
      assertThat(TransportPort.parse("53/udp"))
          .isGreaterThan(TransportPort.parse("53/tcp"))
          .isLessThan(TransportPort.parse("80/tcp"));
    }
  }

  @Nested
  class Protocols {

    @ParameterizedTest
    @EnumSource
    void readAndPrintBack(Protocol protocol) {
      assertThat(Protocol.parse(protocol.toString())).isEqualTo(protocol);
      assertThat(Protocol.parse(protocol.name())).isEqualTo(protocol);
    }

    @Test
    void haveTheNumbersOfIana() {
      assertThat(Protocol.values()).extracting(Protocol::number).containsExactly(6, 17, 132);
    }

    @Test
    void refuseOtherNames() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Protocol.parse("icmp"))
          .withMessageContaining("\"icmp\"")
          .withMessageContaining("tcp, udp or sctp");
    }
  }
}
