package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.IOCTL;
import static io.libnetwork.linux.foreign.SystemCallNumbers.READ;
import static io.libnetwork.linux.foreign.SystemCallNumbers.WRITE;

import io.libnetwork.linux.Failpoints;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The requests of `/dev/net/tun`, from `linux/if_tun.h`; see the kernel's
/// `Documentation/networking/tuntap.rst`.
public final class TapDevices {

  public static final int IFF_TAP = 0x0002;
  public static final int IFF_MULTI_QUEUE = 0x0100;
  public static final int IFF_NO_PI = 0x1000;
  public static final int IFF_VNET_HDR = 0x4000;
  public static final int IFF_TUN_EXCL = 0x8000;

  private static final String PATH = "/dev/net/tun";
  private static final int O_RDWR = 2;

  private static final int TUNSETIFF = 0x400454ca;
  private static final int TUNSETPERSIST = 0x400454cb;
  private static final int TUNSETOWNER = 0x400454cc;
  private static final int TUNSETGROUP = 0x400454ce;

  /// `struct ifreq` of `linux/if.h`, whose name is followed by the flags.
  private static final int IFREQ_SIZE = 40;

  private static final int IFNAMSIZ = 16;

  private TapDevices() {}

  /// open(2) of `/dev/net/tun`, which does not block. The descriptor is of the calling thread's
  /// network namespace from then on.
  public static int open() {
    return Descriptors.open(PATH, O_RDWR | Descriptors.O_NONBLOCK, 0);
  }

  /// ioctl(2) `TUNSETIFF`: makes a device, or takes one that is there.
  ///
  /// @param flags `IFF_*` of this class, joined
  public static void setInterface(int descriptor, String name, int flags) {
    Failpoints.beforeCall("ioctl", () -> "TUNSETIFF " + name);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment request = arena.allocate(IFREQ_SIZE, Long.BYTES);
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
      request.set(ValueLayout.JAVA_SHORT, IFNAMSIZ, (short) flags);
      require(descriptor, "TUNSETIFF " + name, TUNSETIFF, request.address());
    }
  }

  /// ioctl(2) `TUNSETPERSIST`: the device stays when nobody has it open.
  public static void setPersistent(int descriptor) {
    Failpoints.beforeCall("ioctl", () -> "TUNSETPERSIST");
    require(descriptor, "TUNSETPERSIST", TUNSETPERSIST, 1);
  }

  /// ioctl(2) `TUNSETOWNER`: who else may open the device, by his uid.
  public static void setOwner(int descriptor, long uid) {
    require(descriptor, "TUNSETOWNER " + uid, TUNSETOWNER, uid);
  }

  /// ioctl(2) `TUNSETGROUP`: who else may open the device, by his gid.
  public static void setGroup(int descriptor, long gid) {
    require(descriptor, "TUNSETGROUP " + gid, TUNSETGROUP, gid);
  }

  private static void require(int descriptor, String subject, int request, long argument) {
    SystemCall.require(IOCTL, subject, descriptor, request & 0xffffffffL, argument, 0, 0, 0);
  }

  /// read(2) of one frame into a direct buffer, from its position to its limit.
  ///
  /// @return its length, or a negative error number
  public static int read(int descriptor, ByteBuffer frame) {
    try {
      MemorySegment bytes = MemorySegment.ofBuffer(frame);
      return (int) SystemCall.invoke(READ, descriptor, bytes.address(), bytes.byteSize(), 0, 0, 0);
    } finally {
      Reference.reachabilityFence(frame);
    }
  }

  /// write(2) of one frame from a direct buffer, from its position to its limit.
  ///
  /// @return its length, or a negative error number
  public static int write(int descriptor, ByteBuffer frame) {
    try {
      MemorySegment bytes = MemorySegment.ofBuffer(frame);
      return (int) SystemCall.invoke(WRITE, descriptor, bytes.address(), bytes.byteSize(), 0, 0, 0);
    } finally {
      Reference.reachabilityFence(frame);
    }
  }
}
