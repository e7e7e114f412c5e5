package io.libnetwork.linux.rtnetlink;

import java.util.EnumMap;
import java.util.Map;

/// What can be set of a bridge's port, see `TYPE bridge_slave` in ip-link(8).
public enum BridgePortOption {
  PRIORITY(NumericAttribute.shortUpTo(LinkConstants.IFLA_BRPORT_PRIORITY, 63)),
  COST(NumericAttribute.intUpTo(LinkConstants.IFLA_BRPORT_COST, 65535)),
  /// Frames may leave by the port they came in.
  HAIRPIN(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_MODE)),
  GUARD(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_GUARD)),
  ROOT_BLOCK(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_PROTECT)),
  FAST_LEAVE(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_FAST_LEAVE)),
  LEARNING(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_LEARNING)),
  /// Frames for an unknown address leave by this port too.
  UNICAST_FLOOD(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_UNICAST_FLOOD)),
  PROXY_ARP(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_PROXYARP)),
  MCAST_FLOOD(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_MCAST_FLOOD)),
  BCAST_FLOOD(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_BCAST_FLOOD)),
  /// The bridge answers ARP and neighbour solicitations out of what it knows.
  NEIGH_SUPPRESS(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_NEIGH_SUPPRESS)),
  /// Isolated ports do not reach each other.
  ISOLATED(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_ISOLATED)),
  /// Frames from an unknown address are dropped.
  LOCKED(NumericAttribute.flag(LinkConstants.IFLA_BRPORT_LOCKED));

  /// An option and the value it gets.
  ///
  /// @param value in the option's unit, 0 and 1 for off and on
  public record Setting(BridgePortOption option, int value) {

    /// @throws IllegalArgumentException when the value is out of the option's range
    public Setting {
      option.attribute().require(option, value);
    }

    /// `option=value`.
    @Override
    public String toString() {
      return option + "=" + value;
    }
  }

  /// How they are told to the kernel.
  static final NumericOptions<BridgePortOption> CARRIED =
      new NumericOptions<>(BridgePortOption.class, BridgePortOption::attribute);

  private final int number;
  private final NumericAttribute.Width width;
  private final int most;

  BridgePortOption(NumericAttribute attribute) {
    this.number = attribute.number();
    this.width = attribute.width();
    this.most = attribute.most();
  }

  /// This option with a value in its unit.
  ///
  /// @throws IllegalArgumentException when the value is out of the option's range
  public Setting value(int value) {
    return new Setting(this, value);
  }

  public Setting on() {
    return value(1);
  }

  public Setting off() {
    return value(0);
  }

  /// What was set before, and these settings; the last of an option wins.
  static Map<BridgePortOption, Integer> merge(
      Map<BridgePortOption, Integer> values, Setting... settings) {
    Map<BridgePortOption, Integer> merged = new EnumMap<>(BridgePortOption.class);
    merged.putAll(values);
    for (Setting setting : settings) {
      merged.put(setting.option, setting.value);
    }
    return merged;
  }

  NumericAttribute attribute() {
    return new NumericAttribute(number, width, most);
  }
}
