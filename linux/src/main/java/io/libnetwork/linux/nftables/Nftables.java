package io.libnetwork.linux.nftables;

import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Libnftables;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;

/// One network namespace's ruleset: changed by transactions, read as JSON.
///
/// Which namespace is settled by the thread that calls [#open()]; from then on any thread may use
/// it. Calls take turns under a lock of its own, which is held for nothing else. Each blocks in the
/// kernel, and so goes through [KernelThreads]: a virtual caller parks, a platform caller makes it
/// itself.
///
/// Elements of sets and maps go to the kernel as netlink messages of our own, everything else
/// through libnftables, which reads all tables, chains and sets before each transaction.
///
/// What is open holds two descriptors, and as much memory as its longest listing took.
public final class Nftables implements AutoCloseable {

  /// Libnftables has memory that all contexts of a process share: its cache of interfaces, which is
  /// freed at the end of every command, and what libxtables has open. So one thread at a time is in
  /// it, whichever context it has.
  private static final ReentrantLock LIBRARY = new ReentrantLock();

  private static final String TRANSACTION = "nftables transaction";

  /// How many elements a transaction adds and deletes.
  private static final String ELEMENTS = "libnetwork.nftables.elements";

  /// How often a ruleset is listed that others change meanwhile.
  private static final int LISTINGS = 3;

  /// Guarded by `LIBRARY`.
  private static final LibraryContexts CONTEXTS = new LibraryContexts();

  private static final int NUMBERS =
      Libnftables.NFT_CTX_OUTPUT_NUMERIC_PROTO | Libnftables.NFT_CTX_OUTPUT_NUMERIC_PRIO;

  /// So many transactions can be done before the first is heard of.
  private static final int REMEMBERED = 64;

  private static final int NFTA_GEN_ID = 1;

  private static final NetlinkRequest<Integer> GENERATION =
      new NetlinkRequest<>(
          "get the ruleset's generation",
          RulesetMessages.NFNL_SUBSYS_NFTABLES << Byte.SIZE | RulesetMessages.NFT_MSG_GETGEN,
          0,
          writer -> writer.putInt(0),
          Nftables::generation);

  private final ReentrantLock lock = new ReentrantLock();
  private final NetlinkSocket socket;

  /// The numbers of the last transactions through the library. Guarded by `lock`.
  private final SequencedSet<Integer> ownGenerations = new LinkedHashSet<>();

  /// The address of the library's context; 0 once closed. Guarded by `lock`.
  private long context;

  private Nftables(long context, NetlinkSocket socket) {
    this.context = context;
    this.socket = socket;
  }

  /// Finds the library and links its functions. A thread that is about to enter another namespace
  /// calls this at home, so that [#open()] has nothing but the context to make there.
  ///
  /// @throws NftablesUnavailableException if libnftables is not installed
  public static void prepare() {
    if (!Libnftables.loadable()) {
      throw new NftablesUnavailableException(Libnftables.LIBRARY);
    }
    Libnftables.link();
  }

  /// Keeps a few file descriptors that libnftables can use: a process that has a thousand files
  /// open could not make a context any more. To be called before it has; again does nothing.
  public static void keepRoom() {
    LIBRARY.lock();
    try {
      CONTEXTS.keepRoom();
    } finally {
      LIBRARY.unlock();
    }
  }

  /// Opens the ruleset of the network namespace that the calling thread is in.
  ///
  /// @throws NftablesUnavailableException if libnftables is not installed
  /// @throws SystemCallException if the kernel gives no socket for it
  /// @throws NftablesException if the library makes no context
  public static Nftables open() {
    prepare();
    NetlinkSocket socket = NetlinkSocket.open(NetlinkFamily.NETFILTER);
    LIBRARY.lock();
    try {
      return new Nftables(CONTEXTS.open(), socket);
    } catch (RuntimeException failure) {
      socket.close();
      throw failure;
    } finally {
      LIBRARY.unlock();
    }
  }

