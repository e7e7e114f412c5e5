package io.libnetwork.lab.file;

import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// What is written: lists, texts, numbers, and the text of all of it.
final class YamlNodes {

  /// What others might take for something else than a text.
  private static final Pattern AMBIGUOUS =
      Pattern.compile("[-+.]?[0-9][0-9a-fA-FxX_.:/+-]*|(?i:true|false|yes|no|on|off|null|~|<<|)");

  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setSplitLines(false)
          .build();

  private YamlNodes() {}

  static String print(Node root) {
    Written written = new Written(new StringBuilder());
    new Dump(SETTINGS).dumpNode(root, written);
    return written.text().toString();
  }

  private record Written(StringBuilder text) implements StreamDataWriter {
    @Override
    public void write(String part) {
      text.append(part);
    }

    @Override
    public void write(String part, int start, int length) {
      text.append(part, start, start + length);
    }
  }

  static Node list(List<Node> items, FlowStyle style) {
    return new SequenceNode(Tag.SEQ, items, style);
  }

  /// On one line.
  static Node text(String text) {
    boolean quoted = AMBIGUOUS.matcher(text).matches() || Quoted.hides(text);
    return scalar(text, quoted ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
  }

  /// A text that does not look like a text to all, such as `8080:80`.
  static Node quoted(String text) {
    return scalar(text, ScalarStyle.DOUBLE_QUOTED);
  }

  /// A text of lines, each on its own where that can be.
  static Node lines(String text) {
    boolean lines = text.indexOf('\n') >= 0 && !Quoted.hides(text.replace('\n', ' '));
    return lines ? scalar(text, ScalarStyle.LITERAL) : text(text);
  }

  static Node number(long number) {
    return new ScalarNode(Tag.INT, Long.toString(number), ScalarStyle.PLAIN);
  }

  static Node truth(boolean value) {
    return new ScalarNode(Tag.BOOL, Boolean.toString(value), ScalarStyle.PLAIN);
  }

  private static Node scalar(String text, ScalarStyle style) {
    return new ScalarNode(Tag.STR, text, style);
  }
}
