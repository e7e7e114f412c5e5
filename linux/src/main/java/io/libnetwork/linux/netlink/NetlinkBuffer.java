package io.libnetwork.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A direct buffer lent for one exchange, so that a thousand sockets need no memory of their own.
final class NetlinkBuffer implements AutoCloseable {

  /// Room for a thousand requests in one send; the kernel fills dumps in pieces of up to 32 KiB.
  static final int SIZE = 256 << 10;

  private static final ConcurrentLinkedQueue<ByteBuffer> FREE = new ConcurrentLinkedQueue<>();

  private final ByteBuffer bytes;

  private NetlinkBuffer(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  static NetlinkBuffer take() {
    ByteBuffer free = FREE.poll();
    return new NetlinkBuffer(free != null ? free : ByteBuffer.allocateDirect(SIZE));
  }

  ByteBuffer bytes() {
    return bytes.order(ByteOrder.nativeOrder());
  }

  @Override
  public void close() {
    FREE.add(bytes);
  }
}
