package io.libnetwork.linux.nftables;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFlags;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads the shape of a table by messages of `linux/netfilter/nf_tables.h`: three dumps, and one
/// for each set without a name.
final class ShapeReader {

  private static final int NFTA_CHAIN_HOOK = 4;
  private static final int NFTA_CHAIN_POLICY = 5;
  private static final int NFTA_CHAIN_TYPE = 7;
  private static final int NFTA_RULE_EXPRESSIONS = 4;
  private static final int NFTA_EXPR_NAME = 1;
  private static final int NFTA_EXPR_DATA = 2;
  private static final int NFTA_LOOKUP_SET = 1;

  /// How nft begins the names of sets that were given none.
  private static final String UNNAMED = "__";

  private final NetlinkSocket socket;
  private final Table table;

  /// What is in sets without a name, by the name that nft gave them.
  private final Map<String, String> unnamed = new HashMap<>();

  private ShapeReader(NetlinkSocket socket, Table table) {
    this.socket = socket;
    this.table = table;
  }

  /// A piece of a table by the name of its chain or set.
  private record Piece(String name, String text) {}

  /// Asks the kernel for a table; empty where it is not there.
  static Optional<TableShape> read(NetlinkSocket socket, Table table) {
    try {
      return Optional.of(new ShapeReader(socket, table).read());
    } catch (NetlinkException refused) {
      if (refused.errno().equals(Errno.ENOENT)) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// The sets come first: the kernel says of them that there is no such table.
  private TableShape read() {
    Set<String> named = new HashSet<>();
    for (String set : socket.dump(request(RulesetMessages.NFT_MSG_GETSET, this::set))) {
      if (set.startsWith(UNNAMED)) {
        unnamed.put(set, ElementReader.text(socket, table, set));
      } else {
        named.add(set);
      }
    }
    Map<String, List<String>> chains = new LinkedHashMap<>();
    for (Piece chain : socket.dump(request(RulesetMessages.NFT_MSG_GETCHAIN, this::chain))) {
      chains.computeIfAbsent(chain.name(), _ -> new ArrayList<>()).add(chain.text());
    }
    for (Piece rule : socket.dump(request(RulesetMessages.NFT_MSG_GETRULE, this::rule))) {
      chains.computeIfAbsent(rule.name(), _ -> new ArrayList<>()).add(rule.text());
    }
    return new TableShape(chains, named);
  }

  private <T> NetlinkRequest<T> request(
      int message, Function<NetlinkMessage, Optional<T>> decoder) {
    return new NetlinkRequest<>(
        "list table " + table,
        RulesetMessages.NFNL_SUBSYS_NFTABLES << Byte.SIZE | message,
        NetlinkFlags.NLM_F_DUMP,
        this::body,
        decoder);
  }

  private void body(MessageWriter writer) {
    writer.putByte(table.family().number()).putByte(0).putShort(0);
    writer.attribute(RulesetMessages.NFTA_TABLE, table.name());
  }

  /// A dump of chains is that of all tables of a family, and so is one of sets on older kernels.
  private boolean isOurs(NetlinkMessage message) {
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == RulesetMessages.NFTA_TABLE) {
        return attributes.text().equals(table.name());
      }
    }
    return false;
  }

  private Optional<String> set(NetlinkMessage message) {
    return isOurs(message) ? text(message, RulesetMessages.NFTA_NAME) : Optional.empty();
  }

  private Optional<Piece> chain(NetlinkMessage message) {
    if (!isOurs(message)) {
      return Optional.empty();
    }
    StringBuilder settings = new StringBuilder();
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      switch (attributes.type()) {
        case NFTA_CHAIN_HOOK, NFTA_CHAIN_POLICY, NFTA_CHAIN_TYPE -> append(settings, attributes);
        default -> {}
      }
    }
    return text(message, RulesetMessages.NFTA_CHAIN_NAME)
        .map(name -> new Piece(name, settings.toString()));
  }

  private Optional<Piece> rule(NetlinkMessage message) {
    if (!isOurs(message)) {
      return Optional.empty();
    }
    StringBuilder rule = new StringBuilder();
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == NFTA_RULE_EXPRESSIONS) {
        Attributes expressions = attributes.nested();
        while (expressions.next()) {
          expression(expressions.nested(), rule);
        }
      }
    }
    return text(message, RulesetMessages.NFTA_NAME).map(name -> new Piece(name, rule.toString()));
  }

  private void expression(Attributes expression, StringBuilder rule) {
    String name = "";
    while (expression.next()) {
      switch (expression.type()) {
        case NFTA_EXPR_NAME -> name = expression.text();
        case NFTA_EXPR_DATA -> {
          rule.append(name).append('(');
          if (name.equals("lookup")) {
            lookup(expression.nested(), rule);
          } else {
            append(rule, expression);
          }
          rule.append(')');
        }
        default -> {}
      }
    }
  }

  /// A set without a name stands for what is in it.
  private void lookup(Attributes lookup, StringBuilder rule) {
    while (lookup.next()) {
      String set = lookup.type() == NFTA_LOOKUP_SET ? lookup.text() : "";
      if (set.startsWith(UNNAMED)) {
        rule.append(unnamed.getOrDefault(set, set));
      } else {
        append(rule, lookup);
      }
    }
  }

  private static void append(StringBuilder text, Attributes attribute) {
    text.append(attribute.type())
        .append(':')
        .append(HexFormat.of().formatHex(attribute.bytes()))
        .append(' ');
  }

  private static Optional<String> text(NetlinkMessage message, int type) {
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == type) {
        return Optional.of(attributes.text());
      }
    }
    return Optional.empty();
  }
}
