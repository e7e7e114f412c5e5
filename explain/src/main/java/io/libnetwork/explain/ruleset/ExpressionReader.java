package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the parts of rules out of libnftables-json(5).
final class ExpressionReader {

  /// What neither decides about a packet nor changes what rules ask for.
  private static final Set<String> ASIDE =
      Set.of("counter", "log", "last", "flow", "set", "map", "secmark", "ct helper", "ct timeout");

  /// Targets of iptables that only look, or change what no rule asks for.
  private static final Set<String> ASIDE_OF_IPTABLES =
      Set.of("LOG", "NFLOG", "ULOG", "TRACE", "CHECKSUM", "TCPMSS", "AUDIT");

  /// What a rule adds to a map: libnftables 1.0.6 has no JSON for it, and writes it as in a
  /// ruleset.
  private static final Pattern LEARNING = Pattern.compile("(add|update) @\\w+ \\{");

  private ExpressionReader() {}

  static Statement statement(Json json) {
    if (json instanceof Json.Text(String learning) && LEARNING.matcher(learning).lookingAt()) {
      return new Statement.Aside();
    }
    return json.first()
        .map(part -> statement(part.getKey(), part.getValue()))
        .orElseGet(() -> new Statement.Other(json.toString()));
  }

  private static Statement statement(String name, Json body) {
    if (ASIDE.contains(name)) {
      return body.find("stmt").map(ExpressionReader::inner).orElse(new Statement.Aside());
    }
    return switch (name) {
      case "match" -> compare(body);
      case "accept", "drop", "return", "continue", "jump", "goto", "queue" ->
          new Statement.Decide(decision(name, body));
      case "reject" -> new Statement.Decide(new Decision.Reject());
      case "vmap" -> decideBy(body);
      case "dnat", "snat", "masquerade", "redirect" -> translate(name, body);
      case "mangle" ->
          new Statement.Assign(
              selector(body.find("key").orElseThrow()), selector(body.find("value").orElseThrow()));
      case "notrack" -> new Statement.Untrack();
      case "limit" -> new Statement.Limited(inverted(body));
      case "quota", "ct count" -> new Statement.Limited(inverted(body));
      case "xt" -> iptables(body);
      default -> new Statement.Other(name);
    };
  }

  /// What is done for each element of a dynamic set: a limit is the only thing that decides.
  private static Statement inner(Json statements) {
    return statements.items().stream()
        .map(ExpressionReader::statement)
        .filter(part -> !(part instanceof Statement.Aside))
        .findFirst()
        .orElse(new Statement.Aside());
  }

  private static boolean inverted(Json body) {
    return body.find("inv").filter(new Json.Flag(true)::equals).isPresent();
  }

  private static Statement iptables(Json body) {
    String name = body.text("name").orElse("");
    boolean target = body.text("type").filter("target"::equals).isPresent();
    if (target ? ASIDE_OF_IPTABLES.contains(name) : name.equals("comment")) {
      return new Statement.Aside();
    }
    return target && name.equals("REJECT")
        ? new Statement.Decide(new Decision.Reject())
        : new Statement.Other((target ? "the target " : "the match ") + name + " of iptables");
  }

  static Decision decision(Json json) {
    return json.first()
        .map(part -> decision(part.getKey(), part.getValue()))
        .orElseThrow(() -> new IllegalArgumentException("no verdict: " + json));
  }

  private static Decision decision(String name, Json body) {
    return switch (name) {
      case "accept" -> new Decision.Accept();
      case "drop" -> new Decision.Drop();
      case "return" -> new Decision.Return();
      case "continue" -> new Decision.Continue();
      case "jump" -> new Decision.Jump(body.text("target").orElse(""));
      case "goto" -> new Decision.Goto(body.text("target").orElse(""));
      default -> new Decision.Queue();
    };
  }

  private static Statement compare(Json body) {
    Selector left = selector(body.find("left").orElseThrow());
    Json right = body.find("right").orElseThrow();
    String operator = body.text("op").orElse("==");
    if (left instanceof Selector.Fib && right instanceof Json.Flag(boolean there)) {
      // "missing" is what leads by no link.
      Elements<Boolean> nowhere = new Elements<>();
      nowhere.add(new Criterion.Exactly(new Term.Word("")), true);
      return new Statement.Compare(left, there ? "!=" : "==", new MapSource.Own<>(nowhere));
    }
    return new Statement.Compare(left, operator, wanted(right, types(left)));
  }

  private static MapSource<Boolean> wanted(Json right, List<TermType> types) {
    if (right instanceof Json.Text(String text) && text.startsWith("@")) {
      return new MapSource.Named<>(text.substring(1));
    }
    Elements<Boolean> own = new Elements<>();
    for (Json each : right.find("set").orElse(right).items()) {
      own.add(criterion(each, types), true);
    }
    return new MapSource.Own<>(own);
  }

  static List<TermType> types(Selector selector) {
    return selector instanceof Selector.Several(List<Selector> parts)
        ? parts.stream().map(Selector::type).toList()
        : List.of(selector.type());
  }

