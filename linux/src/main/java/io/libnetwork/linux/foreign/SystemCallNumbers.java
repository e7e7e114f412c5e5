package io.libnetwork.linux.foreign;

/// The numbers of the system calls used here, from `asm/unistd_64.h` (x86-64) and
/// `asm-generic/unistd.h` (aarch64).
enum SystemCallNumbers {
  ACCEPT4(288, 242),
  BIND(49, 200),
  CLOCK_GETTIME(228, 113),
  CLOSE(3, 57),
  CONNECT(42, 203),
  EPOLL_CREATE1(291, 20),
  EPOLL_CTL(233, 21),
  EPOLL_PWAIT2(441, 441),
  EVENTFD2(290, 19),
  FCNTL(72, 25),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSOPEN(430, 430),
  GETPID(39, 172),
  GETSOCKNAME(51, 204),
  GETSOCKOPT(55, 209),
  IOCTL(16, 29),
  KILL(62, 129),
  LISTEN(50, 201),
  MOUNT(165, 40),
  OPENAT(257, 56),
  PIDFD_OPEN(434, 434),
  PIPE2(293, 59),
  PPOLL(271, 73),
  READ(0, 63),
  RECVFROM(45, 207),
  RECVMMSG(299, 243),
  SENDMMSG(307, 269),
  SENDMSG(46, 211),
  SENDTO(44, 206),
  SETNS(308, 268),
  SETSOCKOPT(54, 208),
  SHUTDOWN(48, 210),
  SOCKET(41, 198),
  SPLICE(275, 76),
  STATX(332, 291),
  UMOUNT2(166, 39),
  UNSHARE(272, 97),
  WRITE(1, 64);

  private static final boolean AARCH64 = aarch64();

  private final int x8664;
  private final int aarch64;

  SystemCallNumbers(int x8664, int aarch64) {
    this.x8664 = x8664;
    this.aarch64 = aarch64;
  }

  int value() {
    return AARCH64 ? aarch64 : x8664;
  }

  private static boolean aarch64() {
    String architecture = System.getProperty("os.arch");
    return switch (architecture) {
      case "aarch64" -> true;
      case "amd64", "x86_64" -> false;
      default ->
          throw new UnsupportedOperationException(
              "no system call numbers for architecture "
                  + architecture
                  + ": expected amd64 or aarch64");
    };
  }
}
