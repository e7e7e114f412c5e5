package io.libnetwork.lab.file;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What stands in a file, as it was written: nothing is a number or a date before somebody wants
/// one.
sealed interface YamlValue {

  /// Where it begins.
  Place place();

  /// What it is, in a message.
  String kind();

  /// A scalar.
  ///
  /// @param style how it was written
  record Text(Place place, String text, Style style) implements YamlValue {

    private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
    private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9][0-9.]*");

    /// How a scalar can be written, as far as it matters.
    enum Style {
      PLAIN,
      QUOTED,
      /// Behind `|`: each line as it stands.
      LITERAL,
      FOLDED
    }

    /// `null`, `~` or nothing at all, as the core schema of YAML 1.2 has it.
    boolean nothing() {
      return style == Style.PLAIN && NOTHING.matcher(text).matches();
    }

    boolean merge() {
      return style == Style.PLAIN && text.equals("<<");
    }

    @Override
    public String kind() {
      if (nothing()) {
        return "nothing";
      }
      if (style == Style.PLAIN && TRUTH.matcher(text).matches()) {
        return text;
      }
      boolean number = style == Style.PLAIN && NUMBER.matcher(text).matches();
      return (number ? "the number " : "the text ") + Quoted.of(text);
    }
  }

  /// Values in their order.
  record Sequence(Place place, List<YamlValue> items) implements YamlValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /// Values by keys.
  ///
  /// @param entries by their keys, in the file's order
  /// @param faults keys that are there twice, or no texts
  record Mapping(Place place, Map<String, Entry> entries, List<Fault> faults) implements YamlValue {
    @Override
    public String kind() {
      return "a map";
    }
  }

  /// What a key leads to.
  ///
  /// @param key where the key stands
  record Entry(Place key, YamlValue value) {

    /// Where one looks for it: at a text itself, at the key of everything larger.
    Place place() {
      return value instanceof Text text && !text.nothing() ? text.place() : key;
    }
  }

  /// What is wrong with a key.
  record Fault(Place place, String message) {}
}
