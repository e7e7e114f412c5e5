package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.Consistency;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Links, addresses, routes and neighbours of one namespace.
///
/// ```java
/// rtnetlink.execute(Links.add(LinkSpec.of(name, Bridge.of(), up())));
/// Link bridge = rtnetlink.get(Links.get(name));
/// List<Route> routes = rtnetlink.list(Routes.list(IpFamily.V4));
/// ```
///
/// Safe for use by many threads, virtual ones included.
public final class Rtnetlink implements AutoCloseable {

  private static final Set<Errno> ABSENT =
      Set.of(Errno.ENODEV, Errno.ENOENT, Errno.ESRCH, Errno.EADDRNOTAVAIL, Errno.ENETUNREACH);

  private final NetlinkSocket socket;

  private Rtnetlink(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Opens one for the process's own namespace.
  public static Rtnetlink open() {
    return new Rtnetlink(NetlinkSocket.open(NetlinkFamily.ROUTE));
  }

  /// Opens one for another namespace, which lives on at least until it is closed.
  public static Rtnetlink open(NamespaceThread thread, NetworkNamespace namespace) {
    return new Rtnetlink(NetlinkSocket.open(NetlinkFamily.ROUTE, thread, namespace));
  }

  /// Sends a command.
  ///
  /// @throws NetlinkException when the kernel refuses
  public void execute(NetlinkRequest<Void> command) {
    NetlinkBatch batch = batch();
    batch.add(command);
    batch.send();
  }

  /// Sends a deletion, and takes it as success where the kernel says that there is no such object.
  ///
  /// @return whether the object was there
  /// @throws NetlinkException when the kernel refuses for another reason
  public boolean remove(NetlinkRequest<Void> deletion) {
    try {
      execute(deletion);
      return true;
    } catch (NetlinkException refused) {
      if (ABSENT.contains(refused.errno())) {
        return false;
      }
      throw refused;
    }
  }

  /// Asks for one object.
  ///
  /// @throws NetlinkException when the kernel refuses, as with `ENODEV` where there is no such link
  public <T> T get(NetlinkRequest<T> request) {
    NetlinkBatch batch = batch();
    Reply<T> reply = batch.add(request);
    batch.send();
    return reply.get();
  }

  /// Asks for one object that may not be there.
  ///
  /// @throws NetlinkException when the kernel refuses for another reason
  public <T> Optional<T> find(NetlinkRequest<T> request) {
    try {
      return socket.execute(request).stream().findFirst();
    } catch (NetlinkException refused) {
      if (ABSENT.contains(refused.errno())) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// Asks for all objects of a kind, as one consistent picture.
  ///
  /// @throws NetlinkException when the kernel refuses
  public <T> List<T> list(NetlinkRequest<T> request) {
    return socket.dump(request);
  }

  /// Asks for all objects of a kind, as they are met while others come and go: for what is counted
  /// and asked again.
  ///
  /// @throws NetlinkException when the kernel refuses
  public <T> List<T> listAsMet(NetlinkRequest<T> request) {
    return socket.dump(request, Consistency.AS_MET);
  }

  /// Many requests to be sent in one exchange.
  public NetlinkBatch batch() {
    return socket.batch();
  }

  @Override
  public void close() {
    socket.close();
  }
}