  /// What an element, or the right side of a comparison, asks for.
  static Criterion criterion(Json json, List<TermType> types) {
    Json value = json.find("elem").flatMap(element -> element.find("val")).orElse(json);
    Optional<Json> several = value.find("concat");
    if (several.isEmpty()) {
      return single(value, types.getFirst());
    }
    List<Json> items = several.get().items();
    List<Criterion> parts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      parts.add(single(items.get(i), i < types.size() ? types.get(i) : TermType.WORD));
    }
    return new Criterion.Together(parts);
  }

  private static Criterion single(Json value, TermType type) {
    Optional<Json> prefix = value.find("prefix");
    if (prefix.isPresent() && type == TermType.ADDRESS) {
      return within(prefix.get());
    }
    Optional<Json> range = value.find("range");
    if (range.isPresent()) {
      List<Json> ends = range.get().items();
      return new Criterion.Between(term(ends.getFirst(), type), term(ends.getLast(), type));
    }
    if (value instanceof Json.Text(String text)) {
      if (text.equals("*")) {
        return new Criterion.Anything();
      }
      if (text.endsWith("*") && type == TermType.WORD) {
        return new Criterion.Beginning(text.substring(0, text.length() - 1));
      }
    }
    return new Criterion.Exactly(term(value, type));
  }

  private static Criterion within(Json prefix) {
    IpAddress address = IpAddress.parse(prefix.text("addr").orElseThrow());
    int length = (int) (long) prefix.number("len").orElseThrow();
    return new Criterion.Within(IpPrefix.containing(address, length));
  }

  private static Term term(Json value, TermType type) {
    return switch (value) {
      case Json.Number(long number) -> new Term.Number(number);
      case Json.Text(String text) -> type.read(text);
      case Json.Flag(boolean flag) -> new Term.Number(flag ? 1 : 0);
      case Json.Members _, Json.Items _, Json.Nothing _ -> new Term.Word(value.toString());
    };
  }

  private static Statement decideBy(Json body) {
    Selector key = selector(body.find("key").orElseThrow());
    Json data = body.find("data").orElseThrow();
    if (data instanceof Json.Text(String text)) {
      return new Statement.DecideBy(key, new MapSource.Named<>(text.substring(1)));
    }
    Elements<Decision> own = new Elements<>();
    for (Json pair : data.find("set").orElse(data).items()) {
      own.add(criterion(pair.items().getFirst(), types(key)), decision(pair.items().getLast()));
    }
    return new Statement.DecideBy(key, new MapSource.Own<>(own));
  }

  private static Statement translate(String kind, Json body) {
    return new Statement.Translate(
        kind,
        body.text("family").orElse(""),
        body.find("addr").map(ExpressionReader::selector),
        body.find("port").map(ExpressionReader::selector));
  }

  /// What a rule looks at, or sets something to.
  static Selector selector(Json json) {
    return json.first()
        .map(part -> selector(part.getKey(), part.getValue(), json))
        .orElseGet(() -> new Selector.Constant(mapped(json)));
  }

  private static Selector selector(String name, Json body, Json whole) {
    return switch (name) {
      case "payload" ->
          body.text("protocol").isPresent()
              ? new Selector.Payload(body.text("protocol").get(), body.text("field").orElse(""))
              : new Selector.Other("bytes of the packet");
      case "exthdr" -> new Selector.Payload("exthdr", body.text("field").orElse(""));
      case "meta" -> new Selector.Meta(body.text("key").orElse(""));
      case "ct" ->
          new Selector.Connection(body.text("key").orElse(""), body.text("dir").orElse(""));
      case "fib" ->
          new Selector.Fib(
              body.text("result").orElse(""),
              body.find("flags").map(ExpressionReader::words).orElse(Set.of()));
      case "concat" ->
          new Selector.Several(body.items().stream().map(ExpressionReader::selector).toList());
      case "&" -> masked(body);
      case "|" -> joined(body);
      case "map" -> looked(body);
      case "prefix", "range" -> new Selector.Constant(new Mapped(mapped(whole).values(), false));
      default -> new Selector.Other(name);
    };
  }

  private static Selector masked(Json body) {
    Json mask = body.items().getLast();
    Selector of = selector(body.items().getFirst());
    return mask instanceof Json.Number(long bits)
        ? new Selector.Masked(of, bits, Set.of())
        : new Selector.Masked(of, 0, words(mask));
  }

  private static Selector joined(Json body) {
    Selector of = selector(body.items().getFirst());
    return body.items().getLast() instanceof Json.Number(long bits)
        ? new Selector.Joined(of, bits)
        : new Selector.Other("a sum of bits");
  }

  private static Selector looked(Json body) {
    Selector key = selector(body.find("key").orElseThrow());
    Json data = body.find("data").orElseThrow();
    if (data instanceof Json.Text(String text)) {
      return new Selector.Looked(key, new MapSource.Named<>(text.substring(1)));
    }
    Elements<Mapped> own = new Elements<>();
    for (Json pair : data.find("set").orElse(data).items()) {
      own.add(criterion(pair.items().getFirst(), types(key)), mapped(pair.items().getLast()));
    }
    return new Selector.Looked(key, new MapSource.Own<>(own));
  }

  private static Set<String> words(Json json) {
    Set<String> words = new LinkedHashSet<>();
    for (Json each : json.find("|").orElse(json).items()) {
      if (each instanceof Json.Text(String text)) {
        words.add(text);
      }
    }
    return words;
  }

  /// What a map's element leads to.
  static Mapped mapped(Json json) {
    Json value = json.find("elem").flatMap(element -> element.find("val")).orElse(json);
    List<Term> values = new ArrayList<>();
    boolean certain = true;
    for (Json each : value.find("concat").orElse(value).items()) {
      Optional<Map.Entry<String, Json>> wide = each.first();
      certain &= wide.isEmpty();
      values.add(term(wide.isEmpty() ? each : new Json.Text(each.toString()), TermType.ADDRESS));
    }
    return new Mapped(values, certain);
  }
}
