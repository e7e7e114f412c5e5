package io.libnetwork.drivers.tap;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.DriverLabels;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A [TapDevice] as the texts of an endpoint's options, whose keys begin with its driver's prefix.
public final class TapLabels {

  private static final String TAP = "tap";
  private static final String OWNER = "tap_owner";
  private static final String GROUP = "tap_group";
  private static final String MULTI_QUEUE = "tap_multi_queue";

  private TapLabels() {}

  /// Takes what is said of one.
  ///
  /// @throws NetworkException.InvalidParameter when something is said of it, and not its name
  public static Optional<TapDevice> read(DriverLabels labels, String prefix) {
    Optional<InterfaceName> name = labels.take(prefix + TAP, InterfaceName::new);
    Optional<Long> owner = labels.take(prefix + OWNER, TapLabels::id);
    Optional<Long> group = labels.take(prefix + GROUP, TapLabels::id);
    Optional<Boolean> several = labels.takeBoolean(prefix + MULTI_QUEUE);
    if (name.isEmpty() && (owner.isPresent() || group.isPresent() || several.isPresent())) {
      throw new NetworkException.InvalidParameter(
          "%s, %s and %s are for a tap device: give its name as %s"
              .formatted(prefix + OWNER, prefix + GROUP, prefix + MULTI_QUEUE, prefix + TAP));
    }
    return name.map(own -> new TapDevice(own, of(owner), of(group), several.orElse(false)));
  }

  /// What [#read] reads.
  public static Map<String, String> of(TapDevice device, String prefix) {
    Map<String, String> texts = new TreeMap<>();
    texts.put(prefix + TAP, device.name().value());
    device.owner().ifPresent(uid -> texts.put(prefix + OWNER, String.valueOf(uid)));
    device.group().ifPresent(gid -> texts.put(prefix + GROUP, String.valueOf(gid)));
    if (device.multiQueue()) {
      texts.put(prefix + MULTI_QUEUE, "true");
    }
    return texts;
  }

  private static OptionalLong of(Optional<Long> id) {
    return id.map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new IllegalArgumentException("expected a number as in 1000", none);
    }
  }
}
