package io.libnetwork.dns.zone;

import io.libnetwork.dns.zone.MasterEntries.Entry;
import io.libnetwork.dns.zone.ZoneFileException.Mistake;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Reads one master file's entries one after the other into a zone, and collects what is wrong.
final class MasterParser {

  private static final Set<String> OTHER_CLASSES = Set.of("CS", "CH", "HS", "NONE", "ANY");

  private final MasterEntries entries;
  private final Zone.Builder zone;
  private final List<Mistake> mistakes = new ArrayList<>();

  /// Where the aliases of names were written.
  private final Map<DomainName, Token> aliases = new HashMap<>();

  private DomainName origin;
  private Optional<DomainName> owner = Optional.empty();
  private Optional<Ttl> fallback = Optional.empty();
  private Optional<Ttl> stated = Optional.empty();

  MasterParser(String text, DomainName origin) {
    this.entries = new MasterEntries(text);
    this.zone = Zone.builder(origin);
    this.origin = origin;
  }

  /// @throws ZoneFileException if anything is wrong
  Zone parse() {
    while (mistakes.size() < ZoneFile.MISTAKES && readEntry()) {}
    refuseMistakes();
    Zone read = zone.unchecked();
    AliasFault.first(read).ifPresent(fault -> mistakes.add(mistake(fault)));
    refuseMistakes();
    return read;
  }

  private Mistake mistake(AliasFault fault) {
    Token at = Objects.requireNonNull(aliases.get(fault.owner()));
    return new Mistake(at.line(), at.column(), fault.message());
  }

  private void refuseMistakes() {
    if (!mistakes.isEmpty()) {
      throw new ZoneFileException(mistakes);
    }
  }

  /// Whether there was another.
  private boolean readEntry() {
    try {
      Optional<Entry> entry = entries.next();
      if (entry.isPresent()) {
        read(entry.get());
      }
      return entry.isPresent();
    } catch (MistakeFound found) {
      mistakes.add(found.mistake());
      return true;
    }
  }

  private void read(Entry entry) throws MistakeFound {
    Token first = entry.tokens().getFirst();
    Words words = new Words(entry.tokens());
    if (!entry.indented() && !first.quoted() && first.text().startsWith("$")) {
      directive(words);
    } else {
      if (!entry.indented()) {
        // A name that cannot be read is not to be mistaken for the one before it
        owner = Optional.empty();
        owner = Optional.of(words.read("an owner", this::name));
      } else if (owner.isEmpty()) {
        throw first.mistake("a record without an owner: no name was read before it");
      }
      record(owner.get(), first, words);
    }
  }

  private DomainName name(String text) {
    return DomainName.parse(text, origin);
  }

  private void directive(Words words) throws MistakeFound {
    Token name = words.take("a directive");
    switch (name.text().toUpperCase(Locale.ROOT)) {
      case "$ORIGIN" -> origin = words.read("an origin", RdataReader.host(origin));
      case "$TTL" -> fallback = Optional.of(words.read("a TTL", Ttl::parse));
      case "$INCLUDE", "$GENERATE" ->
          throw name.mistake(
              "%s is refused: expected all records of a zone in its file"
                  .formatted(name.text().toUpperCase(Locale.ROOT)));
      default ->
          throw name.mistake(
              "unknown directive %s: expected $ORIGIN or $TTL".formatted(name.shown()));
    }
    words.requireEnd(name.text().toUpperCase(Locale.ROOT));
  }

  /// TTL and class stand in either order, each or both left out.
  private void record(DomainName of, Token first, Words words) throws MistakeFound {
    Optional<Ttl> ttl = ttl(words);
    takeClass(words);
    if (ttl.isEmpty()) {
      ttl = ttl(words);
    }
    stated = ttl.or(() -> stated);
    Ttl chosen = ttl.or(() -> fallback).or(() -> stated).orElse(Ttl.SHORT);
    Token type = words.take("a type");
    RecordData data = new RdataReader(words, origin).read(type(type));
    words.requireEnd("a record of type " + data.type());
    add(of, chosen, data, first);
  }

  private void add(DomainName of, Ttl ttl, RecordData data, Token first) throws MistakeFound {
    try {
      zone.add(of, ttl, data);
    } catch (IllegalArgumentException e) {
      throw first.mistake(String.valueOf(e.getMessage()));
    }
    if (data instanceof RecordData.Cname) {
      aliases.put(of, first);
    }
  }

  private static Optional<Ttl> ttl(Words words) throws MistakeFound {
    return words.nextIs(Ttl::looksLike)
        ? Optional.of(words.read("a TTL", Ttl::parse))
        : Optional.empty();
  }

  private static void takeClass(Words words) throws MistakeFound {
    if (words.nextIs(MasterParser::otherClass)) {
      Token other = words.take("a class");
      throw other.mistake("class %s: expected IN".formatted(other.shown()));
    }
    if (words.nextIs("IN"::equalsIgnoreCase)) {
      words.take("a class");
    }
  }

  private static boolean otherClass(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return OTHER_CLASSES.contains(upper) || upper.startsWith("CLASS");
  }

  private static RecordType type(Token token) throws MistakeFound {
    return Optional.of(token)
        .filter(word -> !word.quoted())
        .flatMap(word -> RecordType.find(word.text()))
        .orElseThrow(() ->
            token.mistake(
                "unknown type %s: expected one of A, AAAA, CNAME, MX, NS, PTR, SOA, SRV, TXT"
                    .formatted(token.shown())));
  }
}
