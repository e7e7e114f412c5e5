package io.libnetwork.lab.file;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// The parser, and what it says of a text that is no YAML.
final class YamlSyntax {

  private YamlSyntax() {}

  /// @return nothing where the text has no value
  /// @throws Unreadable where the text is no YAML, or has what is refused in any place
  static Optional<YamlValue> read(String text) {
    try {
      LoadSettings settings = settings(text);
      return YamlReader.read(new ParserImpl(settings, new StreamReader(settings, text)));
    } catch (MarkedYamlEngineException wrong) {
      Place place =
          wrong
              .getProblemMark()
              .or(wrong::getContextMark)
              .map(YamlSyntax::place)
              .orElse(Place.START);
      String context = Optional.ofNullable(wrong.getContext()).map(c -> c + ": ").orElse("");
      throw new Unreadable(place, "", context + wrong.getProblem());
    } catch (ReaderException wrong) {
      throw new Unreadable(
          place(text, wrong.getPosition()),
          "",
          "character U+%04X: expected one that YAML may have".formatted(wrong.getCodePoint()));
    } catch (YamlEngineException wrong) {
      throw new Unreadable(Place.START, "", String.valueOf(wrong.getMessage()));
    }
  }

  /// The parser gets the text at once: a character of two `char`s that its buffer's end divides
  /// ends it with an `IndexOutOfBoundsException`.
  private static LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setUseMarks(true)
        .setCodePointLimit(LabFile.LARGEST)
        .setParseComments(false)
        .setBufferSize(text.length() + 2)
        .build();
  }

  static Place place(Mark mark) {
    return new Place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /// Of the code point with a number, counted from 0.
  private static Place place(String text, int position) {
    int line = 1;
    int column = 1;
    for (int c : text.codePoints().limit(position).toArray()) {
      line += c == '\n' ? 1 : 0;
      column = c == '\n' ? 1 : column + 1;
    }
    return new Place(line, column);
  }
}
