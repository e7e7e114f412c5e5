package io.libnetwork.linux.rtnetlink;

import java.util.EnumMap;
import java.util.Map;

/// What can be set of a bridge, see `TYPE bridge` in ip-link(8).
///
/// Times are in hundredths of a second, as the kernel counts them.
public enum BridgeOption {
  /// Spanning tree: 0 off, 1 the kernel's own, 2 a daemon's.
  STP(NumericAttribute.intUpTo(LinkConstants.IFLA_BR_STP_STATE, 2)),
  /// How long a port listens and learns before it forwards.
  FORWARD_DELAY(NumericAttribute.intUpTo(LinkConstants.IFLA_BR_FORWARD_DELAY, 3000)),
  HELLO_TIME(NumericAttribute.intUpTo(LinkConstants.IFLA_BR_HELLO_TIME, 1000)),
  MAX_AGE(NumericAttribute.intUpTo(LinkConstants.IFLA_BR_MAX_AGE, 4000)),
  /// How long a learned address is kept; 0 for a bridge that floods everything.
  AGEING_TIME(NumericAttribute.intUpTo(LinkConstants.IFLA_BR_AGEING_TIME, Integer.MAX_VALUE)),
  PRIORITY(NumericAttribute.shortUpTo(LinkConstants.IFLA_BR_PRIORITY, 0xffff)),
  VLAN_FILTERING(NumericAttribute.flag(LinkConstants.IFLA_BR_VLAN_FILTERING)),
  /// The VLAN that untagged frames belong to, 0 for none.
  VLAN_DEFAULT_PVID(NumericAttribute.shortUpTo(LinkConstants.IFLA_BR_VLAN_DEFAULT_PVID, 4094)),
  /// Which frames to 01:80:c2:00:00:0x are forwarded, a bit for each x.
  GROUP_FWD_MASK(NumericAttribute.shortUpTo(LinkConstants.IFLA_BR_GROUP_FWD_MASK, 0xffff)),
  MCAST_SNOOPING(NumericAttribute.flag(LinkConstants.IFLA_BR_MCAST_SNOOPING)),
  MCAST_QUERIER(NumericAttribute.flag(LinkConstants.IFLA_BR_MCAST_QUERIER)),
  /// 0 never, 1 learned, 2 always.
  MCAST_ROUTER(NumericAttribute.byteUpTo(LinkConstants.IFLA_BR_MCAST_ROUTER, 2)),
  /// Whether bridged IPv4 passes the hooks of routed IPv4, for this bridge.
  NF_CALL_IPTABLES(NumericAttribute.flag(LinkConstants.IFLA_BR_NF_CALL_IPTABLES)),
  NF_CALL_IP6TABLES(NumericAttribute.flag(LinkConstants.IFLA_BR_NF_CALL_IP6TABLES)),
  NF_CALL_ARPTABLES(NumericAttribute.flag(LinkConstants.IFLA_BR_NF_CALL_ARPTABLES));

  /// An option and the value it gets.
  ///
  /// @param value in the option's unit, 0 and 1 for off and on
  public record Setting(BridgeOption option, int value) {

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
  static final NumericOptions<BridgeOption> CARRIED =
      new NumericOptions<>(BridgeOption.class, BridgeOption::attribute);

  private final int number;
  private final NumericAttribute.Width width;
  private final int most;

  BridgeOption(NumericAttribute attribute) {
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
  static Map<BridgeOption, Integer> merge(Map<BridgeOption, Integer> values, Setting... settings) {
    Map<BridgeOption, Integer> merged = new EnumMap<>(BridgeOption.class);
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
