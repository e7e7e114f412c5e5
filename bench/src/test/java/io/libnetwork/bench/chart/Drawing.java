package io.libnetwork.bench.chart;

import io.libnetwork.bench.Results;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// A chart as an XML parser reads it.
record Drawing(Document document) {

  /// A text and the room it takes at most.
  record Text(String content, double left, double right, double bottom, double size) {

    boolean overlaps(Text other) {
      return left < other.right
          && other.left < right
          && bottom - size < other.bottom
          && other.bottom - other.size < bottom;
    }
  }

  static Drawing of(Results results) {
    return parse(Chart.svg(results));
  }

  static Drawing parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      return new Drawing(
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg))));
    } catch (ParserConfigurationException | SAXException | IOException failure) {
      throw new AssertionError("no XML: " + svg, failure);
    }
  }

  Element root() {
    return document.getDocumentElement();
  }

  List<Element> all(String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = document.getElementsByTagNameNS("http://www.w3.org/2000/svg", name);
    for (int node = 0; node < nodes.getLength(); node++) {
      found.add((Element) nodes.item(node));
    }
    return found;
  }

  /// Elements of a look.
  List<Element> all(String name, String look) {
    return all(name).stream().filter(each -> each.getAttribute("class").equals(look)).toList();
  }

  List<String> contents(String look) {
    return all("text", look).stream().map(Element::getTextContent).toList();
  }

  /// How long the bars of a look are.
  List<Double> lengths(String look) {
    return all("rect", look).stream()
        .filter(bar -> number(bar, "height") > 12)
        .map(bar -> number(bar, "width"))
        .toList();
  }

  List<Text> texts() {
    return all("text").stream().map(Drawing::text).toList();
  }

  private static Text text(Element text) {
    String look = text.getAttribute("class");
    double size = look.equals("title") ? 20 : look.equals("name") ? 13 : 12;
    double width = TextWidth.of(text.getTextContent(), size);
    double x = number(text, "x");
    double left = look.endsWith(" end") ? x - width : x;
    return new Text(text.getTextContent(), left, left + width, number(text, "y"), size);
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
