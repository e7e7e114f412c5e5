package io.libnetwork.dns.server;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.dns.names.Found;
import io.libnetwork.dns.names.View;
import io.libnetwork.linux.messages.MessageService;
import io.libnetwork.linux.messages.Question;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// Answers what one asker asks: from what he sees, or by asking others.
///
/// A name that is known and has no record of the type asked for is answered with none (NODATA), so
/// that nobody outside is asked for it; that there is no such name (NXDOMAIN) only where nobody who
/// may be asked can know it. Answers have RA and never AA set, as those of a resolver.
public final class NameService implements MessageService {

  private static final Logger LOG = LoggerFactory.getLogger(NameService.class);

  private final Asker asker;
  private final long ttl;
  private final NameTally tally;
  private final RandomGenerator random;

  /// @param ttl how long an answer of our own may be kept, in whole seconds
  /// @param random the order of a name's addresses, so that each is the first one now and then
  public NameService(Asker asker, Duration ttl, NameTally tally, RandomGenerator random) {
    this.asker = asker;
    this.ttl = ttl.toSeconds();
    this.tally = tally;
    this.random = random;
  }

  @Override
  public void asked(Question question) {
    tally.asked();
    switch (Query.read(question.message())) {
      case Query.Nothing() -> tally.dropped();
      case Query.Refusal(int rcode) -> {
        tally.refused();
        send(question, Answers.bare(question.message(), rcode));
      }
      case Query.Understood(Query query) -> answer(question, query);
    }
  }

  private void answer(Question question, Query query) {
    if (!query.versionKnown()) {
      tally.refused();
      send(question, Answers.badVersion(query, question.connected()));
      return;
    }
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
    send(question, Answers.of(query, question.connected(), Rcode.REFUSED, List.of()));
  }

  private void addresses(Question question, Query query, View view, IpFamily family) {
    switch (view.addresses(query.name().toString(), family)) {
      case Found.Known(List<IpAddress> addresses) ->
          known(question, query, records(query.name(), addresses));
      case Found.Nobody() -> nobody(question, query);
      case Found.Called _, Found.Unknown() -> forward(question, query);
    }
  }

  private List<Record> records(Name name, List<IpAddress> addresses) {
    List<Record> records = new ArrayList<>(addresses.size());
    for (IpAddress address : addresses) {
      records.add(
          switch (address.family()) {
            case V4 -> new ARecord(name, DClass.IN, ttl, address.toBytes());
            case V6 -> new AAAARecord(name, DClass.IN, ttl, address.toBytes());
          });
    }
    if (records.size() > 1) {
      Collections.shuffle(records, java.util.Random.from(random));
    }
    return records;
  }

  private void name(Question question, Query query, View view) {
    Optional<IpAddress> address = ReverseNames.address(query.name());
    if (address.isEmpty()) {
      other(question, query, view);
      return;
    }
    switch (view.name(address.get())) {
      case Found.Called(String name) -> called(question, query, name);
      case Found.Nobody() -> nobody(question, query);
      case Found.Known _, Found.Unknown() -> forward(question, query);
    }
  }

  /// A name of a container may be none that DNS can carry, with labels of more than 63 characters.
  private void called(Question question, Query query, String name) {
    try {
      Name target = Name.fromString(name, Name.root);
      known(question, query, List.of(new PTRRecord(query.name(), DClass.IN, ttl, target)));
    } catch (TextParseException tooLong) {
      LOG.debug("{} cannot be told by DNS: {}", name, tooLong.getMessage());
      known(question, query, List.of());
    }
  }

  private void other(Question question, Query query, View view) {
    String name = query.name().toString();
    if (view.knows(name)) {
      known(question, query, List.of());
    } else if (view.mayLeave(name)) {
      forward(question, query);
    } else {
      nobody(question, query);
    }
  }

  private void known(Question question, Query query, List<? extends Record> records) {
    tally.known();
    send(question, Answers.of(query, question.connected(), Rcode.NOERROR, records));
  }

  private void nobody(Question question, Query query) {
    tally.unknown();
    send(question, Answers.of(query, question.connected(), Rcode.NXDOMAIN, List.of()));
  }

  private void forward(Question question, Query query) {
    Optional<Forwarding> forwarding = asker.forwarding();
    if (forwarding.isEmpty()) {
      tally.refused();
      send(question, Answers.of(query, question.connected(), Rcode.SERVFAIL, List.of()));
      return;
    }
    tally.forwarded();
    forwarding
        .get()
        .forward(question.message(), question.connected(), answer -> send(question, answer));
  }

  private static void send(Question question, byte[] answer) {
    question.answer(answer, answer.length);
  }
}
