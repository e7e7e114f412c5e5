package io.libnetwork.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Many requests in one send, each with an answer of its own.
///
/// The kernel works through them in order and does not stop at one it refuses: what follows must
/// either be right without it or fail by itself. Not safe for use by several threads.
public final class NetlinkBatch {

  private final NetlinkSocket socket;
  private final List<Reply<?>> replies = new ArrayList<>();
  private boolean sent;

  NetlinkBatch(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Adds a request.
  ///
  /// @return its answer, to be read after [#send] or [#trySend]
  public <T> Reply<T> add(NetlinkRequest<T> request) {
    if (sent) {
      throw new IllegalStateException("the batch has been sent: " + request.description());
    }
    Reply<T> reply = new Reply<>(request);
    replies.add(reply);
    return reply;
  }

  /// Sends all and waits for all answers.
  ///
  /// @throws NetlinkException the first refusal; further ones are suppressed exceptions of it
  public void send() {
    trySend();
    List<NetlinkException> refused =
        replies.stream().map(Reply::failure).flatMap(Optional::stream).toList();
    if (!refused.isEmpty()) {
      NetlinkException first = refused.getFirst();
      refused.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /// Sends all and waits for all answers; each [Reply] says whether the kernel refused it.
  public void trySend() {
    sent = true;
    socket.exchange(replies);
  }
}
