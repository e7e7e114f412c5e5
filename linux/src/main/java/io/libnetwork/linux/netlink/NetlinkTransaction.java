package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Requests of one subsystem of netfilter that the kernel grants all together or not at all: the
/// batches of `linux/netfilter/nfnetlink.h`.
///
/// They go in one send, however many they are, and only the last is acknowledged, so that the
/// answer is one message where nothing is refused. Not safe for use by several threads.
public final class NetlinkTransaction {

  private static final int NFNL_MSG_BATCH_BEGIN = NetlinkMessage.FIRST_FAMILY_TYPE;
  private static final int NFNL_MSG_BATCH_END = NFNL_MSG_BATCH_BEGIN + 1;

  private record Request(int type, int flags, Consumer<MessageWriter> body) {}

  private final int subsystem;
  private final List<Request> requests = new ArrayList<>();

  /// @param subsystem the number of the part of netfilter that is asked, `NFNL_SUBSYS_*`
  public NetlinkTransaction(int subsystem) {
    this.subsystem = subsystem;
  }

  /// Adds a request.
  ///
  /// @param message the subsystem's message type
  /// @param flags [NetlinkFlags] beyond `NLM_F_REQUEST`, which is always set
  /// @param body writes what follows the header, `struct nfgenmsg` first; called once for each send
  public void add(int message, int flags, Consumer<MessageWriter> body) {
    requests.add(new Request(subsystem << Byte.SIZE | message, flags, body));
  }

  /// Whether nothing is asked.
  public boolean isEmpty() {
    return requests.isEmpty();
  }

  /// What the kernel did not grant, and why; nothing of the transaction was done then.
  ///
  /// @param request which request, from 0; -1 where it is the transaction as a whole
  /// @param kernelText the kernel's own words, empty where it gave none
  /// @param offset where in the request's message the attribute begins that is to blame, or -1
  public record Refusal(int request, Errno errno, String kernelText, int offset) {}

  /// Sends all. To be called by a socket that holds its lock.
  Optional<Refusal> run(NetlinkChannel channel) {
    int first = channel.nextSequence();
    channel.send(encode(channel, first).toBuffer());
    return new NetlinkTransactionReader(channel, first, requests.size()).read();
  }

  private MessageWriter encode(NetlinkChannel channel, int first) {
    MessageWriter writer = new MessageWriter();
    mark(writer, NFNL_MSG_BATCH_BEGIN, first);
    int last = requests.size() - 1;
    for (int i = 0; i <= last; i++) {
      Request request = requests.get(i);
      int ack = i == last ? NetlinkFlags.NLM_F_ACK : 0;
      writer.begin(request.type(), request.flags() | NetlinkFlags.NLM_F_REQUEST | ack);
      request.body().accept(writer);
      writer.end(channel.nextSequence());
    }
    mark(writer, NFNL_MSG_BATCH_END, channel.nextSequence());
    return writer;
  }

  /// A `struct nfgenmsg` alone, whose resource is the subsystem.
  private void mark(MessageWriter writer, int type, int sequence) {
    writer.begin(type, NetlinkFlags.NLM_F_REQUEST);
    writer.putByte(0).putByte(0).putByte(subsystem >> Byte.SIZE).putByte(subsystem);
    writer.end(sequence);
  }
}
