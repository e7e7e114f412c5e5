package io.libnetwork.linux.nftables;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.netlink.MessageWriter;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkFlags;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.NetlinkTransaction;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What a namespace sends to a port of one of its own addresses arrives at another port of it, and
/// what that answers comes from the first, until this is closed.
///
/// The port is changed in the packet itself, on its way out and on its way in, without connection
/// tracking: a namespace that has none gets none by this, and one that has sees both directions
/// with the port that was asked for.
///
/// The table belongs to the socket that is open here (`NFT_TABLE_F_OWNER`, Linux 5.12): nobody else
/// can change it, `nft flush ruleset` spares it, and it goes when this is closed or the process
/// ends. The messages are those of `linux/netfilter/nf_tables.h`, written here because libnftables
/// would keep as much open as it needs for a whole ruleset.
public final class PortRedirection implements AutoCloseable {

  private static final int NFTA_TABLE_FLAGS = 2;
  private static final int NFT_TABLE_F_OWNER = 2;
  private static final int NFTA_CHAIN_HOOK = 4;
  private static final int NFTA_CHAIN_TYPE = 7;
  private static final int NFTA_HOOK_HOOKNUM = 1;
  private static final int NFTA_HOOK_PRIORITY = 2;

  /// `linux/netfilter.h`.
  private static final int NF_INET_PRE_ROUTING = 0;

  private static final int NF_INET_LOCAL_OUT = 3;

  /// Before connection tracking sees what goes out, `NF_IP_PRI_RAW` of `linux/netfilter_ipv4.h`.
  private static final int BEFORE_TRACKING = -300;

  /// After it has seen what comes in, `NF_IP_PRI_MANGLE`.
  private static final int AFTER_TRACKING = -150;

  private static final Chain OUT = chain("out");
  private static final Chain IN = chain("in");

  private final NetlinkSocket socket;
  private final Table table;
  private final AtomicBoolean closed = new AtomicBoolean();

  private PortRedirection(NetlinkSocket socket, Table table) {
    this.socket = socket;
    this.table = table;
  }

  /// Where the two protocols' packets arrive.
  public record Target(Port udp, Port tcp) {}

  /// Begins in the calling thread's namespace.
  ///
  /// @param name of the table, of family `ip`, that is there for nothing else
  /// @throws NftablesException when the kernel refuses: `EXISTS` where another's table of that name
  ///   is there
  /// @throws io.libnetwork.linux.SystemCallException when there can be no socket
  public static PortRedirection open(String name, Ipv4Address address, Port port, Target target) {
    NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETFILTER);
    Table table = new Table(Family.IP, name, true);
    try {
      socket
          .transact(transaction(table, address, port, target))
          .ifPresent(refusal -> {
            throw new NftablesException(
                Complaint.reason(refusal.errno()),
                "the kernel refused to redirect port " + port + ": " + refusal.errno());
          });
      return new PortRedirection(socket, table);
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    }
  }

  /// Ends it. The namespace is held a twentieth of a second longer. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        // What the kernel does not delete now goes with the socket.
        Optional<NetlinkTransaction.Refusal> _ = socket.transact(deletion());
      } finally {
        LingeringSockets.close(socket);
      }
    }
  }

  private NetlinkTransaction deletion() {
    NetlinkTransaction transaction = new NetlinkTransaction(RulesetMessages.NFNL_SUBSYS_NFTABLES);
    transaction.add(RulesetMessages.NFT_MSG_DELTABLE, 0, writer -> start(writer, table));
    return transaction;
  }

  private static Chain chain(String name) {
    return new Table(Family.IP, "any").chain(name);
  }

  private static NetlinkTransaction transaction(
      Table table, Ipv4Address address, Port port, Target target) {
    NetlinkTransaction transaction = new NetlinkTransaction(RulesetMessages.NFNL_SUBSYS_NFTABLES);
    int create = NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_EXCL;
    transaction.add(RulesetMessages.NFT_MSG_NEWTABLE, create, writer -> writeTable(writer, table));
    addChain(transaction, table, OUT, NF_INET_LOCAL_OUT, BEFORE_TRACKING);
    addChain(transaction, table, IN, NF_INET_PRE_ROUTING, AFTER_TRACKING);
    addRules(transaction, table, address, port, Protocol.UDP, target.udp());
    addRules(transaction, table, address, port, Protocol.TCP, target.tcp());
    return transaction;
  }

  private static void writeTable(MessageWriter writer, Table table) {
    start(writer, table);
    writer.attributeNetworkInt(NFTA_TABLE_FLAGS, NFT_TABLE_F_OWNER);
  }

  private static void addChain(
      NetlinkTransaction transaction, Table table, Chain chain, int hook, int priority) {
    transaction.add(
        RulesetMessages.NFT_MSG_NEWCHAIN,
        NetlinkFlags.NLM_F_CREATE,
        writer -> {
          start(writer, table);
          writer.attribute(RulesetMessages.NFTA_CHAIN_NAME, chain.name());
          writer.nest(
              NFTA_CHAIN_HOOK,
              () -> {
                writer.attributeNetworkInt(NFTA_HOOK_HOOKNUM, hook);
                writer.attributeNetworkInt(NFTA_HOOK_PRIORITY, priority);
              });
          writer.attribute(NFTA_CHAIN_TYPE, "filter");
        });
  }

  /// One for each direction.
  private static void addRules(
      NetlinkTransaction transaction,
      Table table,
      Ipv4Address address,
      Port port,
      Protocol protocol,
      Port target) {
    addRule(
        transaction,
        table,
        OUT,
        new RuleExpressions()
            .destination(address)
            .protocol(protocol)
            .destinationPort(port)
            .changeDestinationPort(protocol, target));
    addRule(
        transaction,
        table,
        IN,
        new RuleExpressions()
            .source(address)
            .protocol(protocol)
            .sourcePort(target)
            .changeSourcePort(protocol, port));
  }

  private static void addRule(
      NetlinkTransaction transaction, Table table, Chain chain, RuleExpressions expressions) {
    transaction.add(
        RulesetMessages.NFT_MSG_NEWRULE,
        NetlinkFlags.NLM_F_CREATE | NetlinkFlags.NLM_F_APPEND,
        writer -> {
          start(writer, table);
          writer.attribute(RulesetMessages.NFTA_NAME, chain.name());
          expressions.write(writer);
        });
  }

  private static void start(MessageWriter writer, Table table) {
    writer.putByte(table.family().number()).putByte(0).putShort(0);
    writer.attribute(RulesetMessages.NFTA_TABLE, table.name());
  }
}
