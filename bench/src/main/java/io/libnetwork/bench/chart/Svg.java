package io.libnetwork.bench.chart;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A document of SVG 1.1 that is being written. Lengths are in pixels.
///
/// Texts may be anything: what XML cannot say is written as U+FFFD.
final class Svg {

  private static final String NAMESPACE = "http://www.w3.org/2000/svg";
  private static final String REPLACEMENT = "\ufffd";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /// One step of writing, which cannot fail where it is written to memory.
  private interface Step {
    void run() throws XMLStreamException;
  }

  private Svg() {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException failure) {
      throw new IllegalStateException("cannot write XML", failure);
    }
  }

  /// Begins a document that is a picture with a name and a description.
  static Svg begin(double width, double height, String title, String description, String style) {
    Svg svg = new Svg();
    svg.step(() -> {
      svg.xml.writeStartDocument("UTF-8", "1.0");
      svg.newLine();
      svg.xml.writeStartElement("svg");
      svg.xml.writeDefaultNamespace(NAMESPACE);
    });
    String box = "0 0 " + number(width) + " " + number(height);
    svg.attributes("version", "1.1", "viewBox", box);
    svg.attributes("width", number(width), "height", number(height));
    svg.attributes("role", "img", "aria-labelledby", "title desc");
    svg.leaf("title", title, "id", "title");
    svg.leaf("desc", description, "id", "desc");
    svg.leaf("style", style, "type", "text/css");
    return svg;
  }

  /// Begins a group, which is told about by a title.
  void open(String title) {
    step(() -> {
      newLine();
      xml.writeStartElement("g");
    });
    leaf("title", title);
  }

  /// Ends what was begun last.
  void close() {
    step(() -> {
      newLine();
      xml.writeEndElement();
    });
  }

  void rectangle(String look, double x, double y, double width, double height) {
    leaf(
        "rect",
        "",
        "class",
        look,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height));
  }

  void line(String look, double x1, double y1, double x2, double y2) {
    leaf(
        "line",
        "",
        "class",
        look,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  /// A text that begins at a place, or with the look `end` ends there.
  ///
  /// @param y of the line that letters stand on
  void text(String look, double x, double y, String content) {
    leaf("text", content, "class", look, "x", number(x), "y", number(y));
  }

  /// Ends the document.
  String end() {
    step(() -> {
      newLine();
      xml.writeEndDocument();
      xml.close();
    });
    return text + "\n";
  }

  private void leaf(String name, String content, String... attributes) {
    step(() -> {
      newLine();
      if (content.isEmpty()) {
        xml.writeEmptyElement(name);
      } else {
        xml.writeStartElement(name);
      }
    });
    attributes(attributes);
    if (!content.isEmpty()) {
      step(() -> {
        xml.writeCharacters(sayable(content));
        xml.writeEndElement();
      });
    }
  }

  private void attributes(String... namesAndValues) {
    for (int name = 0; name < namesAndValues.length; name += 2) {
      String attribute = namesAndValues[name];
      String value = namesAndValues[name + 1];
      step(() -> xml.writeAttribute(attribute, sayable(value)));
    }
  }

  private void newLine() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (XMLStreamException failure) {
      throw new IllegalStateException("cannot write XML", failure);
    }
  }

  /// The characters of XML 1.0, section 2.2, but none that breaks a line or turns a text around.
  private static String sayable(String text) {
    StringBuilder sayable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(character -> {
          if (character == '\n' || isSayable(character)) {
            sayable.appendCodePoint(character);
          } else {
            sayable.append(REPLACEMENT);
          }
        });
    return sayable.toString();
  }

  private static boolean isSayable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE, Character.FORMAT -> false;
      default -> character != 0xfffe && character != 0xffff;
    };
  }

  /// With two digits behind the point at most.
  private static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
