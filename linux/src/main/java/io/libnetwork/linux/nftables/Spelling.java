package io.libnetwork.linux.nftables;

/// What may stand in a ruleset's text, by kind. Everything else is refused, nothing is escaped:
/// nft's language has no escape in a quoted text.
final class Spelling {

  /// `NFT_NAME_MAXLEN` of `linux/netfilter/nf_tables.h` is 256; a name of ours never needs that.
  private static final int LONGEST_IDENTIFIER = 64;

  /// `IFNAMSIZ` of `linux/if.h`, less the terminating zero.
  private static final int LONGEST_INTERFACE_NAME = 15;

  /// `NFTNL_UDATA_COMMENT_MAXLEN` of libnftnl.
  private static final int LONGEST_COMMENT = 128;

  private Spelling() {}

  /// A table's, chain's, set's or map's name.
  static String identifier(String kind, String name) {
    if (!isIdentifier(name)) {
      throw new IllegalArgumentException(
          "malformed %s name %s: expected a letter, then letters, digits or _, at most %d"
              .formatted(kind, quoted(name), LONGEST_IDENTIFIER));
    }
    return name;
  }

  static boolean isIdentifier(String name) {
    boolean plain =
        !name.isEmpty() && name.length() <= LONGEST_IDENTIFIER && letter(name.charAt(0));
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = letter(c) || ('0' <= c && c <= '9') || c == '_';
    }
    return plain;
  }

  /// A network interface's name: what the kernel accepts (`dev_valid_name`), less what nft would
  /// not take literally: quotes, backslashes, and `*`, which stands for many interfaces.
  static String interfaceName(String name) {
    boolean plain = !name.isEmpty() && name.length() <= LONGEST_INTERFACE_NAME;
    for (int i = 0; plain && i < name.length(); i++) {
      char c = name.charAt(i);
      plain = c > ' ' && c < 0x7f && "\"\\/*:".indexOf(c) < 0;
    }
    if (!plain || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException(
          "malformed interface name %s: expected 1 to %d printable ASCII characters without space, quote, backslash, slash, colon or *"
              .formatted(quoted(name), LONGEST_INTERFACE_NAME));
    }
    return name;
  }

  static String comment(String text) {
    if (text.isEmpty() || text.length() > LONGEST_COMMENT || !printable(text, "\"\\")) {
      throw new IllegalArgumentException(
          "malformed comment %s: expected 1 to %d printable ASCII characters without quote or backslash"
              .formatted(quoted(text), LONGEST_COMMENT));
    }
    return text;
  }

  /// A rule's constant part: one command it must stay, so nothing that separates or quotes.
  static String ruleText(String text) {
    if (text.isBlank() || !printable(text, "\"\\;#")) {
      throw new IllegalArgumentException(
          "malformed rule %s: expected printable ASCII without quote, backslash, ; or #; what varies is an argument"
              .formatted(quoted(text)));
    }
    return text;
  }

  private static boolean letter(char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z');
  }

  private static boolean printable(String text, String refused) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || refused.indexOf(c) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// The offending text for a message, made harmless for a log: one line, bounded.
  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder("\"");
    text.chars()
        .limit(2L * LONGEST_COMMENT)
        .forEach(c -> {
          if (c < ' ' || c > '~') {
            safe.append("\\u%04x".formatted(c));
          } else {
            safe.append((char) c);
          }
        });
    return safe.append('"').toString();
  }
}
