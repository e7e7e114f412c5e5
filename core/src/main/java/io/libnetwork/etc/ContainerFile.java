package io.libnetwork.etc;

/// The files of `/etc` that say what a container's network is.
public enum ContainerFile {
  HOSTS("hosts"),
  HOSTNAME("hostname"),
  RESOLV_CONF("resolv.conf");

  private final String fileName;

  ContainerFile(String fileName) {
    this.fileName = fileName;
  }

  /// Its name in the container's folder, and in `/etc`.
  public String fileName() {
    return fileName;
  }
}
