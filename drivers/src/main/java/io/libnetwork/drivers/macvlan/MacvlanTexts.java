package io.libnetwork.drivers.macvlan;

import io.libnetwork.drivers.uplink.UplinkTexts;
import io.libnetwork.linux.rtnetlink.Macvlan;
import io.libnetwork.spi.DriverLabels;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The options of a macvlan network as texts: the keys of Docker's driver.
final class MacvlanTexts {

  private static final String MODE = "macvlan_mode";

  private MacvlanTexts() {}

  static MacvlanOptions read(DriverLabels labels) {
    Macvlan.Mode mode = labels.take(MODE, MacvlanTexts::mode).orElse(Macvlan.Mode.BRIDGE);
    return new MacvlanOptions(UplinkTexts.read(labels), mode);
  }

  static Map<String, String> of(MacvlanOptions options) {
    Map<String, String> texts = new TreeMap<>(UplinkTexts.of(options.uplink()));
    if (options.mode() != Macvlan.Mode.BRIDGE) {
      texts.put(MODE, text(options.mode()));
    }
    return texts;
  }

  private static Macvlan.Mode mode(String text) {
    return switch (text) {
      case "", "bridge" -> Macvlan.Mode.BRIDGE;
      case "private" -> Macvlan.Mode.PRIVATE;
      case "vepa" -> Macvlan.Mode.VEPA;
      case "passthru" -> Macvlan.Mode.PASSTHRU;
      default -> throw new IllegalArgumentException("expected bridge, private, vepa or passthru");
    };
  }

  static String text(Macvlan.Mode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }
}
