package io.libnetwork.linux.frames;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.TapDevices;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// One queue of a tap device: what the kernel sends by the device is received here, and what is
/// sent here the kernel receives by it. See the kernel's `Documentation/networking/tuntap.rst`.
///
/// It belongs to the namespace it was opened for, and keeps that namespace alive until it is
/// closed. Safe for use by many threads.
public final class TapQueue implements AutoCloseable {

  /// `struct virtio_net_hdr` of `linux/virtio_net.h`, which stands before each frame. All of it is
  /// zero where a frame is whole and has its checksums.
  private static final int HEADER = 10;

  /// The largest frame that a device of the largest MTU has.
  private static final int LARGEST = 65_535 + 18;

  private static final int KIND =
      TapDevices.IFF_TAP | TapDevices.IFF_NO_PI | TapDevices.IFF_VNET_HDR;

  private final int descriptor;
  private final ByteBuffer received = ByteBuffer.allocateDirect(HEADER + LARGEST);
  private boolean closed;

  private TapQueue(int descriptor) {
    this.descriptor = descriptor;
  }

  /// Makes a device in a namespace. It goes when its last queue is closed, unless it is made
  /// [persistent][#persist] before.
  ///
  /// @param several whether it can have several queues at a time (`IFF_MULTI_QUEUE`)
  /// @throws SystemCallException `EBUSY` when there is such a device, `EINVAL` when the name is
  ///   that of another link, `ENOENT`, `ENXIO` or `ENODEV` when the kernel has no tap devices, or
  ///   no `/dev/net/tun`
  public static TapQueue create(
      NamespaceThread thread, NetworkNamespace namespace, InterfaceName name, boolean several) {
    return with(thread, namespace, name, several, TapDevices.IFF_TUN_EXCL);
  }

  /// Opens a queue of a device that is there; where there is none of the name, one is made.
  ///
  /// @param several whether the device can have several queues, as it was made
  /// @throws SystemCallException `EBUSY` when another has its queue, `EINVAL` when the name is that
  ///   of another link, or `several` is not what the device was made with
  public static TapQueue open(
      NamespaceThread thread, NetworkNamespace namespace, InterfaceName name, boolean several) {
    return with(thread, namespace, name, several, 0);
  }

  /// The namespace is the one the file is opened in, wherever it is asked for the device.
  private static TapQueue with(
      NamespaceThread thread,
      NetworkNamespace namespace,
      InterfaceName name,
      boolean several,
      int more) {
    int descriptor = thread.call(namespace, TapDevices::open);
    try {
      int queues = several ? TapDevices.IFF_MULTI_QUEUE : 0;
      TapDevices.setInterface(descriptor, name.value(), KIND | queues | more);
      return new TapQueue(descriptor);
    } catch (RuntimeException failure) {
      Descriptors.close(descriptor);
      throw failure;
    }
  }

  /// Lets somebody without `CAP_NET_ADMIN` open the device.
  ///
  /// @param uid 0 to 4,294,967,294
  public synchronized void setOwner(long uid) {
    TapDevices.setOwner(open(), uid);
  }

  /// Lets those of a group open the device who have no `CAP_NET_ADMIN`.
  ///
  /// @param gid 0 to 4,294,967,294
  public synchronized void setGroup(long gid) {
    TapDevices.setGroup(open(), gid);
  }

  /// Has the device stay when nobody has it open.
  public synchronized void persist() {
    TapDevices.setPersistent(open());
  }

  /// Takes a frame that the kernel has sent, without waiting.
  ///
  /// @return empty where there is none
  /// @throws SystemCallException `EIO` or `EBADFD` when the device is down or gone
  public synchronized Optional<byte[]> receive() {
    int length = TapDevices.read(open(), received.clear());
    if (length == -Errno.EAGAIN.number()) {
      return Optional.empty();
    }
    require("read", length);
    byte[] all = new byte[length];
    received.get(0, all);
    return Optional.of(Arrays.copyOfRange(all, HEADER, length));
  }

  /// Has the kernel receive a frame.
  ///
  /// @param frame with its Ethernet header and its checksums
  /// @throws SystemCallException `EIO` or `EBADFD` when the device is down or gone
  public synchronized void send(byte[] frame) {
    ByteBuffer whole =
        ByteBuffer.allocateDirect(HEADER + frame.length).put(HEADER, frame, 0, frame.length);
    require("write", TapDevices.write(open(), whole));
  }

  private int open() {
    if (closed) {
      throw new IllegalStateException("the queue is closed");
    }
    return descriptor;
  }

  private void require(String call, int answer) {
    if (answer < 0) {
      throw new SystemCallException(call, "tap device " + descriptor, new Errno(-answer));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      Descriptors.close(descriptor);
    }
  }
}
