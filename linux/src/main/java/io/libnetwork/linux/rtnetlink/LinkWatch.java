package io.libnetwork.linux.rtnetlink;

import static io.libnetwork.linux.rtnetlink.LinkConstants.IFF_UP;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFINFOMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_IFNAME;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MASTER;
import static io.libnetwork.linux.rtnetlink.LinkConstants.IFLA_MTU;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.AF_UNSPEC;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTA_OIF;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTMSG_SIZE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELADDR;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELLINK;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_DELROUTE;
import static io.libnetwork.linux.rtnetlink.RtnetlinkConstants.RTM_NEWLINK;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkMonitor;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears what becomes of certain links of a namespace: that one is gone, is down, has another MTU
/// or master, or has lost an address, a route or a queueing discipline.
///
/// Of what concerns other links no more than the number is read, so that it costs little to listen
/// on a host where many links come and go.
///
/// Safe for use by many threads.
///
/// @param <T> what a link is to its user
public final class LinkWatch<T> implements AutoCloseable {

  private static final int RTNLGRP_TC = 4;
  private static final int RTM_DELQDISC = 37;

  /// The index in `struct ifinfomsg`, `ifaddrmsg` and `tcmsg` alike.
  private static final int INDEX_OFFSET = 4;

  private static final int FLAGS_OFFSET = 8;

  private final Map<Integer, Watched<T>> links = new ConcurrentHashMap<>();

  /// Names that a link of others has or is to get.
  private final Map<String, T> names = new ConcurrentHashMap<>();

  private final Consumer<T> changed;
  private final Runnable missed;
  private final Consumer<RuntimeException> failed;
  private final Rtnetlink rtnetlink;
  private final NetlinkMonitor monitor;

  /// @param master 0 for none
  private record Watched<T>(T what, int mtu, int master) {}

  private LinkWatch(
      NamespaceThread thread,
      NetworkNamespace namespace,
      Consumer<T> changed,
      Runnable missed,
      Consumer<RuntimeException> failed) {
    this.changed = changed;
    this.missed = missed;
    this.failed = failed;
    this.rtnetlink = Rtnetlink.open(thread, namespace);
    this.monitor =
        NetlinkMonitor.open(
            NetlinkFamily.ROUTE,
            thread,
            namespace,
            "libnetwork-link-watch",
            new Ears(),
            RouteGroup.LINK.number(),
            RTNLGRP_TC,
            RouteGroup.IPV4_ADDRESS.number(),
            RouteGroup.IPV6_ADDRESS.number(),
            RouteGroup.IPV4_ROUTE.number(),
            RouteGroup.IPV6_ROUTE.number());
  }

  /// Starts listening.
  ///
  /// @param changed is told what a link is to its user; called on the watch's own thread, which
  ///   must not be kept
  /// @param missed is told that anything may have changed
  /// @param failed is told that nothing further will be heard
  public static <T> LinkWatch<T> open(
      NamespaceThread thread,
      NetworkNamespace namespace,
      Consumer<T> changed,
      Runnable missed,
      Consumer<RuntimeException> failed) {
    return new LinkWatch<>(thread, namespace, changed, missed, failed);
  }

  /// Watches over a link, from now on.
  ///
  /// @param what what it is to its user
  /// @param mtu what it is to have
  public void watch(Ifindex link, T what, int mtu) {
    links.put(link.value(), new Watched<>(what, mtu, 0));
  }

  /// As [#watch(Ifindex, Object, int)], of a port of a bridge.
  public void watch(Ifindex link, T what, int mtu, Ifindex bridge) {
    links.put(link.value(), new Watched<>(what, mtu, bridge.value()));
  }

  /// Watches over a link no longer: its user is about to remove it.
  public void forget(Ifindex link) {
    links.remove(link.value());
  }

  /// Watches for links of a name, from now on: one that is made, or gets the name, is told.
  ///
  /// @param what what it is to its user
  public void await(InterfaceName name, T what) {
    names.put(name.value(), what);
  }

  /// Watches for links of a name no longer.
  public void forget(InterfaceName name) {
    names.remove(name.value());
  }

  @Override
  public void close() {
    monitor.close();
    rtnetlink.close();
  }

  private final class Ears implements NetlinkMonitor.Listener {

    @Override
    public void event(NetlinkMessage message) {
      switch (message.type()) {
        case RTM_NEWLINK -> linkChanged(message);
        case RTM_DELLINK, RTM_DELQDISC -> tell(links.get(message.payload().getInt(INDEX_OFFSET)));
        case RTM_DELADDR -> tellOfMaster(links.get(message.payload().getInt(INDEX_OFFSET)));
        case RTM_DELROUTE -> routeDeleted(message);
        default -> {}
      }
    }

    @Override
    public void missed() {
      missed.run();
    }

    @Override
    public void failed(RuntimeException failure) {
      failed.accept(failure);
    }

    private void tell(@Nullable Watched<T> link) {
      if (link != null) {
        changed.accept(link.what());
      }
    }

    /// Ports have no addresses and routes that anybody needs.
    private void tellOfMaster(@Nullable Watched<T> link) {
      if (link != null && link.master() == 0) {
        tell(link);
      }
    }

    /// What is announced may be from before the link was watched, when it was being made. So it is
    /// asked for, where it seems to be wrong.
    private void linkChanged(NetlinkMessage message) {
      ByteBuffer header = message.payload();
      Watched<T> link = links.get(header.getInt(INDEX_OFFSET));
      if (LinkReader.family(message) != AF_UNSPEC) {
        return;
      }
      if (link == null) {
        tellOfName(message);
        return;
      }
      boolean up = (header.getInt(FLAGS_OFFSET) & IFF_UP) != 0;
      if ((!up || differs(message.attributes(IFINFOMSG_SIZE), link))
          && stillDiffers(LinkReader.index(message), link)) {
        tell(link);
      }
    }

    private void tellOfName(NetlinkMessage message) {
      if (names.isEmpty()) {
        return;
      }
      Attributes attributes = message.attributes(IFINFOMSG_SIZE);
      while (attributes.next()) {
        if (attributes.type() == IFLA_IFNAME) {
          T what = names.get(attributes.text());
          if (what != null) {
            changed.accept(what);
          }
        }
      }
    }

    private boolean stillDiffers(Ifindex index, Watched<T> link) {
      Optional<Link> now = rtnetlink.find(Links.get(index));
      return now.isEmpty()
          || !now.get().up()
          || now.get().mtu() != link.mtu()
          || now.get().master().map(Ifindex::value).orElse(0) != link.master();
    }

    private boolean differs(Attributes attributes, Watched<T> link) {
      int mtu = link.mtu();
      int master = 0;
      while (attributes.next()) {
        switch (attributes.type()) {
          case IFLA_MTU -> mtu = attributes.asInt();
          case IFLA_MASTER -> master = attributes.asInt();
          default -> {}
        }
      }
      return mtu != link.mtu() || master != link.master();
    }

    private void routeDeleted(NetlinkMessage message) {
      Attributes attributes = message.attributes(RTMSG_SIZE);
      while (attributes.next()) {
        if (attributes.type() == RTA_OIF) {
          tellOfMaster(links.get(attributes.asInt()));
        }
      }
    }
  }
}
