package io.libnetwork.linux;

import io.libnetwork.linux.foreign.Descriptors;

/// The files of kernel parameters, opened by a thread that is inside the namespace.
///
/// Several of one folder are opened by way of it: a step less for each, and each step is a folder
/// that the kernel has to make an entry of first where the namespace is new.
final class SysctlFiles implements AutoCloseable {

  private static final int NONE = -1;

  private final NamespaceId namespace;
  private final SysctlRoot root;
  private String openFolder = "";
  private int descriptor = NONE;

  /// @param namespace where the calling thread is, for messages
  SysctlFiles(NamespaceId namespace) {
    this.namespace = namespace;
    this.root = SysctlRoot.take(namespace);
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
          : root.open(key, flags);
    } catch (SystemCallException refused) {
      throw new SystemCallException("openat", subject(key), refused.errno());
    }
  }

  private void openFolder(String folder) {
    closeFolder();
    descriptor = root.open(folder, Descriptors.O_PATH);
    openFolder = folder;
  }

  private String subject(String key) {
    return "kernel parameter " + key + " of " + namespace;
  }

  @Override
  public void close() {
    closeFolder();
    root.close();
  }

  private void closeFolder() {
    openFolder = "";
    if (descriptor != NONE) {
      Descriptors.close(descriptor);
      descriptor = NONE;
    }
  }
}
