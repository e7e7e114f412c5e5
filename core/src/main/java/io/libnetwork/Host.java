package io.libnetwork;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.InterfaceSysctls;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.rtnetlink.DescendingNumbers;
import io.libnetwork.linux.rtnetlink.LinkReaper;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Where networks live: a network namespace, and the folder of what lasts until the next boot.
///
/// A controller acts on one host, and everything it asks of the kernel goes through this object:
/// netlink sockets, firewall contexts, namespaces. So a test, a demonstration or several hosts in
/// one process are ordinary uses. Nothing is opened before it is needed, so a host can be named on
/// every platform.
///
/// Safe for use by many threads. Closing it closes what was opened and removes nothing.
public final class Host implements AutoCloseable {

  /// Where the process's own host keeps what lasts until the next boot.
  public static final Path DEFAULT_RUN_ROOT = Path.of("/run/libnetwork");

  /// Where the store of the process's own host is kept, unless somebody wants it elsewhere.
  public static final Path DEFAULT_STATE_ROOT = Path.of("/var/lib/libnetwork");

  private static final int OWNER_BYTES = 6;

  private final HostKernel kernel;
  private final Path runRoot;
  private final String platform;
  private final String owner;

  private Host(HostKernel kernel, Path runRoot, String platform) {
    this.kernel = kernel;
    this.runRoot = runRoot.toAbsolutePath();
    this.platform = platform;
    this.owner = owner(this.runRoot);
  }

  /// The process's own host, with the default folder.
  public static Host local() {
    return local(DEFAULT_RUN_ROOT);
  }

  /// The process's own host.
  ///
  /// @param runRoot where namespaces are bound, in its folder `netns`
  public static Host local(Path runRoot) {
    return new Host(
        new HostKernel(NetworkNamespace::current), runRoot, System.getProperty("os.name"));
  }

  /// A host that is another network namespace of this machine.
  ///
  /// @param namespacePath where the namespace is bound; opened when it is needed, and whoever needs
  ///   it then is told by [NetworkException.InvalidParameter] that there is none
  public static Host at(Path namespacePath, Path runRoot) {
    return new Host(
        new HostKernel(() -> opened(namespacePath)), runRoot, System.getProperty("os.name"));
  }

  private static NetworkNamespace opened(Path namespacePath) {
    try {
      return NetworkNamespace.open(namespacePath);
    } catch (SystemCallException refused) {
      throw new NetworkException.InvalidParameter(
          "invalid host: there is no network namespace at %s (%s)"
              .formatted(namespacePath, refused.getMessage()),
          refused);
    }
  }

  /// A host whose platform is another than the process's, to show what works without Linux.
  static Host pretending(String platform, Path runRoot) {
    return new Host(new HostKernel(NetworkNamespace::current), runRoot, platform);
  }

  /// The folder of what lasts until the next boot.
  public Path runRoot() {
    return runRoot;
  }

  /// What tells what a controller made here from what one with another folder made in the same
  /// namespace: twelve hexadecimal digits.
  public String owner() {
    return owner;
  }

  /// Where the namespaces of sandboxes are bound.
  public Path namespaceFolder() {
    return runRoot.resolve("netns");
  }

  /// Where sandboxes have files for their containers to mount, a folder for each.
  public Path fileFolder() {
    return runRoot.resolve("files");
  }

  /// What a pool that nobody has chosen must not overlap: the networks that this host is on itself,
  /// and its name servers.
  public List<IpPrefix> prefixes(IpFamily family) {
    return HostPrefixes.of(this, family);
  }

  /// Whether the platform has Linux's interfaces.
  public boolean linux() {
    return platform.toLowerCase(Locale.ROOT).startsWith("linux");
  }

  /// Answers this host where it has Linux's interfaces.
  ///
  /// @param what what needs them, as in `the bridge driver`
  /// @throws NetworkException.NotImplemented on every other platform
  public Host requireLinux(String what) {
    if (!linux()) {
      throw new NetworkException.NotImplemented(
          what + " needs Linux's network interfaces, and this platform is " + platform);
    }
    return this;
  }

  /// The host's network namespace.
  public NetworkNamespace namespace() {
    return kernel().namespace();
  }

  /// The thread that enters namespaces.
  public NamespaceThread namespaceThread() {
    return kernel().namespaceThread();
  }

  /// Links, addresses and routes of the host.
  public Rtnetlink rtnetlink() {
    return kernel().rtnetlink();
  }

  /// Kernel parameters of the host's interfaces.
  public InterfaceSysctls interfaceSysctls() {
    return kernel().interfaceSysctls();
  }

  /// Numbers for the namespaces that links of the host lead to.
  public DescendingNumbers namespaceNumbers() {
    return kernel().namespaceNumbers();
  }

  /// Removal of links of the host.
  public LinkReaper linkReaper() {
    return kernel().linkReaper();
  }

  /// The host's firewall.
  ///
  /// @throws io.libnetwork.linux.nftables.NftablesUnavailableException without libnftables
  public Nftables nftables() {
    return kernel().nftables();
  }

  @Override
  public void close() {
    kernel.close();
  }

  private static String owner(Path folder) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(folder.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, OWNER_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private HostKernel kernel() {
    requireLinux("libnetwork");
    return kernel;
  }
}
