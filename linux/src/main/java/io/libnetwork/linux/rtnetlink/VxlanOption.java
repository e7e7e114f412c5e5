package io.libnetwork.linux.rtnetlink;

import java.util.EnumMap;
import java.util.Map;

/// What can be set of a VXLAN link, see `TYPE vxlan` in ip-link(8).
public enum VxlanOption {
  /// The outer packet's time to live, 0 for the default of the namespace.
  TTL(NumericAttribute.byteUpTo(LinkConstants.IFLA_VXLAN_TTL, 255)),
  TOS(NumericAttribute.byteUpTo(LinkConstants.IFLA_VXLAN_TOS, 255)),
  /// Whether addresses are learned from what arrives.
  LEARNING(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_LEARNING)),
  /// How many seconds a learned address is kept.
  AGEING(NumericAttribute.intUpTo(LinkConstants.IFLA_VXLAN_AGEING, Integer.MAX_VALUE)),
  /// How many addresses are learned at most, 0 for no limit.
  LIMIT(NumericAttribute.intUpTo(LinkConstants.IFLA_VXLAN_LIMIT, Integer.MAX_VALUE)),
  /// Neighbour requests are answered from the neighbour table.
  PROXY(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_PROXY)),
  RSC(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_RSC)),
  /// An unknown address is announced to the neighbour group.
  L2MISS(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_L2MISS)),
  L3MISS(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_L3MISS)),
  UDP_CSUM(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_UDP_CSUM)),
  UDP_ZERO_CSUM6_TX(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_UDP_ZERO_CSUM6_TX)),
  UDP_ZERO_CSUM6_RX(NumericAttribute.flag(LinkConstants.IFLA_VXLAN_UDP_ZERO_CSUM6_RX)),
  /// Do not fragment: 0 unset, 1 set, 2 as the inner packet has it.
  DF(NumericAttribute.byteUpTo(LinkConstants.IFLA_VXLAN_DF, 2));

  /// An option and the value it gets.
  ///
  /// @param value in the option's unit, 0 and 1 for off and on
  public record Setting(VxlanOption option, int value) {

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
  static final NumericOptions<VxlanOption> CARRIED =
      new NumericOptions<>(VxlanOption.class, VxlanOption::attribute);

  private final int number;
  private final NumericAttribute.Width width;
  private final int most;

  VxlanOption(NumericAttribute attribute) {
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
  static Map<VxlanOption, Integer> merge(Map<VxlanOption, Integer> values, Setting... settings) {
    Map<VxlanOption, Integer> merged = new EnumMap<>(VxlanOption.class);
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
