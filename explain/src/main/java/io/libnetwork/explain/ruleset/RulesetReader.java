package io.libnetwork.explain.ruleset;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads a listing of libnftables-json(5): tables first, then what is in them.
final class RulesetReader {

  private final Map<String, ListedTable> tables = new LinkedHashMap<>();
  private final RuleTexts texts;

  private RulesetReader(RuleTexts texts) {
    this.texts = texts;
  }

  static List<ListedTable> read(String json, RuleTexts texts) {
    RulesetReader reader = new RulesetReader(texts);
    Json.parse(json)
        .find("nftables")
        .ifPresent(all -> all.items().forEach(each -> each.first().ifPresent(reader::accept)));
    return List.copyOf(reader.tables.values());
  }

  private void accept(Map.Entry<String, Json> object) {
    Json body = object.getValue();
    switch (object.getKey()) {
      case "table" -> table(body.text("family").orElse(""), body.text("name").orElse(""));
      case "chain" -> chain(body);
      case "rule" -> rule(body);
      case "set" -> set(body);
      case "map" -> map(body);
      // Counters, helpers, flow tables: nothing that decides.
      default -> {}
    }
  }

  private ListedTable table(String family, String name) {
    return tables.computeIfAbsent(family + " " + name, _ -> new ListedTable(family, name));
  }

  private ListedTable tableOf(Json body) {
    return table(body.text("family").orElse(""), body.text("table").orElse(""));
  }

  private void chain(Json body) {
    ListedTable table = tableOf(body);
    String name = body.text("name").orElse("");
    table.chains().put(name, new ListedChain(table, name, base(body)));
  }

  /// Chains of other hooks, as `ingress`, are none that a connection here is judged by.
  private static Optional<ListedChain.Base> base(Json body) {
    String hook = body.text("hook").orElse("");
    return Stream.of(Point.values())
        .filter(point -> point.name().toLowerCase(Locale.ROOT).equals(hook))
        .findFirst()
        .map(point ->
            new ListedChain.Base(
                body.text("type").orElse("filter"),
                point,
                (int) (long) body.number("prio").orElse(0L),
                body.text("policy").filter("drop"::equals).isPresent()));
  }

  private void rule(Json body) {
    ListedTable table = tableOf(body);
    String chain = body.text("chain").orElse("");
    long handle = body.number("handle").orElse(0L);
    List<Statement> statements =
        body.find("expr").map(Json::items).orElse(List.of()).stream()
            .map(ExpressionReader::statement)
            .toList();
    table
        .chains()
        .computeIfAbsent(chain, name -> new ListedChain(table, name, Optional.empty()))
        .add(new ListedRule(handle, texts.of(table, handle), statements));
  }

  private static List<TermType> types(Json body) {
    return body.find("type").map(Json::items).orElse(List.of()).stream()
        .map(each -> each instanceof Json.Text(String name) ? TermType.named(name) : TermType.WORD)
        .toList();
  }

  private void set(Json body) {
    Elements<Boolean> elements = new Elements<>();
    List<TermType> types = types(body);
    for (Json each : body.find("elem").map(Json::items).orElse(List.of())) {
      elements.add(ExpressionReader.criterion(each, types), true);
    }
    tableOf(body).sets().put(body.text("name").orElse(""), elements);
  }

  private void map(Json body) {
    String name = body.text("name").orElse("");
    List<Json> pairs = body.find("elem").map(Json::items).orElse(List.of());
    List<TermType> types = types(body);
    if (body.text("map").filter("verdict"::equals).isPresent()) {
      Elements<Decision> decisions = new Elements<>();
      pairs.forEach(pair ->
          decisions.add(
              ExpressionReader.criterion(pair.items().getFirst(), types),
              ExpressionReader.decision(pair.items().getLast())));
      tableOf(body).verdicts().put(name, decisions);
      return;
    }
    Elements<Mapped> mapped = new Elements<>();
    pairs.forEach(pair ->
        mapped.add(
            ExpressionReader.criterion(pair.items().getFirst(), types),
            ExpressionReader.mapped(pair.items().getLast())));
    tableOf(body).maps().put(name, mapped);
  }
}