  /// Changes the ruleset as a whole. An empty transaction asks the kernel nothing.
  ///
  /// @throws NftablesException if it is refused; then nothing of it was done
  /// @throws IllegalStateException if this is closed
  public void apply(Transaction transaction) {
    Optional<List<Transaction.ElementChange>> elements = transaction.elementsAlone();
    try (Span span = Trace.step(TRANSACTION)) {
      if (span.told()) {
        span.say(ELEMENTS, transaction.elements());
      }
      try {
        if (elements.isPresent()) {
          KernelThreads.run(() -> apply(elements.get()));
        } else {
          KernelThreads.run(() -> apply(transaction.toString()));
        }
      } catch (RuntimeException refused) {
        Trace.fail(span, refused);
        throw refused;
      }
    }
  }

  /// The library's socket is not ours to ask for its port, so what it changes is known by the
  /// number that the ruleset has afterwards, unless somebody else changed it at the same time.
  private void apply(String commands) {
    lock.lock();
    try {
      requireUnrefused();
      int before = generation();
      output(NUMBERS, commands, "transaction");
      int after = generation();
      if (after == before + 1) {
        ownGenerations.add(after);
        if (ownGenerations.size() > REMEMBERED) {
          ownGenerations.removeFirst();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private static void requireUnrefused() {
    Failpoints.before(() -> "nft: transaction")
        .ifPresent(errno -> {
          throw new NftablesException(
              Complaint.reason(errno), "nftables refused the transaction: " + errno);
        });
  }

  /// The ruleset's number, which grows by one with each transaction of anybody: while it is the
  /// same, nothing has changed in the namespace.
  ///
  /// @throws io.libnetwork.linux.netlink.NetlinkException if the kernel refuses
  /// @throws IllegalStateException if this is closed
  public int generation() {
    lock.lock();
    try {
      requireOpen();
      return socket.execute(GENERATION).getFirst();
    } finally {
      lock.unlock();
    }
  }

  /// A table as it is now, to be compared: without libnftables, which reads all elements, too.
  ///
  /// @return empty where it is not there
  /// @throws io.libnetwork.linux.netlink.NetlinkException if the kernel refuses, or the ruleset
  ///   does not come to rest
  public Optional<TableShape> shape(Table table) {
    return ShapeReader.read(socket, table);
  }

  /// Those of a set's or map's elements that the kernel has not, or has with other data; all of
  /// them where it has no such set. What is there besides is not asked about, and of verdicts only
  /// that there is one. A range that a larger one with the same data covers is there.
  ///
  /// @param wanted of that set
  /// @throws io.libnetwork.linux.netlink.NetlinkException as of [#shape]
  /// @throws IllegalArgumentException if the set is one of ranges and its key has one part: the
  ///   kernel keeps their ends as elements
  public List<Element> lacking(Definition definition, Collection<Element> wanted) {
    if (!ElementMessages.carry(definition)) {
      throw new IllegalArgumentException(
          definition.kind() + " " + definition + ": expected a key of exact values, or of parts");
    }
    return ElementReader.lacking(socket, definition, wanted);
  }

  /// Whether a change was made by this object. Where somebody else changed something at the same
  /// time it may say no although it was.
  public boolean made(RulesetChange change) {
    lock.lock();
    try {
      return change.port() == socket.port() || ownGenerations.contains(change.generation());
    } finally {
      lock.unlock();
    }
  }

  /// Whether elements that are changed by a socket are changed by this object; what it changes
  /// besides elements comes from another socket.
  public boolean changesBy(int port) {
    return socket.port() == port;
  }

  private void apply(List<Transaction.ElementChange> changes) {
    ElementMessages messages = new ElementMessages();
    changes.forEach(messages::add);
    lock.lock();
    try {
      requireOpen();
      messages.send(socket);
    } finally {
      lock.unlock();
    }
  }

  /// A table as libnftables-json(5) has it, elements included.
  ///
  /// @throws NftablesException if it is not there
  /// @throws IllegalStateException if this is closed
  public String list(Table table) {
    return json("list table " + table);
  }

  /// A chain as libnftables-json(5) has it.
  ///
  /// @throws NftablesException if it is not there, or the kernel refuses
  public String list(Chain chain) {
    return json("list chain " + chain);
  }

  /// A set or map as libnftables-json(5) has it, elements included.
  ///
  /// @throws NftablesException if it is not there
  /// @throws IllegalStateException if this is closed
  public String list(Definition definition) {
    return json("list " + definition.kind() + " " + definition.table() + " " + definition.name());
  }

  /// Everything in the namespace, others' tables too, as libnftables-json(5) has it; without the
  /// flags of tables, and of tables that have some without their handles, counters and quotas.
  ///
  /// @throws NftablesException if the kernel refuses, or a table goes again and again meanwhile
  /// @throws IllegalStateException if this is closed
  public String listRuleset() {
    for (int left = LISTINGS; ; left--) {
      List<RulesetParts.Part> parts = RulesetParts.read(listRules());
      if (parts.stream().noneMatch(RulesetParts.Part::flagged)) {
        return json("list ruleset");
      }
      try {
        return RulesetParts.join(parts, this::json);
      } catch (NftablesException gone) {
        if (left == 1 || gone.reason() != NftablesException.Reason.NOT_FOUND) {
          throw gone;
        }
      }
    }
  }

  /// The rules of everything in the namespace as nft(8) writes them, with their handles; without
  /// the elements of sets and maps, and without what counters have counted.
  ///
  /// What `iptables-nft` has made is written in nft's own words where libxtables knows how.
  ///
  /// @throws NftablesException if the kernel refuses
  /// @throws IllegalStateException if this is closed
  public String listRules() {
    int flags =
        NUMBERS
            | Libnftables.NFT_CTX_OUTPUT_STATELESS
            | Libnftables.NFT_CTX_OUTPUT_HANDLE
            | Libnftables.NFT_CTX_OUTPUT_TERSE;
    return KernelThreads.call(() -> output(flags, "list ruleset", "list ruleset"));
  }

  /// Makes what a listing says, all of it or nothing: to look at it where it judges nothing, in a
  /// namespace of its own. What is loaded must come from a listing; for everything that is to judge
  /// packets there is [#apply].
  ///
  /// @throws NftablesException if it is refused; then nothing of it was done
  /// @throws IllegalStateException if this is closed
  public void load(String listing) {
    KernelThreads.run(() -> output(NUMBERS, listing, "listing"));
  }

  /// The table is there. What this costs depends on how many tables and chains there are, not on
  /// elements.
  ///
  /// @throws NftablesException if the kernel refuses
  /// @throws IllegalStateException if this is closed
  public boolean exists(Table table) {
    // "list tables" would have libnftables read every element of every set, this only the chains.
    String command = "list chains " + table.family();
    String tables = KernelThreads.call(() -> output(NUMBERS, command, command));
    return tables.lines().anyMatch(line -> line.startsWith("table " + table + " {"));
  }

  /// Frees what is held; a table it owned goes. The rest of the ruleset stays. Again does nothing.
  @Override
  public void close() {
    KernelThreads.run(this::free);
  }

  private void free() {
    lock.lock();
    LIBRARY.lock();
    try {
      if (context != 0) {
        CONTEXTS.close(context);
        context = 0;
        socket.close();
      }
    } finally {
      LIBRARY.unlock();
      lock.unlock();
    }
  }

  private String json(String command) {
    int flags = NUMBERS | Libnftables.NFT_CTX_OUTPUT_JSON;
    return KernelThreads.call(() -> output(flags, command, command));
  }

  private String output(int flags, String commands, String what) {
    lock.lock();
    try {
      long open = requireOpen();
      return commands.isEmpty() ? "" : run(open, flags, commands, what);
    } finally {
      lock.unlock();
    }
  }

  /// Both buffers are emptied each time, or what is left would be taken for the next command's.
  private static String run(long open, int flags, String commands, String what) {
    LIBRARY.lock();
    try {
      Libnftables.ctxOutputSetFlags(open, flags);
      int outcome = Libnftables.runCmdFromBuffer(open, commands);
      String complaint = Libnftables.ctxGetErrorBuffer(open);
      String output = Libnftables.ctxGetOutputBuffer(open);
      if (outcome != 0) {
        throw Complaint.about("nftables refused the " + what, complaint);
      }
      return output;
    } finally {
      LIBRARY.unlock();
    }
  }

  private long requireOpen() {
    if (context == 0) {
      throw new IllegalStateException("this Nftables is closed: expected an open one");
    }
    return context;
  }

  private static Optional<Integer> generation(NetlinkMessage message) {
    Attributes attributes = message.attributes(RulesetMessages.NFGENMSG_SIZE);
    while (attributes.next()) {
      if (attributes.type() == NFTA_GEN_ID) {
        return Optional.of(attributes.asNetworkInt());
      }
    }
    return Optional.empty();
  }
}
