package io.libnetwork.explain.ruleset;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules as nft(8) writes them, found by their handles.
final class RuleTexts {

  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{.*");
  private static final Pattern RULE = Pattern.compile("\\t\\t(.*) # handle (\\d+)");

  /// What counters have counted is nothing of a rule's own.
  private static final Pattern COUNTED = Pattern.compile("counter packets \\d+ bytes \\d+");

  private final Map<String, String> texts = new HashMap<>();

  /// Reads a listing with handles.
  static RuleTexts read(String listing) {
    RuleTexts read = new RuleTexts();
    String table = "";
    for (String line : listing.split("\\n", -1)) {
      Matcher begin = TABLE.matcher(line);
      Matcher rule = RULE.matcher(line);
      if (begin.matches()) {
        table = begin.group(1) + " " + begin.group(2);
      } else if (rule.matches()) {
        String text = COUNTED.matcher(rule.group(1)).replaceAll("counter").strip();
        read.texts.put(table + " " + rule.group(2), text);
      }
    }
    return read;
  }

  String of(ListedTable table, long handle) {
    return texts.getOrDefault(
        table.family() + " " + table.name() + " " + handle, "rule with handle " + handle);
  }
}
