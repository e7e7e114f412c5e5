package io.libnetwork.linux.nftables;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkMonitor;
import io.libnetwork.linux.nftables.RulesetChange.Kind;
import io.libnetwork.linux.nftables.RulesetChange.Touched;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Hears what becomes of a namespace's ruleset, by `NFNLGRP_NFTABLES` of
/// `linux/netfilter/nfnetlink.h`. A transaction is told of when it is done, as a whole.
public final class RulesetMonitor implements AutoCloseable {

  private static final int NFNLGRP_NFTABLES = 7;
  private static final int NFTA_GEN_ID = 1;
  private static final int NFTA_GEN_PROC_PID = 2;
  private static final int NFTA_GEN_PROC_NAME = 3;

  private final NetlinkMonitor monitor;

  private RulesetMonitor(NetlinkMonitor monitor) {
    this.monitor = monitor;
  }

  /// Who is told; called on the monitor's own thread.
  public interface Listener {

    /// Whether changes by a socket are of no interest, so that nobody need look at them.
    default boolean ignores(int port) {
      return false;
    }

    /// A transaction was done.
    void changed(RulesetChange change);

    /// Changes were missed: anything may have been touched.
    void missed();

    /// Nothing further will be heard.
    void failed(RuntimeException failure);
  }

  /// Begins to listen.
  ///
  /// @param name the thread's name
  public static RulesetMonitor open(
      NamespaceThread thread, NetworkNamespace namespace, String name, Listener listener) {
    return new RulesetMonitor(
        NetlinkMonitor.open(
            NetlinkFamily.NETFILTER,
            thread,
            namespace,
            name,
            new Gathering(listener),
            NFNLGRP_NFTABLES));
  }

  /// Ends listening.
  @Override
  public void close() {
    monitor.close();
  }

  /// Gathers the messages of a transaction until the one that ends it.
  private static final class Gathering implements NetlinkMonitor.Listener {

    private final Listener listener;
    private final Set<Touched> touched = new HashSet<>();

    Gathering(Listener listener) {
      this.listener = listener;
    }

    @Override
    public void event(NetlinkMessage message) {
      int type = message.type();
      if (type >> Byte.SIZE != RulesetMessages.NFNL_SUBSYS_NFTABLES || ignored(message)) {
        return;
      }
      if ((type & 0xff) == RulesetMessages.NFT_MSG_NEWGEN) {
        end(message);
      } else {
        touched(message).ifPresent(touched::add);
      }
    }

    /// The message that ends a transaction comes from the same socket as those before it.
    private boolean ignored(NetlinkMessage message) {
      return listener.ignores(message.port());
    }

    private static Optional<Touched> touched(NetlinkMessage message) {
      Optional<Family> family = Family.of(Byte.toUnsignedInt(message.payload().get(0)));
      Optional<Kind> kind = kind(message.type() & 0xff);
      if (family.isEmpty() || kind.isEmpty()) {
        return Optional.empty();
      }
      int nameAttribute = nameAttribute(message.type() & 0xff);
      String table = "";
      String name = "";
      Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
      while (attributes.next()) {
        if (attributes.type() == RulesetMessages.NFTA_TABLE) {
          table = attributes.text();
        }
        if (attributes.type() == nameAttribute) {
          name = attributes.text();
        }
      }
      String thing = kind.get() == Kind.TABLE ? table : name;
      return Table.heard(family.get(), table).map(heard -> new Touched(heard, kind.get(), thing));
    }

    private static Optional<Kind> kind(int message) {
      return switch (message) {
        case RulesetMessages.NFT_MSG_NEWTABLE, RulesetMessages.NFT_MSG_DELTABLE ->
            Optional.of(Kind.TABLE);
        case RulesetMessages.NFT_MSG_NEWCHAIN,
            RulesetMessages.NFT_MSG_DELCHAIN,
            RulesetMessages.NFT_MSG_NEWRULE,
            RulesetMessages.NFT_MSG_DELRULE ->
            Optional.of(Kind.CHAIN);
        case RulesetMessages.NFT_MSG_NEWSET, RulesetMessages.NFT_MSG_DELSET ->
            Optional.of(Kind.SET);
        case RulesetMessages.NFT_MSG_NEWSETELEM, RulesetMessages.NFT_MSG_DELSETELEM ->
            Optional.of(Kind.ELEMENTS);
        default -> Optional.empty();
      };
    }

    /// A chain has its handle between its table's name and its own.
    private static int nameAttribute(int message) {
      return switch (message) {
        case RulesetMessages.NFT_MSG_NEWCHAIN, RulesetMessages.NFT_MSG_DELCHAIN ->
            RulesetMessages.NFTA_CHAIN_NAME;
        default -> RulesetMessages.NFTA_NAME;
      };
    }

    private void end(NetlinkMessage message) {
      int generation = 0;
      int process = 0;
      String command = "";
      Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
      while (attributes.next()) {
        switch (attributes.type()) {
          case NFTA_GEN_ID -> generation = attributes.asNetworkInt();
          case NFTA_GEN_PROC_PID -> process = attributes.asNetworkInt();
          case NFTA_GEN_PROC_NAME -> command = attributes.text();
          default -> {}
        }
      }
      RulesetChange change =
          new RulesetChange(generation, message.port(), process, command, touched);
      touched.clear();
      listener.changed(change);
    }

    @Override
    public void missed() {
      touched.clear();
      listener.missed();
    }

    @Override
    public void failed(RuntimeException failure) {
      listener.failed(failure);
    }
  }
}
