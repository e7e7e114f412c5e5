package io.libnetwork.dns.zone;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A whole domain name, as its labels are sent (RFC 1035 section 3.1), without compression.
///
/// Names are equal whatever the case of their ASCII letters (RFC 4343), and keep the case they were
/// written in. One that was read by [#parse(String)] consists of letters, digits, `-` and `_`; one
/// of bytes may contain any octet.
public final class DomainName {

  /// Of a name as it is sent, the root's empty label included.
  public static final int LONGEST = 255;

  private static final int LONGEST_LABEL = 63;
  private static final int SHOWN = 80;

  /// The name of no label but the root's.
  public static final DomainName ROOT = new DomainName(new byte[1], 0, 0);

  private final byte[] wire;

  /// Where this name begins in the bytes, which a name shares with its parents.
  private final int start;

  private final int labels;
  private final int hash;

  private DomainName(byte[] wire, int start, int labels) {
    this.wire = wire;
    this.start = start;
    this.labels = labels;
    this.hash = folded(wire, start);
  }

  private static int folded(byte[] wire, int start) {
    int hash = 1;
    for (int i = start; i < wire.length; i++) {
      hash = 31 * hash + fold(wire[i]);
    }
    return hash;
  }

  /// The octet in lower case; a label's length is below every letter, and stays.
  private static int fold(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  /// Reads a name that is whole, with or without the dot at its end. `\DDD` and `\X` are read as
  /// RFC 1035 section 5.1 has it; the first label may be `*`.
  ///
  /// @throws IllegalArgumentException if a label is empty, longer than 63 bytes or has another
  ///   character, or the name is longer than 255 bytes
  public static DomainName parse(String text) {
    return parse(text, ROOT);
  }

  /// Reads a name as a master file has it: whole with a dot at its end, below `origin` without, and
  /// `@` for `origin` itself.
  ///
  /// @throws IllegalArgumentException as [#parse(String)]
  public static DomainName parse(String text, DomainName origin) {
    return switch (text) {
      case "@" -> origin;
      case "." -> ROOT;
      default -> new NameText(text).below(origin);
    };
  }

  /// The name that is sent as these bytes, any octets in its labels.
  ///
  /// @throws IllegalArgumentException if they are no name, or are compressed, or more follow
  public static DomainName of(byte[] wire) {
    int labels = 0;
    int at = 0;
    while (at < wire.length && wire[at] > 0 && wire[at] <= LONGEST_LABEL) {
      at += 1 + wire[at];
      labels++;
    }
    if (wire.length > LONGEST || at != wire.length - 1 || wire[at] != 0) {
      throw new IllegalArgumentException(
          "%d bytes are no domain name: expected labels of 1 to 63 bytes and an empty one, 255 bytes at most"
              .formatted(wire.length));
    }
    return new DomainName(wire.clone(), 0, labels);
  }

  /// This name with one more label before it.
  ///
  /// @throws IllegalArgumentException if the label is not 1 to 63 bytes, or the name gets too long
  DomainName child(byte[] label) {
    int length = 1 + label.length + length();
    if (label.length == 0 || label.length > LONGEST_LABEL || length > LONGEST) {
      throw new IllegalArgumentException(
          "label %s before %s: expected 1 to 63 bytes, and 255 in all"
              .formatted(shown(new String(label, StandardCharsets.ISO_8859_1)), this));
    }
    byte[] longer = new byte[length];
    longer[0] = (byte) label.length;
    System.arraycopy(label, 0, longer, 1, label.length);
    System.arraycopy(wire, start, longer, 1 + label.length, length());
    return new DomainName(longer, 0, labels + 1);
  }

  static String shown(String text) {
    String cut = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    StringBuilder visible = new StringBuilder("\"");
    cut.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            visible.append(String.format("\\u%04x", c));
          } else {
            visible.appendCodePoint(c);
          }
        });
    return visible.append('"').toString();
  }

  /// Of labels, the root's not counted: 0 to 127.
  public int labels() {
    return labels;
  }

  /// In bytes as it is sent: 1 to 255.
  public int length() {
    return wire.length - start;
  }

  /// The name as it is sent: a new array.
  public byte[] toBytes() {
    return Arrays.copyOfRange(wire, start, wire.length);
  }

  /// The name without its first label; the root's is the root.
  public DomainName parent() {
    return labels == 0 ? this : new DomainName(wire, start + 1 + wire[start], labels - 1);
  }

  /// The name's last `count` labels.
  ///
  /// @throws IllegalArgumentException if it has fewer
  public DomainName last(int count) {
    if (count < 0 || count > labels) {
      throw new IllegalArgumentException(
          "last %d labels of %s: expected 0 to %d".formatted(count, this, labels));
    }
    int at = start;
    for (int i = labels; i > count; i--) {
      at += 1 + wire[at];
    }
    return at == start ? this : new DomainName(wire, at, count);
  }

  /// This is `other`, or below it.
  public boolean within(DomainName other) {
    return labels >= other.labels && last(other.labels).equals(other);
  }

  /// The first label is `*` (RFC 4592 section 2.1.1).
  public boolean wildcard() {
    return labels > 0 && wire[start] == 1 && wire[start + 1] == '*';
  }

  /// The labels are such as [#parse(String)] reads, other than an escaped `*`.
  boolean plain() {
    int at = wildcard() ? start + 2 : start;
    while (wire[at] != 0) {
      for (int end = at + wire[at]; at < end; ) {
        if (!NameText.allowed(wire[++at])) {
          return false;
        }
      }
      at++;
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DomainName name && hash == name.hash && sameLabels(name);
  }

  private boolean sameLabels(DomainName other) {
    if (length() != other.length()) {
      return false;
    }
    for (int i = 0; i < length(); i++) {
      if (fold(wire[start + i]) != fold(other.wire[other.start + i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /// With a dot at its end, and what is not printable or has a meaning in a master file escaped.
  @Override
  public String toString() {
    if (labels == 0) {
      return ".";
    }
    StringBuilder text = new StringBuilder(length());
    for (int at = start; wire[at] != 0; at += 1 + wire[at]) {
      for (int i = 1; i <= wire[at]; i++) {
        append(text, wire[at + i] & 0xff);
      }
      text.append('.');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, int octet) {
    if (octet <= ' ' || octet > '~') {
      text.append("\\%03d".formatted(octet));
    } else if (".;()\"\\@$".indexOf(octet) >= 0) {
      text.append('\\').append((char) octet);
    } else {
      text.append((char) octet);
    }
  }
}
