package io.libnetwork.lab.file;

import io.libnetwork.lab.Lab;
import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/// Writes a whole lab, each kind of thing in the lab's order.
final class WritingLab {

  private WritingLab() {}

  static String write(Lab lab) {
    YamlMap root = new YamlMap().put("lab", YamlNodes.text(lab.name()));
    each(root, "networks", lab.networks(), each -> each.name(), WritingNetwork::node);
    each(root, "sandboxes", lab.sandboxes(), each -> each.name(), WritingSandbox::node);
    each(root, "services", lab.services(), each -> each.name(), WritingService::node);
    return YamlNodes.print(root.block());
  }

  private static <T> void each(
      YamlMap root, String key, List<T> values, Function<T, String> name, Function<T, Node> node) {
    YamlMap map = new YamlMap();
    values.forEach(value -> map.put(name.apply(value), node.apply(value)));
    root.map(key, map);
  }
}
