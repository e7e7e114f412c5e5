package io.libnetwork.dns.server;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.names.Found;
import io.libnetwork.dns.names.View;
import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.linux.messages.MessageService;
import io.libnetwork.linux.messages.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Answers what one asker asks: from what he sees, or by asking others.
///
/// The names of containers come first, then the zones of the asker's networks, then others.
///
/// A name that is known and has no record of the type asked for is answered with none (NODATA), so
/// that nobody outside is asked for it; that there is no such name (NXDOMAIN) only where nobody who
/// may be asked can know it. Answers have RA and never AA set, as those of a resolver.
public final class NameService implements MessageService {

  private static final Logger LOG = LoggerFactory.getLogger(NameService.class);

  private final Asker asker;
  private final AddressRecords records;
  private final LocationRecords locations;
  private final ZoneAnswers zones;
  private final NameTally tally;

  /// @param ttl how long an answer of our own may be kept, in whole seconds
  /// @param random the order of a name's addresses, so that each is the first one now and then
  public NameService(Asker asker, Duration ttl, NameTally tally, RandomGenerator random) {
    this.asker = asker;
    this.records = new AddressRecords(ttl.toSeconds(), random);
    this.locations = new LocationRecords(records);
    this.zones = new ZoneAnswers(records);
    this.tally = tally;
  }

  @Override
  public void asked(Question question) {
    tally.asked();
    switch (Query.read(question.message(), question.connected())) {
      case Query.Nothing() -> drop(question);
      case Query.Refusal(QueryMessage message, int rcode) -> {
        tally.refused();
        send(question, message.reply(rcode));
      }
      case Query.Understood(Query query) -> answer(question, query);
    }
  }

  /// A connection is told, or it would wait for the answer.
  private void drop(Question question) {
    tally.dropped();
    if (question.connected()) {
      send(question, new byte[0]);
    }
  }

  private void answer(Question question, Query query) {
    if (!Type.isRR(query.type())) {
      refuse(question, query);
      return;
    }
    View view = asker.view();
    switch (query.type()) {
      case Type.A -> addresses(question, query, view, IpFamily.V4);
      case Type.AAAA -> addresses(question, query, view, IpFamily.V6);
      case Type.PTR -> name(question, query, view);
      default -> other(question, query, view);
    }
  }

  /// Whole zones, and all types at once, RFC 8482 section 4.3, are nobody's to ask for.
  private void refuse(Question question, Query query) {
    tally.refused();
    send(question, Answers.of(query, Rcode.REFUSED, List.of()));
  }

  private void addresses(Question question, Query query, View view, IpFamily family) {
    if (view.addresses(query.name().toString(), family)
        instanceof Found.Known(List<IpAddress> addresses)) {
      known(question, query, records.of(query.name(), addresses));
    } else {
      written(question, query, view, ReverseNames.mayLeave(view, query.name()));
    }
  }

  private void name(Question question, Query query, View view) {
    Optional<IpAddress> address = ReverseNames.address(query.name());
    if (address.isEmpty()) {
      other(question, query, view);
      return;
    }
    Found found = view.name(address.get());
    if (found instanceof Found.Called(String name)) {
      called(question, query, name);
    } else {
      written(question, query, view, found instanceof Found.Unknown);
    }
  }

  /// A name of a container may be none that DNS can carry, with labels of more than 63 characters.
  private void called(Question question, Query query, String name) {
    try {
      Name target = Name.fromString(name, Name.root);
      known(
          question, query, List.of(new PTRRecord(query.name(), DClass.IN, records.ttl(), target)));
    } catch (TextParseException tooLong) {
      LOG.debug("{} cannot be told by DNS: {}", name, tooLong.getMessage());
      known(question, query, List.of());
    }
  }

  /// Of a container's name a zone may have what we do not.
  private void other(Question question, Query query, View view) {
    List<Record> located =
        query.type() == Type.SRV
            ? locations.of(view, query.name(), query.name().toString())
            : List.of();
    if (!located.isEmpty()) {
      known(question, query, located);
    } else if (!known(view, query.name())) {
      written(question, query, view, ReverseNames.mayLeave(view, query.name()));
    } else if (zones.of(view, query.name(), query.type()).orElse(null)
            instanceof Told.Said(int rcode, List<Record> said, _)
        && rcode == Rcode.NOERROR) {
      known(question, query, said);
    } else {
      known(question, query, List.of());
    }
  }

  private static boolean known(View view, Name name) {
    return view.knows(name.toString())
        || ReverseNames.address(name)
            .filter(address -> view.name(address) instanceof Found.Called)
            .isPresent();
  }

  /// What is no container's name.
  ///
  /// @param leaves whether others may be asked for what is in no zone
  private void written(Question question, Query query, View view, boolean leaves) {
    Optional<Told> told = zones.of(view, query.name(), query.type());
    if (told.isPresent()) {
      tell(question, query, told.get());
    } else if (leaves) {
      forward(question, query);
    } else {
      nobody(question, query);
    }
  }

  private void known(Question question, Query query, List<? extends Record> records) {
    tally.known();
    send(question, Answers.of(query, Rcode.NOERROR, records));
  }

  private void nobody(Question question, Query query) {
    tally.unknown();
    send(question, Answers.of(query, Rcode.NXDOMAIN, List.of()));
  }

  private void tell(Question question, Query query, Told told) {
    switch (told) {
      case Told.Said(int rcode, List<Record> said, List<Record> authority) -> {
        if (rcode == Rcode.NXDOMAIN) {
          tally.unknown();
        } else {
          tally.known();
        }
        send(question, Answers.of(query, rcode, said, authority));
      }
      case Told.Elsewhere elsewhere -> forward(question, query, elsewhere);
    }
  }

  private void forward(Question question, Query query) {
    others(question, query)
        .ifPresent(others ->
            others.forward(
                query.message().message(), question.connected(), answer -> send(question, answer)));
  }

  /// The answer is asked for whole, whatever the asker takes: his own is made of it.
  private void forward(Question question, Query query, Told.Elsewhere alias) {
    others(question, query)
        .ifPresent(others ->
            others.forward(
                query.about(alias.name()),
                true,
                answer -> send(question, AliasAnswers.joined(query, alias.aliases(), answer))));
  }

  /// Those who are asked; where there are none that is the answer.
  private Optional<Forwarding> others(Question question, Query query) {
    Optional<Forwarding> forwarding = asker.forwarding();
    if (forwarding.isPresent()) {
      tally.forwarded();
    } else {
      tally.refused();
      send(question, Answers.of(query, Rcode.SERVFAIL, List.of()));
    }
    return forwarding;
  }

  private static void send(Question question, byte[] answer) {
    question.answer(answer, answer.length);
  }
}
