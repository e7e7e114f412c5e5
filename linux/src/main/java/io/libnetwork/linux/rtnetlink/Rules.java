package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_CREATE;
import static io.libnetwork.linux.netlink.NetlinkFlags.NLM_F_EXCL;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELRULE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_GETRULE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWRULE;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FIB_RULE_INVERT;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_DST;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_FWMARK;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_FWMASK;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_IIFNAME;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_OIFNAME;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_PRIORITY;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_SRC;
import static io.libnetwork.linux.rtnetlink.RuleConstants.FRA_TABLE;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkRequest;
import java.util.Optional;

/// What `ip rule` does.
public final class Rules {

  private Rules() {}

  /// Adds a rule. The kernel refuses with `EEXIST` where there is the same one.
  public static NetlinkRequest<Void> add(Rule rule) {
    return command("add", rule, RTM_NEWRULE, NLM_F_CREATE | NLM_F_EXCL);
  }

  /// Deletes the first rule that is as told. The kernel refuses with `ENOENT` where there is none.
  public static NetlinkRequest<Void> delete(Rule rule) {
    return command("delete", rule, RTM_DELRULE, 0);
  }

  /// Asks for every rule of a family, by priority.
  public static NetlinkRequest<Rule> list(IpFamily family) {
    return new NetlinkRequest<>(
        "list rules of family " + family,
        RTM_GETRULE,
        0,
        writer -> writer.putByte(Families.number(family)).putByte(0).putShort(0).putLong(0),
        message -> message.type() == RTM_NEWRULE ? RuleReader.read(message) : Optional.empty());
  }

  private static NetlinkRequest<Void> command(String verb, Rule rule, int type, int flags) {
    return NetlinkRequest.command(
        verb + " rule " + rule, type, flags, writer -> write(writer, rule));
  }

  private static void write(MessageWriter writer, Rule rule) {
    writeHeader(writer, rule);
    rule.from().ifPresent(from -> write(writer, FRA_SRC, from));
    rule.to().ifPresent(to -> write(writer, FRA_DST, to));
    rule.priority().ifPresent(priority -> writer.attributeInt(FRA_PRIORITY, priority));
    rule.mark()
        .ifPresent(mark ->
            writer.attributeInt(FRA_FWMARK, mark.value()).attributeInt(FRA_FWMASK, mark.mask()));
    rule.table()
        .filter(table -> !table.fitsHeader())
        .ifPresent(table -> writer.attributeInt(FRA_TABLE, table.value()));
    rule.input().ifPresent(name -> writer.attribute(FRA_IIFNAME, name));
    rule.output().ifPresent(name -> writer.attribute(FRA_OIFNAME, name));
  }

  /// `struct fib_rule_hdr`.
  private static void writeHeader(MessageWriter writer, Rule rule) {
    writer
        .putByte(Families.number(rule.family()))
        .putByte(rule.to().map(IpPrefix::length).orElse(0))
        .putByte(rule.from().map(IpPrefix::length).orElse(0))
        .putByte(0)
        .putByte(rule.table().map(RouteTable::headerByte).orElse(0))
        .putShort(0)
        .putByte(rule.action().number())
        .putInt(rule.inverted() ? FIB_RULE_INVERT : 0);
  }

  private static void write(MessageWriter writer, int type, IpPrefix prefix) {
    if (prefix.length() > 0) {
      writer.attribute(type, prefix.network().toBytes());
    }
  }
}
