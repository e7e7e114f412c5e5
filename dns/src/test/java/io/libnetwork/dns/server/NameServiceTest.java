package io.libnetwork.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.names.NetworkNames;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.linux.messages.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What is said to messages, whatever is in them.
class NameServiceTest {

  private static final int MUTATED = 200_000;
  private static final long SEED = 53;

  private final NetworkZones zones = new NetworkZones();
  private final NetworkNames lan =
      new NetworkNames("lan", false, List.of(IpPrefix.parse("10.0.0.0/16")), zones);
  private final Asker asker = new Asker();
  private final NameService service =
      new NameService(asker, Duration.ofSeconds(5), new NameTally(), new Random(1));

  @BeforeEach
  void prepare() {
    List<IpAddress> many =
        IntStream.range(0, 200).mapToObj(i -> IpAddress.parse("10.0.1." + i)).toList();
    lan.add("one", List.of("web"), List.of(IpAddress.parse("10.0.0.2")));
    lan.add("many", List.of("crowd"), many);
    zones.put(
        ZoneFile.parse(
            "@ SOA ns hm 1 1 1 1 1\n* CNAME deep.b\n*.b TXT %s\nout CNAME example.org.\n"
                .formatted("long ".repeat(300)),
            DomainName.parse("app")));
    asker.sees(new View(List.of(new View.Place(lan, Map.of()))));
    asker.forwardsBy(Optional.of((question, _, answer) -> answer.accept(notAuthority(question))));
  }

  static byte[] notAuthority(byte[] question) {
    byte[] answer = Arrays.copyOf(question, 12);
    answer[2] = (byte) 0x80;
    answer[3] = (byte) Rcode.NOTAUTH;
    Arrays.fill(answer, 4, 12, (byte) 0);
    return answer;
  }

  /// A datagram's question, or a connection's.
  private static final class Asked implements Question {
    private final byte[] message;
    private final boolean connected;
    private byte[] answer = new byte[0];

    Asked(byte[] message, boolean connected) {
      this.message = message;
      this.connected = connected;
    }

    @Override
    public byte[] message() {
      return message.clone();
    }

    @Override
    public boolean connected() {
      return connected;
    }

    @Override
    public void answer(byte[] bytes, int length) {
      answer = Arrays.copyOf(bytes, length);
    }
  }

  private byte[] ask(byte[] message, boolean connected) {
    Asked asked = new Asked(message, connected);
    service.asked(asked);
    return asked.answer;
  }

  private static Message question(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }

  @Test
  void isCutToWhatTheAskerTakes() throws IOException {
    Message plain = question("crowd", Type.A);
    Message roomy = question("crowd", Type.A);
    roomy.addRecord(new OPTRecord(1400, 0, 0), Section.ADDITIONAL);

    byte[] least = ask(plain.toWire(), false);
    byte[] more = ask(roomy.toWire(), false);
    byte[] all = ask(plain.toWire(), true);

    assertThat(least).hasSizeLessThanOrEqualTo(512);
    assertThat(new Message(least).getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(more).hasSizeBetween(513, 1400);
    assertThat(new Message(more).getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(new Message(all).getSection(Section.ANSWER)).hasSize(200);
  }

  /// Whatever they say of the alias's name, and in whatever state.
  @Test
  void isAnAliasWithWhatOthersSayOfIt() throws IOException {
    List<byte[]> told = new ArrayList<>();
    asker.forwardsBy(
        Optional.of((question, connected, answer) -> {
          assertThat(connected).isTrue();
          told.add(question);
          answer.accept(others(question));
        }));
    Message answer = new Message(ask(question("out.app", Type.A).toWire(), false));
    assertThat(new Message(told.getFirst()).getQuestion().getName()).hasToString("example.org.");
    assertThat(answer.getQuestion().getName()).hasToString("out.app.");
    assertThat(answer.getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(answer.getSection(Section.ANSWER).getFirst().rdataToString())
        .isEqualTo("example.org.");
    Message whole = new Message(ask(question("out.app", Type.A).toWire(), true));
    assertThat(whole.getSection(Section.ANSWER)).hasSize(101);

    asker.forwardsBy(Optional.of((_, _, reply) -> reply.accept(new byte[5])));
    assertThat(new Message(ask(question("out.app", Type.A).toWire(), false)).getRcode())
        .isEqualTo(Rcode.SERVFAIL);
  }

  private static byte[] others(byte[] question) {
    try {
      Message asked = new Message(question);
      Message answer = new Message(asked.getHeader().getID());
      answer.getHeader().setFlag(Flags.QR);
      answer.addRecord(asked.getQuestion(), Section.QUESTION);
      for (int i = 0; i < 100; i++) {
        byte[] address = {10, 1, 1, (byte) i};
        answer.addRecord(
            new ARecord(asked.getQuestion().getName(), DClass.IN, 1, address), Section.ANSWER);
      }
      return answer.toWire();
    } catch (IOException malformed) {
      throw new java.io.UncheckedIOException(malformed);
    }
  }

  @Test
  void isNothingToAnAnswerAndToLessThanAHeader() throws IOException {
    Message answer = question("web", Type.A);
    answer.getHeader().setFlag(Flags.QR);

    assertThat(ask(answer.toWire(), false)).isEmpty();
    assertThat(ask(new byte[11], false)).isEmpty();
    assertThat(ask(new byte[0], true)).isEmpty();
  }

  /// None throws, and none is answered with more than its asker takes.
  @Test
  void isSaidToEveryMutatedMessage() throws IOException {
    List<byte[]> seeds =
        List.of(
            question("web", Type.A).toWire(),
            question("crowd.lan", Type.AAAA).toWire(),
            question("2.0.0.10.in-addr.arpa", Type.PTR).toWire(),
            question("out.app", Type.A).toWire(),
            question("web.app", Type.TXT).toWire(),
            question("example.org", Type.TXT).toWire());
    Random random = new Random(SEED);
    int answered = 0;
    for (int i = 0; i < MUTATED; i++) {
      byte[] message = mutated(seeds.get(random.nextInt(seeds.size())), random);
      byte[] answer = ask(message, false);
      assertThat(answer.length).as("input %d", i).isLessThanOrEqualTo(most(message));
      answered += answer.length > 0 ? 1 : 0;
    }
    assertThat(answered).isGreaterThan(MUTATED / 4);
  }

  private static int most(byte[] message) {
    try {
      OPTRecord options = new Message(message).getOPT();
      return options == null ? 512 : Math.max(512, options.getPayloadSize());
    } catch (IOException malformed) {
      return 512;
    }
  }

  private static byte[] mutated(byte[] seed, Random random) {
    byte[] message = Arrays.copyOf(seed, Math.max(0, seed.length + random.nextInt(-4, 12)));
    for (int changes = random.nextInt(6); changes > 0 && message.length > 0; changes--) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    return message;
  }
}
