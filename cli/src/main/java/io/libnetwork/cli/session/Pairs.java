package io.libnetwork.cli.session;

import io.libnetwork.wire.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Options that say a name and a value, as in `--label tier=front`.
public final class Pairs {

  private Pairs() {}

  /// By their names, in their order.
  ///
  /// @param option what they belong to, as in `--label`
  /// @param valueNeeded whether a name alone, which has an empty value, is a mistake
  /// @throws IllegalArgumentException if one has no name, or no value that it needs
  public static Map<String, String> of(String option, List<String> texts, boolean valueNeeded) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals == 0 || text.isEmpty() || (equals < 0 && valueNeeded)) {
        throw new IllegalArgumentException(
            "invalid %s '%s': expected NAME=VALUE".formatted(option, text));
      }
      pairs.put(
          equals < 0 ? text : text.substring(0, equals),
          equals < 0 ? "" : text.substring(equals + 1));
    }
    return pairs;
  }

  /// As JSON.
  public static JsonObject json(String option, List<String> texts, boolean valueNeeded) {
    return JsonObject.ofTexts(of(option, texts, valueNeeded));
  }
}
