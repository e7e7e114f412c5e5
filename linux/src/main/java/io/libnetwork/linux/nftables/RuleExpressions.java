package io.libnetwork.linux.nftables;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A rule's expressions as `linux/netfilter/nf_tables.h` has them: comparisons of a packet's
/// fields, and what is done where all of them hold.
final class RuleExpressions {

  private static final int NFTA_RULE_EXPRESSIONS = 4;
  private static final int NFTA_LIST_ELEM = 1;
  private static final int NFTA_EXPR_NAME = 1;
  private static final int NFTA_EXPR_DATA = 2;
  private static final int NFTA_PAYLOAD_DREG = 1;
  private static final int NFTA_PAYLOAD_BASE = 2;
  private static final int NFTA_PAYLOAD_OFFSET = 3;
  private static final int NFTA_PAYLOAD_LEN = 4;
  private static final int NFTA_PAYLOAD_SREG = 5;
  private static final int NFTA_PAYLOAD_CSUM_TYPE = 6;
  private static final int NFTA_PAYLOAD_CSUM_OFFSET = 7;
  private static final int NFT_PAYLOAD_NETWORK_HEADER = 1;
  private static final int NFT_PAYLOAD_TRANSPORT_HEADER = 2;
  private static final int NFT_PAYLOAD_CSUM_INET = 1;
  private static final int NFTA_CMP_SREG = 1;
  private static final int NFTA_CMP_OP = 2;
  private static final int NFTA_CMP_DATA = 3;
  private static final int NFT_CMP_EQ = 0;
  private static final int NFTA_META_DREG = 1;
  private static final int NFTA_META_KEY = 2;
  private static final int NFT_META_L4PROTO = 16;
  private static final int NFTA_IMMEDIATE_DREG = 1;
  private static final int NFTA_IMMEDIATE_DATA = 2;
  private static final int NFT_REG_1 = 1;

  /// Where the fields are: `struct iphdr`, `struct udphdr`, `struct tcphdr`.
  private static final int SOURCE = 12;

  private static final int DESTINATION = 16;
  private static final int SOURCE_PORT = 0;
  private static final int DESTINATION_PORT = 2;
  private static final int UDP_CHECKSUM = 6;
  private static final int TCP_CHECKSUM = 16;

  private final List<Consumer<MessageWriter>> expressions = new ArrayList<>();

  RuleExpressions source(Ipv4Address address) {
    return field(NFT_PAYLOAD_NETWORK_HEADER, SOURCE, address.toBytes());
  }

  RuleExpressions destination(Ipv4Address address) {
    return field(NFT_PAYLOAD_NETWORK_HEADER, DESTINATION, address.toBytes());
  }

  RuleExpressions protocol(Protocol protocol) {
    add(
        "meta",
        writer -> {
          writer.attributeNetworkInt(NFTA_META_DREG, NFT_REG_1);
          writer.attributeNetworkInt(NFTA_META_KEY, NFT_META_L4PROTO);
        });
    return equal(new byte[] {(byte) protocol.number()});
  }

  RuleExpressions sourcePort(Port port) {
    return field(NFT_PAYLOAD_TRANSPORT_HEADER, SOURCE_PORT, bytes(port));
  }

  RuleExpressions destinationPort(Port port) {
    return field(NFT_PAYLOAD_TRANSPORT_HEADER, DESTINATION_PORT, bytes(port));
  }

  RuleExpressions changeSourcePort(Protocol protocol, Port port) {
    return change(protocol, SOURCE_PORT, port);
  }

  RuleExpressions changeDestinationPort(Protocol protocol, Port port) {
    return change(protocol, DESTINATION_PORT, port);
  }

  void write(MessageWriter writer) {
    writer.nest(
        NFTA_RULE_EXPRESSIONS, () -> expressions.forEach(expression -> expression.accept(writer)));
  }

  private RuleExpressions field(int header, int offset, byte[] value) {
    add(
        "payload",
        writer -> {
          writer.attributeNetworkInt(NFTA_PAYLOAD_DREG, NFT_REG_1);
          writer.attributeNetworkInt(NFTA_PAYLOAD_BASE, header);
          writer.attributeNetworkInt(NFTA_PAYLOAD_OFFSET, offset);
          writer.attributeNetworkInt(NFTA_PAYLOAD_LEN, value.length);
        });
    return equal(value);
  }

  private RuleExpressions equal(byte[] value) {
    return add(
        "cmp",
        writer -> {
          writer.attributeNetworkInt(NFTA_CMP_SREG, NFT_REG_1);
          writer.attributeNetworkInt(NFTA_CMP_OP, NFT_CMP_EQ);
          value(writer, NFTA_CMP_DATA, value);
        });
  }

  /// The checksum is changed along, where the kernel has computed it already.
  private RuleExpressions change(Protocol protocol, int offset, Port port) {
    add(
        "immediate",
        writer -> {
          writer.attributeNetworkInt(NFTA_IMMEDIATE_DREG, NFT_REG_1);
          value(writer, NFTA_IMMEDIATE_DATA, bytes(port));
        });
    return add(
        "payload",
        writer -> {
          writer.attributeNetworkInt(NFTA_PAYLOAD_SREG, NFT_REG_1);
          writer.attributeNetworkInt(NFTA_PAYLOAD_BASE, NFT_PAYLOAD_TRANSPORT_HEADER);
          writer.attributeNetworkInt(NFTA_PAYLOAD_OFFSET, offset);
          writer.attributeNetworkInt(NFTA_PAYLOAD_LEN, Short.BYTES);
          writer.attributeNetworkInt(NFTA_PAYLOAD_CSUM_TYPE, NFT_PAYLOAD_CSUM_INET);
          writer.attributeNetworkInt(
              NFTA_PAYLOAD_CSUM_OFFSET, protocol == Protocol.UDP ? UDP_CHECKSUM : TCP_CHECKSUM);
        });
  }

  private RuleExpressions add(String name, Consumer<MessageWriter> data) {
    expressions.add(writer ->
        writer.nest(
            NFTA_LIST_ELEM,
            () -> {
              writer.attribute(NFTA_EXPR_NAME, name);
              writer.nest(NFTA_EXPR_DATA, () -> data.accept(writer));
            }));
    return this;
  }

  private static void value(MessageWriter writer, int type, byte[] value) {
    writer.nest(type, () -> writer.attribute(RulesetMessages.NFTA_DATA_VALUE, value));
  }

  private static byte[] bytes(Port port) {
    return new byte[] {(byte) (port.number() >> Byte.SIZE), (byte) port.number()};
  }
}
