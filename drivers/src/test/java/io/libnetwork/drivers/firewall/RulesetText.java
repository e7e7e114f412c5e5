package io.libnetwork.drivers.firewall;

import io.libnetwork.drivers.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Our tables as `nft list table` prints them, made comparable: the kernel lists a set's elements
/// in the order of their hashes, which differs each time, so here they are sorted, one to a line.
final class RulesetText {

  private static final Pattern ELEMENTS = Pattern.compile("elements = \\{([^}]*)\\}");

  private RulesetText() {}

  static String of(TestHost host) throws IOException {
    return ELEMENTS
        .matcher(
            host.nft("-n", "list", "table", "inet", "libnetwork")
                + host.nft("-n", "list", "table", "bridge", "libnetwork"))
        .replaceAll(match -> Matcher.quoteReplacement(sorted(match.group(1))));
  }

  static long rules(TestHost host) throws IOException {
    return Pattern.compile("\"rule\":")
        .matcher(host.nft("-j", "list", "ruleset"))
        .results()
        .count();
  }

  /// The text kept under a name; with `-Dgolden.update=true` what the kernel says now is kept
  /// instead.
  static String golden(String name, String now) throws IOException {
    Path file = Path.of("src/test/resources/io/libnetwork/drivers/firewall", name);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, now);
    }
    return Files.readString(file);
  }

  private static String sorted(String elements) {
    String[] parts = elements.split(",", -1);
    String indent = "\n\t\t\t";
    return "elements = {"
        + Arrays.stream(parts)
            .map(String::strip)
            .sorted()
            .reduce("", (before, part) -> before + indent + part)
        + "\n\t\t}";
  }
}
