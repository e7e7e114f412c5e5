package io.libnetwork.cli.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/// Rows under headings, as Docker prints them: columns ten characters wide at least, three between
/// two, nothing at the end of a line.
public final class Table {

  private static final int LEAST = 10;
  private static final int GAP = 3;
  private static final int SHORTEST_CUT = 8;
  private static final char CUT = '\u2026';

  private final List<String[]> rows = new ArrayList<>();
  private final boolean headed;

  /// A table without rows.
  ///
  /// @param headings of the columns
  public Table(String... headings) {
    headed = true;
    rows.add(headings.clone());
  }

  private Table(List<String> lines) {
    headed = false;
    for (String line : lines) {
      rows.add(cells(line));
    }
  }

  /// A table of lines whose cells are separated by tabs, as templates write them.
  static Table ofLines(List<String> lines) {
    return new Table(lines);
  }

  /// Adds a row, of as many cells as there are headings.
  public Table add(String... cells) {
    if (cells.length != rows.getFirst().length) {
      throw new IllegalArgumentException(
          "%d cells under %d headings".formatted(cells.length, rows.getFirst().length));
    }
    rows.add(cells.clone());
    return this;
  }

  private static String[] cells(String line) {
    List<String> cells = new ArrayList<>();
    int from = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', from)) {
      cells.add(line.substring(from, tab));
      from = tab + 1;
    }
    cells.add(line.substring(from));
    return cells.toArray(new String[0]);
  }

  /// The lines of the table.
  public String print() {
    return print(OptionalInt.empty(), Palette.PLAIN);
  }

  /// The lines of the table for a place, cut to its width if somebody looks at it.
  public String print(Terminal terminal) {
    int[] widths = widths();
    boolean wide = sum(widths) > 80;
    return print(
        wide ? terminal.columns() : OptionalInt.empty(),
        terminal.isTerminal() ? Palette.ofThisProcess() : Palette.PLAIN);
  }

  /// The lines of the table.
  ///
  /// @param columns how many characters a line may have; as many as it needs otherwise
  String print(OptionalInt columns, Palette palette) {
    int[] widths = widths();
    if (columns.isPresent()) {
      shrink(widths, columns.getAsInt());
    }
    StringBuilder out = new StringBuilder(rows.size() * 80);
    for (int i = 0; i < rows.size(); i++) {
      String line = line(rows.get(i), widths);
      out.append(i == 0 && headed ? palette.bold(line) : line).append('\n');
    }
    return out.toString();
  }

  private int[] widths() {
    int[] widths = new int[0];
    for (String[] row : rows) {
      if (row.length > widths.length) {
        widths = Arrays.copyOf(widths, row.length);
      }
      for (int i = 0; i < row.length; i++) {
        boolean last = i == row.length - 1;
        int width = row[i].length() + (last ? 0 : GAP);
        widths[i] = Math.max(widths[i], last ? width : Math.max(LEAST, width));
      }
    }
    return widths;
  }

  /// Takes from the widest column until the line fits, or nothing more can be cut.
  private static void shrink(int[] widths, int columns) {
    int over = sum(widths) - columns;
    while (over > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= SHORTEST_CUT + GAP) {
        return;
      }
      widths[widest]--;
      over--;
    }
  }

  private static int sum(int[] widths) {
    int sum = 0;
    for (int width : widths) {
      sum += width;
    }
    return sum;
  }

  private static String line(String[] row, int[] widths) {
    StringBuilder line = new StringBuilder(80);
    for (int i = 0; i < row.length; i++) {
      boolean last = i == row.length - 1;
      String cell = cut(visible(row[i]), last ? widths[i] : widths[i] - GAP);
      line.append(cell);
      if (!last) {
        line.repeat(' ', widths[i] - cell.length());
      }
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String cell, int width) {
    return cell.length() <= width ? cell : cell.substring(0, Math.max(0, width - 1)) + CUT;
  }

  /// Without characters that would make a terminal do something: names are others' words.
  static String visible(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      if (Character.isISOControl(cell.charAt(i))) {
        StringBuilder clean = new StringBuilder(cell);
        for (int j = i; j < clean.length(); j++) {
          if (Character.isISOControl(clean.charAt(j))) {
            clean.setCharAt(j, '?');
          }
        }
        return clean.toString();
      }
    }
    return cell;
  }
}
