package io.libnetwork.dns.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.SetResponse;
import org.xbill.DNS.Type;

/// Files that both read have the same records, and without wildcards the same answers.
///
/// With wildcards dnsjava answers for names that RFC 4592 says are not there; a slow reading of the
/// RFC stands in for it.
class ZoneAgainstDnsjavaTest {

  private static final long SEED = 20_26_11_22;
  private static final int FILES = 3_000;
  private static final DomainName ORIGIN = DomainName.parse("app.test");

  private final Random random = new Random(SEED);
  private final MasterFiles files = new MasterFiles(random);

  private static List<Record> theirs(String text) throws Exception {
    try (Master master =
        new Master(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)),
            Name.fromString("app.test."))) {
      List<Record> records = new ArrayList<>();
      for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
        records.add(record);
      }
      return records;
    }
  }

  /// By name and type the TTL, the shortest, and the data.
  private static Map<String, Set<String>> told(List<Record> records) {
    Map<String, Set<String>> told = new TreeMap<>();
    Map<String, Long> ttls = new TreeMap<>();
    for (Record record : records) {
      String set = record.getName().canonicalize() + " " + Type.string(record.getType());
      ttls.merge(set, record.getTTL(), Math::min);
      told.computeIfAbsent(set, _ -> new TreeSet<>())
          .add(HexFormat.of().formatHex(record.rdataToWireCanonical()));
    }
    told.forEach((set, data) -> data.add("ttl " + ttls.get(set)));
    return told;
  }

  private static List<Record> converted(Zone zone) throws Exception {
    List<Record> records = new ArrayList<>();
    for (ZoneRecord record : zone.records()) {
      records.add(
          Record.newRecord(
              new Name(record.owner().toBytes()),
              record.data().type().number(),
              DClass.IN,
              record.ttl().seconds(),
              record.data().toBytes()));
    }
    return records;
  }

  @Test
  void readsTheSameRecords() throws Exception {
    int records = 0;
    for (int i = 0; i < FILES; i++) {
      String text = files.next(20);
      Zone ours = ZoneFile.parse(text, ORIGIN);
      assertThat(told(converted(ours)))
          .as("file %d of seed %d:\n%s", i, SEED, text)
          .isEqualTo(told(theirs(text)));
      records += ours.records().size();
    }
    assertThat(records).isGreaterThan(10 * FILES / 2);
  }

  @Test
  void answersTheSameWithoutWildcards() throws Exception {
    int found = 0;
    for (int i = 0; i < FILES; i++) {
      String text = files.next(20).replace("*", "star");
      Zone ours = ZoneFile.parse(text, ORIGIN);
      org.xbill.DNS.Zone theirs =
          new org.xbill.DNS.Zone(Name.fromString("app.test."), theirs(text).toArray(Record[]::new));
      for (int q = 0; q < 20; q++) {
        Name name = Name.fromString(question() + ".app.test.");
        int type = random.nextBoolean() ? Type.A : Type.TXT;
        Lookup lookup = ours.find(DomainName.of(name.toWire()), type);
        assertThat(first(lookup))
            .as("%s %s of seed %d:\n%s", name, Type.string(type), SEED, text)
            .isEqualTo(first(theirs.findRecords(name, type), ours, name));
        found += lookup instanceof Lookup.Found ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(1_000);
  }

  private String question() {
    List<String> labels = List.of("a", "b", "DB", "my_service", "x-1", "_tcp", "w0", "ya", "sub1");
    String name = labels.get(random.nextInt(labels.size()));
    return switch (random.nextInt(4)) {
      case 0 -> "alias" + random.nextInt(20);
      case 1 -> labels.get(random.nextInt(labels.size())) + "." + name;
      default -> name;
    };
  }

  /// What is known without following an alias, which dnsjava's zone leaves to its caller.
  private static String first(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found found -> first(found.answers(), "found");
      case Lookup.NoData noData -> first(noData.aliases(), "no data");
      case Lookup.NxDomain nxDomain -> first(nxDomain.aliases(), "nxdomain");
      case Lookup.NotHere notHere -> first(notHere.aliases(), "not here");
    };
  }

  private static String first(List<Lookup.Answer> answers, String otherwise) {
    if (answers.isEmpty()) {
      return otherwise;
    }
    RecordSet set = answers.getFirst().set();
    return set.type() + " of " + set.data().size();
  }

  private static String first(SetResponse response, Zone ours, Name name) {
    if (response.isSuccessful()) {
      RRset set = response.answers().getFirst();
      return Type.string(set.getType()) + " of " + set.size();
    }
    if (response.isCNAME()) {
      return "CNAME of 1";
    }
    // dnsjava's zone does not know empty non-terminals
    boolean below =
        ours.records().stream().anyMatch(r -> r.owner().within(DomainName.of(name.toWire())));
    return response.isNXRRSET() || below ? "no data" : "nxdomain";
  }

  @Test
  void answersAsRfc4592SaysWithWildcards() {
    int synthesized = 0;
    for (int i = 0; i < FILES; i++) {
      String text = files.next(20);
      Zone zone = ZoneFile.parse(text, ORIGIN);
      for (int q = 0; q < 20; q++) {
        DomainName name = DomainName.parse(question() + "." + question(), ORIGIN);
        List<RecordData> expected = slowly(zone, name, RecordType.A);
        Lookup lookup = zone.find(name, RecordType.A.number());
        List<RecordData> got =
            lookup instanceof Lookup.Found found && found.answers().size() == 1
                ? found.answers().getFirst().set().data()
                : List.of();
        assertThat(got).as("%s of seed %d:\n%s", name, SEED, text).isEqualTo(expected);
        synthesized += expected.isEmpty() || has(zone, name) ? 0 : 1;
      }
    }
    assertThat(synthesized).isGreaterThan(100);
  }

  /// RFC 4592 sections 2.2.2, 3.3.1 and 3.3.2, by looking at every record for every name.
  private static List<RecordData> slowly(Zone zone, DomainName name, RecordType type) {
    DomainName source = name;
    if (!has(zone, name)) {
      DomainName encloser = name.parent();
      while (!has(zone, encloser)) {
        encloser = encloser.parent();
      }
      source = DomainName.parse("*." + encloser);
    }
    DomainName from = source;
    return zone.records().stream()
        .filter(record -> record.owner().equals(from) && record.data().type() == type)
        .map(ZoneRecord::data)
        .toList();
  }

  private static boolean has(Zone zone, DomainName name) {
    return zone.records().stream().anyMatch(record -> record.owner().within(name));
  }
}
