package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.RuleConstants.FIB_RULE_HDR_SIZE;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FIB_RULE_INVERT;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_DST;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_FWMARK;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_FWMASK;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_IIFNAME;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_OIFNAME;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_PRIORITY;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_SRC;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_TABLE;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads one `RTM_NEWRULE` or `RTM_DELRULE`: `struct fib_rule_hdr` of `linux/fib_rules.h`, then
/// attributes.
final class RuleReader {

  private final IpFamily family;
  private final ByteBuffer header;
  private OptionalInt priority = OptionalInt.empty();
  private Optional<IpPrefix> from = Optional.empty();
  private Optional<IpPrefix> to = Optional.empty();
  private OptionalInt mark = OptionalInt.empty();
  private int mask = ~0;
  private int table;
  private Optional<String> input = Optional.empty();
  private Optional<String> output = Optional.empty();

  private RuleReader(IpFamily family, ByteBuffer header) {
    this.family = family;
    this.header = header;
    this.table = Byte.toUnsignedInt(header.get(4));
  }

  /// Reads a whole message.
  ///
  /// @return empty for a family that is not the Internet Protocol's
  static Optional<Rule> read(NetlinkMessage message) {
    ByteBuffer header = message.payload();
    return Families.of(Byte.toUnsignedInt(header.get(0)))
        .map(family -> new RuleReader(family, header))
        .map(reader -> reader.rule(message.attributes(FIB_RULE_HDR_SIZE)));
  }

  private Rule rule(Attributes attributes) {
    while (attributes.next()) {
      accept(attributes);
    }
    int asked = mask;
    return new Rule(
        family,
        Rule.Action.of(Byte.toUnsignedInt(header.get(7))),
        priority,
        from,
        to,
        mark.isPresent() ? Optional.of(new PacketMark(mark.getAsInt(), asked)) : Optional.empty(),
        table == 0 ? Optional.empty() : Optional.of(new RouteTable(table)),
        input,
        output,
        (header.getInt(8) & FIB_RULE_INVERT) != 0);
  }

  private void accept(Attributes attributes) {
    switch (attributes.type()) {
      case FRA_PRIORITY -> priority = OptionalInt.of(attributes.asInt());
      case FRA_SRC -> from = Optional.of(prefix(attributes, 2));
      case FRA_DST -> to = Optional.of(prefix(attributes, 1));
      case FRA_FWMARK -> mark = OptionalInt.of(attributes.asInt());
      case FRA_FWMASK -> mask = attributes.asInt();
      case FRA_TABLE -> table = attributes.asInt();
      case FRA_IIFNAME -> input = Optional.of(attributes.text());
      case FRA_OIFNAME -> output = Optional.of(attributes.text());
      default -> {}
    }
  }

  private IpPrefix prefix(Attributes attribute, int lengthAt) {
    int length = Byte.toUnsignedInt(header.get(lengthAt));
    return new IpPrefix(IpAddress.of(attribute.bytes()), length);
  }
}
