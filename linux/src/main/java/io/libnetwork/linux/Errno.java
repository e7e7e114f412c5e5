package io.libnetwork.linux;

import java.util.Map;

/// A number by which the kernel says why it refused.
///
/// The numbers are those of the kernel header `asm-generic/errno.h`, which x86-64 and aarch64
/// share.
///
/// @param number the positive error number
public record Errno(int number) {

  public static final Errno EPERM = new Errno(1);
  public static final Errno ENOENT = new Errno(2);
  public static final Errno ESRCH = new Errno(3);
  public static final Errno EINTR = new Errno(4);
  public static final Errno EIO = new Errno(5);
  public static final Errno ENXIO = new Errno(6);
  public static final Errno EBADF = new Errno(9);
  public static final Errno EAGAIN = new Errno(11);
  public static final Errno ENOMEM = new Errno(12);
  public static final Errno EACCES = new Errno(13);
  public static final Errno EBUSY = new Errno(16);
  public static final Errno EEXIST = new Errno(17);
  public static final Errno ENODEV = new Errno(19);
  public static final Errno ENOTDIR = new Errno(20);
  public static final Errno EINVAL = new Errno(22);
  public static final Errno EMFILE = new Errno(24);
  public static final Errno ENOTTY = new Errno(25);
  public static final Errno ENOSPC = new Errno(28);
  public static final Errno EROFS = new Errno(30);
  public static final Errno ERANGE = new Errno(34);
  public static final Errno ENOSYS = new Errno(38);
  public static final Errno ELOOP = new Errno(40);
  public static final Errno EXFULL = new Errno(54);
  public static final Errno ENOPROTOOPT = new Errno(92);
  public static final Errno EPROTONOSUPPORT = new Errno(93);
  public static final Errno EOPNOTSUPP = new Errno(95);
  public static final Errno EAFNOSUPPORT = new Errno(97);
  public static final Errno EADDRINUSE = new Errno(98);
  public static final Errno EADDRNOTAVAIL = new Errno(99);
  public static final Errno ENETDOWN = new Errno(100);
  public static final Errno ENETUNREACH = new Errno(101);
  public static final Errno ENOBUFS = new Errno(105);
  public static final Errno ECONNABORTED = new Errno(103);
  public static final Errno ENOTCONN = new Errno(107);
  public static final Errno ETIMEDOUT = new Errno(110);
  public static final Errno ECONNREFUSED = new Errno(111);
  public static final Errno EHOSTUNREACH = new Errno(113);
  public static final Errno EINPROGRESS = new Errno(115);

  private static final Map<Integer, String> TEXT =
      Map.ofEntries(
          Map.entry(1, "EPERM: operation not permitted"),
          Map.entry(2, "ENOENT: no such file or directory"),
          Map.entry(3, "ESRCH: no such process or entry"),
          Map.entry(4, "EINTR: interrupted system call"),
          Map.entry(5, "EIO: input/output error"),
          Map.entry(6, "ENXIO: no such device or address"),
          Map.entry(9, "EBADF: bad file descriptor"),
          Map.entry(11, "EAGAIN: resource temporarily unavailable"),
          Map.entry(12, "ENOMEM: out of memory"),
          Map.entry(13, "EACCES: permission denied"),
          Map.entry(16, "EBUSY: device or resource busy"),
          Map.entry(17, "EEXIST: exists already"),
          Map.entry(19, "ENODEV: no such device"),
          Map.entry(20, "ENOTDIR: not a directory"),
          Map.entry(22, "EINVAL: invalid argument"),
          Map.entry(24, "EMFILE: too many open files"),
          Map.entry(25, "ENOTTY: not the right kind of file for this request"),
          Map.entry(28, "ENOSPC: no space left"),
          Map.entry(30, "EROFS: read-only file system"),
          Map.entry(34, "ERANGE: value out of range"),
          Map.entry(38, "ENOSYS: function not implemented"),
          Map.entry(40, "ELOOP: would make a loop"),
          Map.entry(54, "EXFULL: exchange full"),
          Map.entry(92, "ENOPROTOOPT: protocol option not available"),
          Map.entry(93, "EPROTONOSUPPORT: protocol not supported"),
          Map.entry(95, "EOPNOTSUPP: operation not supported"),
          Map.entry(97, "EAFNOSUPPORT: address family not supported"),
          Map.entry(98, "EADDRINUSE: address in use"),
          Map.entry(99, "EADDRNOTAVAIL: address not available"),
          Map.entry(100, "ENETDOWN: network is down"),
          Map.entry(101, "ENETUNREACH: network is unreachable"),
          Map.entry(103, "ECONNABORTED: connection given up before it was taken"),
          Map.entry(105, "ENOBUFS: no buffer space available"),
          Map.entry(107, "ENOTCONN: not connected"),
          Map.entry(110, "ETIMEDOUT: timed out"),
          Map.entry(111, "ECONNREFUSED: connection refused"),
          Map.entry(113, "EHOSTUNREACH: no route to host"),
          Map.entry(115, "EINPROGRESS: operation now in progress"));

  public Errno {
    if (number <= 0 || number > 4095) {
      throw new IllegalArgumentException("no error number: " + number + ", expected 1 to 4095");
    }
  }

  /// The header's name and its meaning, or the bare number where this class does not know it.
  @Override
  public String toString() {
    return TEXT.getOrDefault(number, "errno " + number);
  }
}
