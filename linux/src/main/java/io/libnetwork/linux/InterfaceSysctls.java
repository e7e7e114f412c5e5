package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// The kernel parameters of one namespace's interfaces, by folders of theirs that are kept open:
/// `net/ipv4/conf` and `net/ipv6/conf`.
///
/// Whose a file is that is found by way of an open folder does not depend on who looks
/// (`proc_sys_lookup` in `fs/proc/proc_sysctl.c`), so every thread may write it, and nobody goes
/// into the namespace.
///
/// Safe for use by many threads.
public final class InterfaceSysctls implements AutoCloseable {

  private static final List<String> FOLDERS = List.of("net/ipv4/conf/", "net/ipv6/conf/");

  private final NamespaceId namespace;

  /// The descriptors of those folders that the kernel has, by their names.
  private final Map<String, Integer> open;

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean closed;

  private InterfaceSysctls(NamespaceId namespace, Map<String, Integer> open) {
    this.namespace = namespace;
    this.open = open;
  }

  /// Opens the folders, in one visit. One that the kernel does not have, such as that of IPv6, is
  /// left out.
  public static InterfaceSysctls open(NamespaceThread thread, NetworkNamespace namespace) {
    return thread.call(
        namespace, () -> new InterfaceSysctls(namespace.id(), folders(namespace.id())));
  }

  private static Map<String, Integer> folders(NamespaceId namespace) {
    Map<String, Integer> found = new LinkedHashMap<>();
    try (SysctlRoot root = SysctlRoot.take(namespace)) {
      for (String folder : FOLDERS) {
        open(root, folder, found);
      }
      return found;
    } catch (RuntimeException failure) {
      found.values().forEach(Descriptors::close);
      throw failure;
    }
  }

  private static void open(SysctlRoot root, String folder, Map<String, Integer> found) {
    try {
      found.put(folder, root.open(folder, Descriptors.O_PATH));
    } catch (SystemCallException refused) {
      if (!refused.errno().equals(Errno.ENOENT)) {
        throw refused;
      }
    }
  }

  /// Writes parameters in order. What precedes one that is refused stays written.
  ///
  /// @throws SystemCallException as [Sysctl#write]
  /// @throws IllegalArgumentException for a parameter that is no interface's
  public void write(List<Sysctl.Setting> settings) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the kernel parameters of " + namespace + " are closed");
      }
      settings.forEach(this::write);
    } finally {
      lock.readLock().unlock();
    }
  }

  private void write(Sysctl.Setting setting) {
    String folder = folder(setting);
    Failpoints.beforeCall("write", () -> "kernel parameter " + setting.key());
    try {
      Integer descriptor = open.get(folder);
      if (descriptor == null) {
        throw new SystemCallException("openat", subject(setting), Errno.ENOENT);
      }
      write(setting, descriptor, setting.key().substring(folder.length()));
    } catch (SystemCallException refused) {
      if (setting.required() || !refused.errno().equals(Errno.ENOENT)) {
        throw refused;
      }
    }
  }

  private static String folder(Sysctl.Setting setting) {
    return FOLDERS.stream()
        .filter(setting.key()::startsWith)
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                setting.key() + " is no interface's: expected one below any of " + FOLDERS));
  }

  private void write(Sysctl.Setting setting, int folder, String name) {
    int file = open(setting, folder, name);
    try {
      Descriptors.write(file, setting.value(), subject(setting));
    } finally {
      Descriptors.close(file);
    }
  }

  private int open(Sysctl.Setting setting, int folder, String name) {
    try {
      return Descriptors.openAt(folder, name, Descriptors.O_WRONLY, 0);
    } catch (SystemCallException refused) {
      throw new SystemCallException("openat", subject(setting), refused.errno());
    }
  }

  private String subject(Sysctl.Setting setting) {
    return "kernel parameter " + setting.key() + " of " + namespace;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        open.values().forEach(Descriptors::close);
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
