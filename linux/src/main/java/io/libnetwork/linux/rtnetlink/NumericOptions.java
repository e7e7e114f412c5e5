package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// The options of one kind, each an attribute whose value is one number.
final class NumericOptions<O extends Enum<O>> {

  private final Class<O> kind;
  private final Map<O, NumericAttribute> attributes;
  private final Map<Integer, O> byNumber = new HashMap<>();

  /// @param attribute which one an option is
  NumericOptions(Class<O> kind, Function<O, NumericAttribute> attribute) {
    this.kind = kind;
    this.attributes = new EnumMap<>(kind);
    for (O option : kind.getEnumConstants()) {
      attributes.put(option, attribute.apply(option));
      byNumber.put(attribute.apply(option).number(), option);
    }
  }

  void write(MessageWriter writer, Map<O, Integer> values) {
    values.forEach((option, value) -> attribute(option).write(writer, value));
  }

  /// Reads the attributes that are options, and skips the others.
  Map<O, Integer> read(Attributes present) {
    Map<O, Integer> values = new EnumMap<>(kind);
    while (present.next()) {
      O option = byNumber.get(present.type());
      if (option != null) {
        values.put(option, attribute(option).value(present));
      }
    }
    return values;
  }

  private NumericAttribute attribute(O option) {
    return Objects.requireNonNull(attributes.get(option));
  }
}
