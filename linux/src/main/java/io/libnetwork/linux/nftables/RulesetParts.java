package io.libnetwork.linux.nftables;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// By which commands a whole ruleset is listed as JSON.
///
/// Not by one where a table has a flag, as one that a process owns has: libnftables 1.0.6 writes
/// the name of a single flag out of memory that it has freed (`table_flags_json` of `src/json.c`
/// takes it out of an array by `json_unpack("[o]")`, which borrows it, and then frees the array).
/// What comes of it is any text, or no end of the listing. Of such a table its chains, sets and
/// maps are listed one by one, which tells nothing of the table itself.
final class RulesetParts {

  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
  private static final Pattern OBJECT = Pattern.compile("\\t(chain|set|map) (\\S+) \\{.*");
  private static final String FLAGS = "\tflags ";

  private RulesetParts() {}

  /// A table of a listing as nft(8) writes it.
  ///
  /// @param objects its chains, sets and maps, as in `chain input`
  /// @param flagged whether it has a flag
  record Part(String family, String name, List<String> objects, boolean flagged) {

    private String table() {
      return family + " " + name;
    }

    /// What lists it.
    List<String> commands() {
      if (!flagged) {
        return List.of("list table " + table());
      }
      return objects.stream()
          .map(object -> {
            int kind = object.indexOf(' ');
            return "list %s %s%s"
                .formatted(object.substring(0, kind), table(), object.substring(kind));
          })
          .toList();
    }

    private String itself() {
      return "{\"table\": {\"family\": \"%s\", \"name\": \"%s\"}}".formatted(family, name);
    }
  }

  /// The tables of a listing as nft(8) writes it.
  static List<Part> read(String text) {
    List<Part> parts = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher table = TABLE.matcher(line);
      Matcher object = OBJECT.matcher(line);
      if (table.matches()) {
        parts.add(new Part(table.group(1), table.group(2), new ArrayList<>(), false));
      } else if (object.matches() && !parts.isEmpty()) {
        parts.getLast().objects().add(object.group(1) + " " + object.group(2));
      } else if (line.startsWith(FLAGS) && !parts.isEmpty()) {
        Part plain = parts.removeLast();
        parts.add(new Part(plain.family(), plain.name(), plain.objects(), true));
      }
    }
    return parts;
  }

  /// What lists what.
  interface Lister {
    String list(String command);
  }

  /// One listing of all that the parts' commands list.
  static String join(List<Part> parts, Lister lister) {
    List<String> objects = new ArrayList<>();
    for (Part part : parts) {
      if (part.flagged()) {
        objects.add(part.itself());
      }
      part.commands().forEach(command -> objects.add(objects(lister.list(command))));
    }
    return objects.stream()
        .filter(each -> !each.isBlank())
        .collect(Collectors.joining(", ", "{\"nftables\": [", "]}"));
  }

  /// What is in a listing, without what is around it.
  private static String objects(String listing) {
    int begin = listing.indexOf('[');
    int end = listing.lastIndexOf(']');
    return begin < 0 || end < begin ? "" : listing.substring(begin + 1, end);
  }
}
