package io.libnetwork.address;

import java.util.HexFormat;

/// The text of an IPv6 address: read as RFC 4291 section 2.2 says, written as RFC 5952 says.
final class Ipv6Text {

  private static final int GROUPS = 8;
  private static final int MALFORMED = -1;
  private static final String GAP = "::";

  private final String text;
  private final int[] groups = new int[GROUPS];

  private Ipv6Text(String text) {
    this.text = text;
  }

  static Ipv6Address parse(String text) {
    Ipv6Text reader = new Ipv6Text(text);
    if (!reader.read()) {
      throw new IllegalArgumentException(
          "malformed IPv6 address \""
              + text
              + "\": expected hexadecimal groups without a zone, as in 2001:db8::1");
    }
    return new Ipv6Address(reader.fourGroups(0), reader.fourGroups(4));
  }

  private boolean read() {
    int gap = text.indexOf(GAP);
    if (gap < 0) {
      return readGroups(0, text.length(), 0) == GROUPS;
    }
    int head = gap == 0 ? 0 : readGroups(0, gap, 0);
    int rest = gap + GAP.length();
    if (head == MALFORMED || head >= GROUPS) {
      return false;
    }
    int end = rest == text.length() ? head : readGroups(rest, text.length(), head);
    if (end == MALFORMED || end >= GROUPS) {
      return false;
    }
    moveToEnd(head, end);
    return true;
  }

  /// Reads the groups of `text[from, to)` into [#groups] from index `at`; answers the index after
  /// the last one, or [#MALFORMED].
  private int readGroups(int from, int to, int at) {
    int index = at;
    int start = from;
    while (index < GROUPS) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 || colon > to ? to : colon;
      if (end == text.length() && text.indexOf('.', start) >= 0) {
        return readIpv4Tail(start, index);
      }
      int group = parseGroup(start, end);
      if (group == MALFORMED) {
        return MALFORMED;
      }
      groups[index++] = group;
      if (end == to) {
        return index;
      }
      start = end + 1;
    }
    return MALFORMED;
  }

  private int readIpv4Tail(int start, int index) {
    long tail = Ipv4Address.parse(text, start);
    if (tail < 0 || index + 2 > GROUPS) {
      return MALFORMED;
    }
    groups[index] = (int) (tail >>> 16);
    groups[index + 1] = (int) (tail & 0xffff);
    return index + 2;
  }

  private int parseGroup(int from, int to) {
    if (to <= from || to - from > 4) {
      return MALFORMED;
    }
    for (int i = from; i < to; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        return MALFORMED;
      }
    }
    return HexFormat.fromHexDigits(text, from, to);
  }

  /// Moves the groups read after the gap, `[head, end)`, to where they belong, and zeroes the gap.
  private void moveToEnd(int head, int end) {
    int tail = end - head;
    for (int i = 0; i < tail; i++) {
      groups[GROUPS - 1 - i] = groups[end - 1 - i];
    }
    for (int i = head; i < GROUPS - tail; i++) {
      groups[i] = 0;
    }
  }

  private long fourGroups(int at) {
    long value = 0;
    for (int i = at; i < at + 4; i++) {
      value = value << 16 | groups[i];
    }
    return value;
  }

  static String format(Ipv6Address address) {
    return address.mappedIpv4().map(mapped -> "::ffff:" + mapped).orElseGet(() -> hex(address));
  }

  private static String hex(Ipv6Address address) {
    StringBuilder out = new StringBuilder(39);
    int gap = longestZeroRun(address);
    int gapEnd = gap < 0 ? gap : gap + zeroRun(address, gap);
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        out.append(GAP);
        i = gapEnd - 1;
      } else {
        boolean separated = i == 0 || i == gapEnd;
        out.append(separated ? "" : ":").append(Integer.toHexString(group(address, i)));
      }
    }
    return out.toString();
  }

  /// Where the first longest run of two or more zero groups starts, or −1.
  private static int longestZeroRun(Ipv6Address address) {
    int best = -1;
    int bestLength = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeroRun(address, i);
      if (length > bestLength) {
        best = i;
        bestLength = length;
      }
    }
    return best;
  }

  private static int zeroRun(Ipv6Address address, int from) {
    int end = from;
    while (end < GROUPS && group(address, end) == 0) {
      end++;
    }
    return end - from;
  }

  private static int group(Ipv6Address address, int index) {
    long half = index < 4 ? address.high() : address.low();
    return (int) (half >>> (48 - 16 * (index % 4))) & 0xffff;
  }
}
