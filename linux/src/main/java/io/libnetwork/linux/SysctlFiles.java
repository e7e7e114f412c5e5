package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;

/// The files of kernel parameters, opened by a thread that is inside the namespace.
///
/// Several of one folder are opened by way of it. Each step of a path costs the more the more
/// namespaces there are, because the kernel looks for a folder among those of one name of all of
/// them.
final class SysctlFiles implements AutoCloseable {

  private static final String ROOT = "/proc/sys/";
  private static final int NONE = -1;

  private final NamespaceId namespace;
  private String openFolder = "";
  private int descriptor = NONE;

  /// @param namespace where the calling thread is, for messages
  SysctlFiles(NamespaceId namespace) {
    this.namespace = namespace;
  }

  /// A parameter's folder, which ends with a slash.
  static String folder(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  /// Writes a parameter.
  ///
  /// @param more whether another one of the same folder follows
  /// @throws SystemCallException when the kernel refuses
  void write(String key, String value, boolean more) {
    Failpoints.beforeCall("write", () -> "kernel parameter " + key);
    int file = open(key, Descriptors.O_WRONLY, more);
    try {
      Descriptors.write(file, value, subject(key));
    } finally {
      Descriptors.close(file);
    }
  }

  /// Reads a parameter, without the line's end.
  String read(String key) {
    int file = open(key, Descriptors.O_RDONLY, false);
    try {
      return Descriptors.read(file, subject(key)).stripTrailing();
    } finally {
      Descriptors.close(file);
    }
  }

  private int open(String key, int flags, boolean more) {
    String folder = folder(key);
    try {
      if (more && !folder.equals(openFolder)) {
        openFolder(folder);
      }
      return folder.equals(openFolder)
          ? Descriptors.openAt(descriptor, key.substring(folder.length()), flags, 0)
          : Descriptors.open(ROOT + key, flags, 0);
    } catch (SystemCallException refused) {
      throw new SystemCallException("openat", subject(key), refused.errno());
    }
  }

  private void openFolder(String folder) {
    close();
    descriptor = Descriptors.open(ROOT + folder, Descriptors.O_PATH, 0);
    openFolder = folder;
  }

  private String subject(String key) {
    return "kernel parameter " + key + " of " + namespace;
  }

  @Override
  public void close() {
    openFolder = "";
    if (descriptor != NONE) {
      Descriptors.close(descriptor);
      descriptor = NONE;
    }
  }
}
