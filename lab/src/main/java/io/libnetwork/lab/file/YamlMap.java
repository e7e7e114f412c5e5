package io.libnetwork.lab.file;

import io.libnetwork.NetworkException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A map that is being written. What is empty is not put into it.
final class YamlMap {

  private final List<NodeTuple> entries = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  boolean isEmpty() {
    return entries.isEmpty();
  }

  YamlMap put(String key, Node value) {
    if (key.length() > YamlReader.LONGEST_KEY) {
      throw new NetworkException.InvalidParameter(
          "key %s cannot be written: expected %d characters at most"
              .formatted(Quoted.of(key), YamlReader.LONGEST_KEY));
    }
    if (!keys.add(key)) {
      throw new NetworkException.InvalidParameter(
          "%s is there twice, which cannot be written: expected one".formatted(Quoted.of(key)));
    }
    entries.add(new NodeTuple(YamlNodes.text(key), value));
    return this;
  }

  YamlMap text(String key, Optional<String> value) {
    value.ifPresent(text -> put(key, YamlNodes.text(text)));
    return this;
  }

  YamlMap number(String key, Optional<? extends Number> value) {
    value.ifPresent(number -> put(key, YamlNodes.number(number.longValue())));
    return this;
  }

  /// A truth that is not the usual one.
  YamlMap truth(String key, boolean value, boolean usual) {
    return value == usual ? this : put(key, YamlNodes.truth(value));
  }

  /// A list on one line.
  <T> YamlMap line(String key, Collection<T> values, Function<T, Node> node) {
    return values.isEmpty()
        ? this
        : put(key, YamlNodes.list(values.stream().map(node).toList(), FlowStyle.FLOW));
  }

  /// A list on one line, of texts.
  YamlMap texts(String key, Collection<?> values) {
    return line(key, values, value -> YamlNodes.text(value.toString()));
  }

  /// A list with a line for each item at least.
  <T> YamlMap list(String key, Collection<T> values, Function<T, Node> node) {
    return values.isEmpty()
        ? this
        : put(key, YamlNodes.list(values.stream().map(node).toList(), FlowStyle.BLOCK));
  }

  YamlMap texts(String key, Map<String, ?> values) {
    YamlMap map = new YamlMap();
    values.forEach((name, value) -> map.put(name, YamlNodes.text(value.toString())));
    return map(key, map);
  }

  YamlMap map(String key, YamlMap value) {
    return value.isEmpty() ? this : put(key, value.block());
  }

  /// With a line for each entry at least; `{}` without entries.
  Node block() {
    return node(entries.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
  }

  /// On one line.
  Node flow() {
    return node(FlowStyle.FLOW);
  }

  private Node node(FlowStyle style) {
    return new MappingNode(Tag.MAP, entries, style);
  }
}
