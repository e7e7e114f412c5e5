package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkTransaction.Refusal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the answers to a transaction: one acknowledgement of its last request, or refusals of as
/// many as there are wrong ones, of which the first counts.
final class NetlinkTransactionReader {

  private final NetlinkChannel channel;
  private final int first;
  private final int requests;
  private @Nullable Refusal refusal;
  private boolean finished;

  /// @param first the number of the message that begins the transaction
  NetlinkTransactionReader(NetlinkChannel channel, int first, int requests) {
    this.channel = channel;
    this.first = first;
    this.requests = requests;
  }

  /// The last request is answered after all others: the kernel keeps the answers until it is
  /// through. Where it refuses the transaction as a whole it may answer its beginning alone.
  Optional<Refusal> read() {
    try (NetlinkBuffer buffer = NetlinkBuffer.take()) {
      while (!finished) {
        Errno failed = channel.receive(buffer.bytes());
        if (failed != null) {
          return Optional.of(new Refusal(-1, failed, "the answer was lost", -1));
        }
        readDatagram(buffer.bytes());
      }
    }
    return Optional.ofNullable(refusal);
  }

  private void readDatagram(ByteBuffer datagram) {
    while (datagram.hasRemaining()) {
      NetlinkMessage message = NetlinkMessage.read(datagram);
      int index = message.sequence() - first - 1;
      boolean ours = channel.isMine(message) && index >= -1 && index < requests;
      if (ours && message.type() == NetlinkMessage.ERROR) {
        note(message, index);
      }
    }
  }

  private void note(NetlinkMessage message, int index) {
    Optional<Refusal> refused = KernelRefusal.readOfTransaction(message, index);
    if (refused.isPresent() && (refusal == null || refusal.request() < 0)) {
      refusal = refused.get();
    }
    finished |= index == requests - 1 || index < 0;
  }
}
