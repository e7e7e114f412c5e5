package io.libnetwork.linux.rtnetlink;

import java.util.Map;
import java.util.OptionalInt;

/// An Ethernet bridge.
///
/// @param options those that are set; the kernel has defaults for the others, and tells all when
///   asked
public record Bridge(Map<BridgeOption, Integer> options) implements LinkKind {

  public Bridge {
    options = Map.copyOf(options);
    options.forEach((option, value) -> option.attribute().require(option, value));
  }

  /// A bridge with these options set.
  public static Bridge of(BridgeOption.Setting... settings) {
    return new Bridge(BridgeOption.merge(Map.of(), settings));
  }

  /// What an option is set to.
  public OptionalInt value(BridgeOption option) {
    Integer value = options.get(option);
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  @Override
  public String text() {
    return "bridge";
  }
}
