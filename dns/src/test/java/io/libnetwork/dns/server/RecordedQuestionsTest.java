package io.libnetwork.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.dns.recorded.Recording;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Questions of C libraries, Go, Java, `dig` and other name servers, as they were recorded: each is
/// answered by what it asks, and in the form that its sender can read.
class RecordedQuestionsTest {

  private static final int LEAST = 512;
  private static final int RESERVED = 0x40;

  private static final List<String> CROWD =
      IntStream.range(0, 200).mapToObj(i -> "10.0.1." + i).toList();

  /// What there is, by name and type.
  private static final Map<String, List<String>> RECORDS =
      Map.ofEntries(
          Map.entry("web A", List.of("10.0.0.2")),
          Map.entry("web AAAA", List.of("fd00:0:0:0:0:0:0:2")),
          Map.entry("crowd A", CROWD),
          Map.entry("mail.app MX", List.of("10 mx.app.")),
          Map.entry("mail.app TXT", List.of("\"v=spf1 -all\"")),
          Map.entry("_http._tcp.web.app SRV", List.of("1 2 8080 api.app.")),
          Map.entry("2.0.0.10.in-addr.arpa PTR", List.of("web.lan.")),
          Map.entry("2" + ".0".repeat(29) + ".d.f.ip6.arpa PTR", List.of("web.lan.")),
          Map.entry("www.example.org A", List.of("192.0.2.1")),
          Map.entry("www.example.org AAAA", List.of("2001:db8:0:0:0:0:0:1")));

  /// Names that are there with nothing of some type.
  private static final List<String> NAMES =
      List.of(
          "web",
          "crowd",
          "mail.app",
          "app",
          "web.app",
          "_tcp.web.app",
          "_http._tcp.web.app",
          "www.example.org",
          "example.org",
          ".");

  private final RecordedWorld world = new RecordedWorld();

  /// One message of a recording.
  record Recorded(String where, Recording.Packet packet) {

    byte[] bytes() {
      return packet.bytes();
    }

    boolean connected() {
      return packet.connected();
    }

    @Override
    public String toString() {
      return where;
    }
  }

  static Stream<Recorded> recorded() {
    return Recording.all("questions").stream()
        .flatMap(recording ->
            recording.packets().stream()
                .map(packet -> new Recorded(recording + ":" + packet.line(), packet)));
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void areAnsweredByWhatTheyAsk(Recorded recorded) throws IOException {
    Message asked = new Message(recorded.bytes());
    byte[] bytes = world.ask(recorded.bytes(), recorded.connected());
    Message answer = new Message(bytes);

    assertThat(answer.getRcode()).isEqualTo(rcode(asked));
    if (answer.getRcode() == Rcode.NOERROR) {
      List<String> wanted = RECORDS.getOrDefault(text(asked), List.of());
      assertRecords(answer, wanted);
    } else {
      assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void areAnsweredInAFormThatTheirSenderCanRead(Recorded recorded) throws IOException {
    Message asked = new Message(recorded.bytes());
    byte[] bytes = world.ask(recorded.bytes(), recorded.connected());
    Message answer = new Message(bytes);

    assertThat(answer.getHeader().getID()).isEqualTo(asked.getHeader().getID());
    assertThat(answer.getHeader().getOpcode()).isEqualTo(asked.getHeader().getOpcode());
    assertThat(answer.getHeader().getFlag(Flags.QR)).isTrue();
    assertThat(answer.getHeader().getFlag(Flags.AA)).isFalse();
    assertThat(answer.getHeader().getFlag(Flags.RD)).isEqualTo(asked.getHeader().getFlag(Flags.RD));
    assertThat(bytes[3] & RESERVED).isZero();
    assertThat(bytes.length).isLessThanOrEqualTo(room(asked, recorded.connected()));
    if (asked.getQuestion() != null && asked.getHeader().getOpcode() == Opcode.QUERY) {
      // Octet by octet: with the letters in the case in which they were asked.
      int question = asked.getQuestion().getName().length() + 4;
      assertThat(java.util.Arrays.copyOfRange(bytes, 12, 12 + question))
          .isEqualTo(java.util.Arrays.copyOfRange(recorded.bytes(), 12, 12 + question));
      assertOptions(asked.getOPT(), answer.getOPT());
    }
  }

  /// Every recording asks for the names of containers, and none of these is asked for outside.
  @Test
  void areNotPassedOnWhereTheyAskForNamesOfOurs() {
    recorded().forEach(recorded -> world.ask(recorded.bytes(), recorded.connected()));
    assertThat(world.left())
        .contains("www.example.org")
        .allSatisfy(name -> assertThat(name).matches("\\.|(.*\\.)?example\\.org"));
  }

  private static void assertRecords(Message answer, List<String> wanted) {
    List<String> records =
        answer.getSection(Section.ANSWER).stream().map(Record::rdataToString).toList();
    if (answer.getHeader().getFlag(Flags.TC)) {
      assertThat(records).hasSizeLessThan(wanted.size()).isSubsetOf(wanted);
    } else {
      assertThat(records).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  private static void assertOptions(@Nullable OPTRecord asked, @Nullable OPTRecord answered) {
    if (asked == null) {
      assertThat(answered).isNull();
      return;
    }
    OPTRecord there = Objects.requireNonNull(answered, "an OPT record");
    assertThat(there.getVersion()).isZero();
    assertThat(there.getPayloadSize()).isEqualTo(1232);
    assertThat(there.getOptions()).isEmpty();
    assertThat(there.getFlags() & ExtendedFlags.DO).isEqualTo(asked.getFlags() & ExtendedFlags.DO);
  }

  private static int room(Message asked, boolean connected) {
    if (connected) {
      return 65_535;
    }
    return asked.getOPT() == null ? LEAST : Math.max(LEAST, asked.getOPT().getPayloadSize());
  }

  private static String text(Message asked) {
    Record question = asked.getQuestion();
    String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    return name + " " + Type.string(question.getType());
  }

  private static int rcode(Message asked) {
    if (asked.getHeader().getOpcode() != Opcode.QUERY) {
      return Rcode.NOTIMP;
    }
    if (asked.getQuestion() == null) {
      return Rcode.FORMERR;
    }
    if (asked.getOPT() != null && asked.getOPT().getVersion() > 0) {
      return Rcode.BADVERS;
    }
    Record question = asked.getQuestion();
    if (question.getDClass() != DClass.IN
        || List.of(Type.ANY, Type.AXFR).contains(question.getType())) {
      return Rcode.REFUSED;
    }
    String name = question.getName().toString(true).toLowerCase(Locale.ROOT);
    return NAMES.contains(name) || RECORDS.containsKey(text(asked))
        ? Rcode.NOERROR
        : Rcode.NXDOMAIN;
  }
}
