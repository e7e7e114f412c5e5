package io.libnetwork.bench.chart;

/// How wide a text is at most, whichever sans-serif font a viewer has: nothing that is measured by
/// this overlaps. Widths are of DejaVu Sans, one of the widest, rounded up.
final class TextWidth {

  private static final double NARROW = 0.42;
  private static final double USUAL = 0.66;
  private static final double WIDE = 1.02;
  private static final String NARROW_CHARACTERS = " .,:;'|!ijl()[]/-";
  private static final String WIDE_CHARACTERS = "mwMW@%—";
  private static final String ELLIPSIS = "…";
  private static final int LAST_OF_ASCII = 0x7e;

  private TextWidth() {}

  /// In pixels.
  ///
  /// @param size the font's, in pixels
  static double of(String text, double size) {
    return size * text.codePoints().mapToDouble(TextWidth::ems).sum();
  }

  private static double ems(int character) {
    if (NARROW_CHARACTERS.indexOf(character) >= 0) {
      return NARROW;
    }
    if (WIDE_CHARACTERS.indexOf(character) >= 0 || character > LAST_OF_ASCII) {
      return WIDE;
    }
    return Character.isUpperCase(character) ? (USUAL + WIDE) / 2 : USUAL;
  }

  /// The text, or as much of its beginning as there is room for, with an ellipsis behind.
  static String cut(String text, double size, double room) {
    if (of(text, size) <= room) {
      return text;
    }
    int[] characters = text.codePoints().toArray();
    int kept = characters.length;
    while (kept > 0 && of(new String(characters, 0, kept) + ELLIPSIS, size) > room) {
      kept--;
    }
    return new String(characters, 0, kept).stripTrailing() + ELLIPSIS;
  }
}
