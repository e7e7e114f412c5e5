package io.libnetwork.junit;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.ipam.DefaultIpam;
import io.libnetwork.ipam.PredefinedPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// The addresses of one process's networks, which no other process has at the same time: one of the
/// 64 parts, of 256 networks each, of 100.64.0.0/10. That block is for carriers (RFC 6598), so it
/// is seldom in the way of anything. A lock on a file, which the kernel takes back when the process
/// ends, tells whose a part is.
final class AddressBlock implements AutoCloseable {

  private static final int BLOCKS = 64;
  private static final int FIRST = 64;
  private static final int NETWORK_LENGTH = 24;

  private final int number;
  private final FileChannel channel;

  private AddressBlock(int number, FileChannel channel) {
    this.number = number;
    this.channel = channel;
  }

  /// Takes the first that is free.
  ///
  /// @param folder where the locks are
  /// @throws NetworkException.Unavailable when none is
  static AddressBlock take(Path folder) {
    try {
      Files.createDirectories(folder);
      for (int number = 0; number < BLOCKS; number++) {
        Optional<AddressBlock> taken = attempt(folder, number);
        if (taken.isPresent()) {
          return taken.get();
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot take addresses for tests: " + folder, failure);
    }
    throw new NetworkException.Unavailable(
        "no addresses are left for tests: %d processes of this machine have networks for theirs (%s)"
            .formatted(BLOCKS, folder));
  }

  private static Optional<AddressBlock> attempt(Path folder, int number) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(Integer.toString(number)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return Optional.of(new AddressBlock(number, channel));
      }
    } catch (OverlappingFileLockException ownOther) {
      // Another of this process has it.
      channel.close();
      return Optional.empty();
    }
    channel.close();
    return Optional.empty();
  }

  /// Who hands them out.
  ///
  /// @param id what tells the process from others, for IPv6 addresses of its own
  DefaultIpam ipam(String id) {
    IpPrefix base = IpPrefix.parse("100.%d.0.0/16".formatted(FIRST + number));
    return new DefaultIpam(
        List.of(new PredefinedPool(base, NETWORK_LENGTH), PredefinedPool.uniqueLocal(id)),
        PredefinedPool.GLOBAL);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot give back addresses for tests", failure);
    }
  }
}
