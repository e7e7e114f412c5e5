package io.libnetwork.drivers.ipvlan;

import io.libnetwork.drivers.uplink.UplinkTexts;
import io.libnetwork.linux.rtnetlink.Ipvlan;
import io.libnetwork.spi.DriverLabels;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The options of an ipvlan network as texts: the keys of Docker's driver.
final class IpvlanTexts {

  private static final String MODE = "ipvlan_mode";
  private static final String FLAG = "ipvlan_flag";

  private IpvlanTexts() {}

  static IpvlanOptions read(DriverLabels labels) {
    Ipvlan.Mode mode = labels.take(MODE, IpvlanTexts::mode).orElse(Ipvlan.Mode.L2);
    Ipvlan.Flag flag = labels.take(FLAG, IpvlanTexts::flag).orElse(Ipvlan.Flag.BRIDGE);
    return new IpvlanOptions(UplinkTexts.read(labels), mode, flag);
  }

  static Map<String, String> of(IpvlanOptions options) {
    Map<String, String> texts = new TreeMap<>(UplinkTexts.of(options.uplink()));
    if (options.mode() != Ipvlan.Mode.L2) {
      texts.put(MODE, text(options.mode()));
    }
    if (options.flag() != Ipvlan.Flag.BRIDGE) {
      texts.put(FLAG, text(options.flag()));
    }
    return texts;
  }

  private static Ipvlan.Mode mode(String text) {
    return switch (text) {
      case "", "l2" -> Ipvlan.Mode.L2;
      case "l3" -> Ipvlan.Mode.L3;
      case "l3s" -> Ipvlan.Mode.L3S;
      default -> throw new IllegalArgumentException("expected l2, l3 or l3s");
    };
  }

  private static Ipvlan.Flag flag(String text) {
    return switch (text) {
      case "", "bridge" -> Ipvlan.Flag.BRIDGE;
      case "private" -> Ipvlan.Flag.PRIVATE;
      case "vepa" -> Ipvlan.Flag.VEPA;
      default -> throw new IllegalArgumentException("expected bridge, private or vepa");
    };
  }

  static String text(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
