package io.libnetwork.linux.tc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number by which a queueing discipline or a class is known on its link, and by which others
/// hang below it; see "HANDLES" in tc(8).
///
/// A queueing discipline has a major number and the minor number 0, as `1:`; its classes have the
/// same major number and a minor one, as `1:10`. Both are hexadecimal.
///
/// @param value major number in the upper 16 bits, minor in the lower
public record Handle(int value) {

  /// Where what a link sends hangs: `TC_H_ROOT`.
  public static final Handle ROOT = new Handle(0xffff_ffff);

  /// Where what a link receives hangs: `TC_H_INGRESS`.
  public static final Handle INGRESS = new Handle(0xffff_fff1);

  /// None: the kernel chooses, or any is meant.
  public static final Handle NONE = new Handle(0);

  private static final int MOST = 0xffff;
  private static final Pattern TEXT =
      Pattern.compile("([0-9a-fA-F]{1,4}):([0-9a-fA-F]{0,4})|(root)|(ingress)");

  /// A handle of two numbers.
  ///
  /// @param major 0 to 65,535
  /// @param minor 0 to 65,535; 0 for a queueing discipline
  /// @throws IllegalArgumentException when out of range
  public static Handle of(int major, int minor) {
    if (major < 0 || major > MOST || minor < 0 || minor > MOST) {
      throw new IllegalArgumentException(
          "no handle: %x:%x, expected 0 to ffff on both sides".formatted(major, minor));
    }
    return new Handle(major << 16 | minor);
  }

  /// Reads `1:`, `1:10`, `root`, `ingress`.
  ///
  /// @throws IllegalArgumentException when the text is no handle
  public static Handle parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no handle: \"" + text + "\", expected two hexadecimal numbers, as 1: or 1:10");
    }
    if (matcher.group(1) == null) {
      return matcher.group(3) == null ? INGRESS : ROOT;
    }
    String minor = "0" + matcher.group(2);
    return of(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(minor, 16));
  }

  public int major() {
    return value >>> 16;
  }

  public int minor() {
    return value & MOST;
  }

  /// As tc(8) writes it.
  @Override
  public String toString() {
    if (equals(ROOT)) {
      return "root";
    }
    if (equals(INGRESS)) {
      return "ingress";
    }
    return Integer.toHexString(major()) + ":" + (minor() == 0 ? "" : Integer.toHexString(minor()));
  }
}
