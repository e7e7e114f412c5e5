package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.recorded.Recording;
import io.libnetwork.dns.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Answers of BIND, unbound, dnsmasq, systemd-resolved and aardvark-dns, as they were recorded: who
/// asks is told what they say, no less and no more.
class RecordedAnswersTest {

  private static final Upstream UPSTREAM = new Upstream(IpAddress.parse("192.0.2.1"), Reach.HOST);

  /// A question and what was answered to it.
  ///
  /// @param whole over TCP where the answer over UDP was truncated, otherwise that
  record Answered(
      String where, Recording.Packet asked, Recording.Packet datagram, Recording.Packet whole) {

    /// As if it were the answer to a message of ours: the id and the letters are drawn at random.
    byte[] to(byte[] message, Transport transport) {
      byte[] answer = (transport == Transport.UDP ? datagram : whole).bytes();
      int nameEnd = Wire.plainNameEnd(message, Wire.HEADER);
      System.arraycopy(message, 0, answer, 0, Short.BYTES);
      System.arraycopy(message, Wire.HEADER, answer, Wire.HEADER, nameEnd - Wire.HEADER);
      return answer;
    }

    @Override
    public String toString() {
      return where;
    }
  }

  static Stream<Answered> recorded() {
    return Recording.all("answers").stream().flatMap(recording -> answered(recording).stream());
  }

  private static List<Answered> answered(Recording recording) {
    List<Answered> all = new ArrayList<>();
    List<Recording.Packet> packets = recording.packets();
    for (int i = 0; i < packets.size(); i++) {
      if (packets.get(i).kind().equals("ask")) {
        boolean cut = i + 2 < packets.size() && packets.get(i + 2).connected();
        Recording.Packet asked = packets.get(i);
        Recording.Packet datagram = packets.get(i + 1);
        Recording.Packet whole = cut ? packets.get(i + 2) : datagram;
        all.add(new Answered(recording + ":" + asked.line(), asked, datagram, whole));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void areToldAsTheyAre(Answered recorded) {
    Message said = Messages.read(recorded.whole().bytes());
    Message reply = Messages.read(ask(recorded, recorded.asked().bytes(), Transport.TCP));

    if (said.getRcode() == Rcode.REFUSED || said.getRcode() == Rcode.SERVFAIL) {
      assertThat(reply.getRcode()).isEqualTo(Rcode.SERVFAIL);
      return;
    }
    assertThat(reply.getRcode()).isEqualTo(said.getRcode());
    assertThat(reply.getQuestion())
        .isEqualTo(Messages.read(recorded.asked().bytes()).getQuestion());
    assertThat(texts(reply, Section.ANSWER))
        .containsExactlyInAnyOrderElementsOf(texts(said, Section.ANSWER));
    assertThat(texts(said, Section.AUTHORITY)).containsAll(texts(reply, Section.AUTHORITY));
    assertThat(soas(reply)).isEqualTo(soas(said));
    assertThat(reply.getSection(Section.ADDITIONAL))
        .allSatisfy(record -> assertThat(record).isInstanceOf(OPTRecord.class));
  }

  /// Over UDP to one who takes no more than 512 octets, and to one who takes more.
  @ParameterizedTest
  @MethodSource("recorded")
  void fitWhatTheAskerTakes(Answered recorded) {
    byte[] reply = ask(recorded, recorded.asked().bytes(), Transport.UDP);
    assertThat(reply).hasSizeLessThanOrEqualTo(1232);
    byte[] plain = recorded.asked().bytes();
    Wire.putShort(plain, 10, 0);
    byte[] least = ask(recorded, plain, Transport.UDP);
    assertThat(least).hasSizeLessThanOrEqualTo(512);
    assertThat(Messages.read(least).getOPT()).isNull();
  }

  /// The DNSSEC records of a negative answer are for who asks for them.
  private static List<String> soas(Message message) {
    return message.getSection(Section.AUTHORITY).stream()
        .filter(record -> record.getType() == Type.SOA)
        .map(record -> record.getName().toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<String> texts(Message message, int section) {
    return message.getSection(section).stream().map(RecordedAnswersTest::text).toList();
  }

  /// Without the TTL, which a SOA's minimum may have shortened, and without the case of the owner.
  private static String text(Record record) {
    return record.getName().toString().toLowerCase(Locale.ROOT)
        + " "
        + Type.string(record.getType())
        + " "
        + record.rdataToString().toLowerCase(Locale.ROOT);
  }

  private static byte[] ask(Answered recorded, byte[] question, Transport transport) {
    FakeSurroundings world = new FakeSurroundings();
    Forwarder forwarder = new Forwarder(world, ForwarderConfig.standard(), new Random(1));
    forwarder.upstreams(List.of(UPSTREAM));
    world.server(
        UPSTREAM,
        exchange ->
            exchange.reply(
                Duration.ofMillis(1), recorded.to(exchange.message, exchange.transport)));
    List<byte[]> replies = new ArrayList<>();
    forwarder.asker().ask(question, transport, replies::add);
    world.passMillis(10);
    assertThat(replies).hasSize(1);
    assertThat(replies.getFirst()).startsWith(question[0], question[1]);
    return replies.getFirst();
  }
}
