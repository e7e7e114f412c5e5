package io.libnetwork.dns.zone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A domain name as somebody wrote it, on its way to a [DomainName].
///
/// @param text neither `@` nor `.`
record NameText(String text) {

  /// More characters than a name of 255 escaped octets has.
  private static final int LONGEST = 4 * DomainName.LONGEST + 1;

  /// @throws IllegalArgumentException as [DomainName#parse(String)]
  DomainName below(DomainName origin) {
    if (text.length() > LONGEST) {
      throw wrong("it is longer than 255 bytes");
    }
    List<byte[]> labels = new ArrayList<>();
    boolean whole = split(labels);
    DomainName name = whole ? DomainName.ROOT : origin;
    for (byte[] label : labels.reversed()) {
      if (name.length() + label.length + 1 > DomainName.LONGEST) {
        throw wrong("it is longer than 255 bytes");
      }
      name = name.child(label);
    }
    return name;
  }

  /// Whether the name ends with a dot.
  private boolean split(List<byte[]> labels) {
    StringBuilder label = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) == '.') {
        labels.add(checked(label.toString(), labels.isEmpty()));
        label.setLength(0);
        at++;
      } else {
        int end = at + Escapes.length(text, at);
        label.append(Escapes.octet(text, at, end));
        at = end;
      }
    }
    boolean whole = label.isEmpty() && !labels.isEmpty();
    if (!whole) {
      labels.add(checked(label.toString(), labels.isEmpty()));
    }
    return whole;
  }

  private byte[] checked(String label, boolean first) {
    if (label.isEmpty()) {
      throw wrong("a label is empty");
    }
    if (label.equals("*") && first) {
      return new byte[] {'*'};
    }
    if (label.indexOf('*') >= 0) {
      throw wrong("\"*\" stands for names only as the whole first label");
    }
    if (!label.chars().allMatch(NameText::allowed)) {
      throw wrong(
          "expected labels of letters, digits, \"-\" or \"_\", an international one as xn--…");
    }
    if (label.length() > 63) {
      throw wrong("a label of %d bytes, expected 63 at most".formatted(label.length()));
    }
    return label.getBytes(StandardCharsets.US_ASCII);
  }

  static boolean allowed(int c) {
    boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  private IllegalArgumentException wrong(String why) {
    return new IllegalArgumentException(
        "invalid name %s: %s".formatted(DomainName.shown(text), why));
  }
}
