package io.libnetwork;

import io.libnetwork.linux.InterfaceSysctls;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.rtnetlink.DescendingNumbers;
import io.libnetwork.linux.rtnetlink.LinkReaper;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What a host has open towards the kernel, each opened when it is first needed.
final class HostKernel implements AutoCloseable {

  private final OpenResources opened = new OpenResources("the host");
  private final Opened<NetworkNamespace> namespace;
  private final Opened<NamespaceThread> namespaceThread = new Opened<>(HostKernel::startThread);
  private final Opened<Rtnetlink> rtnetlink =
      new Opened<>(() -> Rtnetlink.open(namespaceThread(), namespace()));
  private final Opened<LinkReaper> linkReaper =
      new Opened<>(() -> LinkReaper.open(namespaceThread(), namespace()));
  private final Opened<Nftables> nftables = new Opened<>(this::openNftables);
  private final Opened<InterfaceSysctls> interfaceSysctls =
      new Opened<>(() -> InterfaceSysctls.open(namespaceThread(), namespace()));
  private final DescendingNumbers namespaceNumbers =
      new DescendingNumbers(this::namespace, this::rtnetlink);
  private boolean closed;

  HostKernel(Supplier<NetworkNamespace> namespace) {
    this.namespace = new Opened<>(namespace);
  }

  NetworkNamespace namespace() {
    return namespace.get();
  }

  NamespaceThread namespaceThread() {
    return namespaceThread.get();
  }

  /// From now on every sandbox takes files, and the firewall may be wanted after the thousandth.
  private static NamespaceThread startThread() {
    Nftables.keepRoom();
    return NamespaceThread.start();
  }

  Rtnetlink rtnetlink() {
    return rtnetlink.get();
  }

  LinkReaper linkReaper() {
    return linkReaper.get();
  }

  Nftables nftables() {
    return nftables.get();
  }

  DescendingNumbers namespaceNumbers() {
    return namespaceNumbers;
  }

  InterfaceSysctls interfaceSysctls() {
    return interfaceSysctls.get();
  }

  /// The library is found and linked at home, so that inside there is only the context to make.
  private Nftables openNftables() {
    Nftables.prepare();
    return namespaceThread().call(namespace(), Nftables::open);
  }

  @Override
  public void close() {
    synchronized (opened) {
      closed = true;
      opened.close();
    }
  }

  /// One thing, opened at the first use. A failure to open is thrown and tried again next time.
  private final class Opened<T extends AutoCloseable> {

    private final Supplier<T> open;
    private volatile @Nullable T value;

    Opened(Supplier<T> open) {
      this.open = open;
    }

    T get() {
      T present = value;
      return present != null ? present : openNow();
    }

    private T openNow() {
      synchronized (opened) {
        T present = value;
        if (present != null) {
          return present;
        }
        if (closed) {
          throw new IllegalStateException("the host is closed");
        }
        T made = open.get();
        opened.add(made);
        value = made;
        return made;
      }
    }
  }
}
