package io.libnetwork.dns.server;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.forward.Asker;
import io.libnetwork.dns.forward.Forwarder;
import io.libnetwork.dns.forward.ForwarderConfig;
import io.libnetwork.dns.forward.Pending;
import io.libnetwork.dns.forward.Reach;
import io.libnetwork.dns.forward.Receiver;
import io.libnetwork.dns.forward.Surroundings;
import io.libnetwork.dns.forward.Transport;
import io.libnetwork.dns.forward.Upstream;
import io.libnetwork.dns.names.NetworkNames;
import io.libnetwork.dns.names.NetworkZones;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.linux.messages.Question;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The names that were asked for when questions were recorded: containers `web` and `crowd`, a zone
/// `app`, and outside of that `www.example.org`.
final class RecordedWorld {

  private final Forwarder forwarder =
      new Forwarder(new Outside(), ForwarderConfig.standard(), new Random(1));
  private final List<String> leaves = new ArrayList<>();
  private final NameService service = service();

  /// The names that outside was asked for, folded, without the dot at the end.
  List<String> left() {
    return List.copyOf(leaves);
  }

  /// Answers a message; empty where it is not answered.
  byte[] ask(byte[] message, boolean connected) {
    Asked asked = new Asked(message, connected);
    service.asked(asked);
    return asked.answer;
  }

  private NameService service() {
    NetworkZones zones = new NetworkZones();
    List<IpPrefix> pools = List.of(IpPrefix.parse("10.0.0.0/16"), IpPrefix.parse("fd00::/64"));
    NetworkNames lan = new NetworkNames("lan", false, pools, zones);
    lan.add(
        "one", List.of("web"), List.of(IpAddress.parse("10.0.0.2"), IpAddress.parse("fd00::2")));
    lan.add(
        "many",
        List.of("crowd"),
        IntStream.range(0, 200).mapToObj(i -> IpAddress.parse("10.0.1." + i)).toList());
    zones.put(
        ZoneFile.parse(
            """
            mail           MX  10 mx
            mail           TXT "v=spf1 -all"
            _http._tcp.web SRV 1 2 8080 api
            """,
            DomainName.parse("app")));
    io.libnetwork.dns.server.Asker asker = new io.libnetwork.dns.server.Asker();
    asker.sees(new View(List.of(new View.Place(lan, Map.of()))));
    asker.forwardsBy(Optional.of(forwarding()));
    return new NameService(asker, Duration.ofSeconds(5), new NameTally(), new Random(1));
  }

  private Forwarding forwarding() {
    forwarder.upstreams(List.of(new Upstream(IpAddress.parse("192.0.2.53"), Reach.HOST)));
    Asker others = forwarder.asker();
    return (question, connected, answer) ->
        others.ask(question, connected ? Transport.TCP : Transport.UDP, answer);
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

  /// One server, which answers before the question has been sent.
  private final class Outside implements Surroundings {

    @Override
    public long now() {
      return 0;
    }

    @Override
    public Pending after(Duration delay, Runnable task) {
      return () -> {};
    }

    @Override
    public Pending ask(Upstream upstream, Transport transport, byte[] message, Receiver receiver) {
      receiver.received(answer(message));
      return () -> {};
    }

    private byte[] answer(byte[] message) {
      try {
        Message asked = new Message(message);
        Record question = asked.getQuestion();
        String name = question.getName().toString(true).toLowerCase(java.util.Locale.ROOT);
        leaves.add(name);
        Message answer = new Message(asked.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        boolean known = List.of("www.example.org", "example.org", ".").contains(name);
        answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
        if (name.equals("www.example.org")) {
          addresses(question).forEach(record -> answer.addRecord(record, Section.ANSWER));
        }
        return answer.toWire();
      } catch (IOException malformed) {
        throw new UncheckedIOException(malformed);
      }
    }

    private static List<Record> addresses(Record question) {
      Name name = question.getName();
      return switch (question.getType()) {
        case Type.A ->
            List.of(new ARecord(name, DClass.IN, 60, InetAddress.ofLiteral("192.0.2.1")));
        case Type.AAAA ->
            List.of(new AAAARecord(name, DClass.IN, 60, InetAddress.ofLiteral("2001:db8::1")));
        default -> List.of();
      };
    }
  }
}
