package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What an exchange is made over; used by one thread at a time.
interface NetlinkChannel {

  /// The number of the next request: one more than the last, and the smallest after the largest.
  int nextSequence();

  /// Sends messages, from position to limit.
  void send(ByteBuffer messages);

  /// Receives one datagram of messages into a buffer, ready to be read.
  ///
  /// @return an error number where the receive failed
  @Nullable Errno receive(ByteBuffer buffer);

  /// Whether a message is for this channel.
  boolean isMine(NetlinkMessage message);
}
