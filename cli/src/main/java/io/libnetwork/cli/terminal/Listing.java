package io.libnetwork.cli.terminal;

import io.libnetwork.cli.template.Template;
import io.libnetwork.cli.template.TemplateException;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What is listed, in the format that was asked for.
///
/// | format | printed |
/// |---|---|
/// | nothing, or `table` | a table of the columns that are shown |
/// | `table` and a template | a table of the template's cells, which a tab or `\t` separates |
/// | `json` | an object of JSON a line, with every column |
/// | a template | a line for each |
public final class Listing {

  private static final String TABLE = "table";

  private final List<Column> columns;
  private final List<String[]> rows = new ArrayList<>();
  private final List<JsonObject> labels = new ArrayList<>();

  /// Nothing listed yet.
  public Listing(Column... columns) {
    this.columns = List.of(columns);
  }

  /// Lists one more.
  ///
  /// @param labels what `.Label "x"` finds in a template
  /// @param cells one for each column
  public void add(JsonObject labels, String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "%d cells in %d columns".formatted(cells.length, columns.size()));
    }
    rows.add(cells.clone());
    this.labels.add(labels);
  }

  /// Takes away those for which something is not true.
  ///
  /// @param field a column's, in any case, or `label`
  /// @param value the column's, or a label's name, or its name, `=` and its value
  /// @throws IllegalArgumentException if there is no such column
  public void keep(String field, String value) {
    int column = field.equalsIgnoreCase("label") ? -1 : column(field);
    for (int i = rows.size() - 1; i >= 0; i--) {
      boolean kept =
          column < 0 ? labelled(labels.get(i), value) : rows.get(i)[column].equals(value);
      if (!kept) {
        rows.remove(i);
        labels.remove(i);
      }
    }
  }

  private int column(String field) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).field().equalsIgnoreCase(field)) {
        return i;
      }
      fields.add(columns.get(i).field().toLowerCase(Locale.ROOT));
    }
    throw new IllegalArgumentException(
        "invalid filter '%s': expected label or one of %s"
            .formatted(field, String.join(", ", fields)));
  }

  private static boolean labelled(JsonObject labels, String value) {
    int equals = value.indexOf('=');
    return equals < 0
        ? labels.members().containsKey(value)
        : labels.members().containsKey(value.substring(0, equals))
            && labels.text(value.substring(0, equals)).equals(value.substring(equals + 1));
  }

  /// How many there are.
  public int size() {
    return rows.size();
  }

  /// The text to print.
  ///
  /// @param format as above
  /// @param quiet the first column alone, a line each, where there is no format
  /// @throws TemplateException if the format is a template that cannot be filled in
  public String print(String format, boolean quiet, Terminal terminal) {
    String wanted = format.strip();
    if (wanted.isEmpty() || wanted.equals(TABLE)) {
      return quiet ? first() : table().print(terminal);
    }
    if (wanted.equals("json")) {
      return lines("{{json .}}");
    }
    return wanted.startsWith(TABLE + " ")
        ? headed(unescaped(wanted.substring(TABLE.length()).strip())).print(terminal)
        : lines(unescaped(format));
  }

  private String first() {
    StringBuilder out = new StringBuilder();
    for (String[] row : rows) {
      out.append(row[0]).append('\n');
    }
    return out.toString();
  }

  private Table table() {
    Table table = new Table(shown(headings()));
    for (String[] row : rows) {
      table.add(shown(row));
    }
    return table;
  }

  private String[] headings() {
    String[] headings = new String[columns.size()];
    for (int i = 0; i < headings.length; i++) {
      headings[i] = columns.get(i).heading();
    }
    return headings;
  }

  private String[] shown(String[] cells) {
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      if (columns.get(i).shown()) {
        shown.add(cells[i]);
      }
    }
    return shown.toArray(new String[0]);
  }

  private String lines(String source) {
    Template template = Template.parse(source);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      out.append(filled(template, i)).append('\n');
    }
    return out.toString();
  }

  /// Docker's own: the headings are what the template makes of them.
  private Table headed(String source) {
    Template template = Template.parse(source);
    List<String> lines = new ArrayList<>();
    lines.add(template.fill(object(headings()), Listing::headingOfLabel));
    for (int i = 0; i < rows.size(); i++) {
      lines.add(filled(template, i));
    }
    return Table.ofLines(lines);
  }

  private String filled(Template template, int row) {
    JsonObject of = labels.get(row);
    return template.fill(
        object(rows.get(row)), (name, arguments) -> JsonValue.of(of.text(label(name, arguments))));
  }

  private static JsonValue headingOfLabel(String name, List<JsonValue> arguments) {
    String label = label(name, arguments);
    int dot = label.lastIndexOf('.');
    return JsonValue.of(label.substring(dot + 1).replace('-', ' ').replace('_', ' '));
  }

  private static String label(String name, List<JsonValue> arguments) {
    if (!name.equals("Label") || arguments.size() != 1 || arguments.getFirst().text().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' takes no arguments; a label is '.Label \"NAME\"'".formatted(name));
    }
    return arguments.getFirst().text().orElseThrow();
  }

  /// In the order of the names, as Docker prints it.
  private JsonObject object(String[] cells) {
    Map<String, JsonValue> members = new TreeMap<>();
    for (int i = 0; i < cells.length; i++) {
      members.put(columns.get(i).field(), JsonValue.of(cells[i]));
    }
    return new JsonObject(new LinkedHashMap<>(members));
  }

  /// A shell leaves `\t` and `\n` as they are typed.
  static String unescaped(String format) {
    return format.replace("\\t", "\t").replace("\\n", "\n");
  }
}
