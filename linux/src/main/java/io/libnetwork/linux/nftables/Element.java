package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Optional;

/// An element of a set or map, checked against its definition.
///
/// @param key what is looked up
/// @param data what is found; empty in a set
/// @param comment kept by the kernel with the element, and shown in listings
public record Element(
    Definition definition, List<Component> key, List<Component> data, Optional<String> comment) {

  /// @throws IllegalArgumentException if key or data have other types than the definition, a range
  ///   or prefix stands in an exact one, or the comment has more than 128 characters, one that is
  ///   not printable ASCII, a quote or a backslash
  public Element {
    key = fitting("key", definition, definition.key(), key, definition.interval());
    data = fitting("data", definition, definition.data(), data, false);
    comment.ifPresent(Spelling::comment);
  }

  /// The same element with a comment. Comments are not part of what makes elements equal for the
  /// kernel: an element that is there keeps the comment it has.
  public Element withComment(String text) {
    return new Element(definition, key, data, Optional.of(text));
  }

  private static List<Component> fitting(
      String part,
      Definition definition,
      List<ElementType> types,
      List<Component> components,
      boolean interval) {
    boolean fits = components.size() == types.size();
    for (int i = 0; fits && i < types.size(); i++) {
      Component component = components.get(i);
      fits = component.type() == types.get(i) && (interval || !component.interval());
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s %s as the %s of an element of %s \"%s\": expected %s%s"
              .formatted(
                  components.stream().map(Component::type).toList(),
                  components,
                  part,
                  definition.kind(),
                  definition.name(),
                  types,
                  interval ? "" : ", no ranges"));
    }
    return List.copyOf(components);
  }

  /// As a listing has it.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    appendTo(text, true);
    return text.toString();
  }

  /// Writes the element; the kernel deletes by key, so then it is enough.
  void appendTo(StringBuilder text, boolean whole) {
    append(text, key);
    if (whole) {
      comment.ifPresent(words -> text.append(" comment \"").append(words).append('"'));
      if (!data.isEmpty()) {
        text.append(" : ");
        append(text, data);
      }
    }
  }

  private static void append(StringBuilder text, List<Component> components) {
    for (int i = 0; i < components.size(); i++) {
      text.append(i == 0 ? "" : " . ").append(components.get(i));
    }
  }
}
