package io.libnetwork.drivers.tap;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.frames.TapQueue;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.JoinRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The tap device of one endpoint, in the sandbox that the endpoint's interface is in.
///
/// What the interface receives leaves by the device, and what comes in by the device leaves by the
/// interface ([Crossing]): the guest behind the device is the endpoint, and the sandbox itself
/// hears nothing there.
public final class SandboxTap {

  /// As the kernel tells it of tap devices too.
  static final String KIND = "tun";

  /// What the kernel says that has no tap devices, or whose `/dev` has no such file.
  private static final Set<Errno> LACKING = Set.of(Errno.ENOENT, Errno.ENXIO, Errno.ENODEV);

  private final Host host;
  private final TapDevice device;
  private final String endpoint;
  private final Mark mark;

  /// @param endpoint for messages
  /// @param mark of what is made for the endpoint, on the host and in the sandbox
  public SandboxTap(Host host, TapDevice device, String endpoint, Mark mark) {
    this.host = host;
    this.device = device;
    this.endpoint = endpoint;
    this.mark = mark;
  }

  /// What was asked for.
  public TapDevice device() {
    return device;
  }

  /// Answers where there can be one.
  ///
  /// @throws NetworkException.InvalidParameter where it has the name of the endpoint's interface
  /// @throws NetworkException.NotImplemented where somebody else moves the interface to where it is
  ///   used
  public void require(JoinRequest request) {
    if (device.name().equals(request.name())) {
      throw new NetworkException.InvalidParameter(
          "endpoint %s: its tap device cannot be %s, which its interface is; choose another name"
              .formatted(endpoint, device.name()));
    }
    if (request.namespace() == host.namespace()) {
      throw new NetworkException.NotImplemented(
          "endpoint %s cannot have the %s: its interface waits on the host for somebody to move it"
              .formatted(endpoint, device));
    }
  }

  /// Makes the device, or what of it is missing. What is as it should be is not touched.
  ///
  /// It is persistent when all else is done: who is killed before leaves none.
  ///
  /// @param inside the endpoint's interface in the sandbox
  /// @throws NetworkException.Conflict when the sandbox has another link of the name
  /// @throws NetworkException.NotImplemented when the kernel has no tap devices
  public void establish(NetworkNamespace sandbox, Ifindex inside, int mtu) {
    try (Rtnetlink rtnetlink = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      Optional<Link> there = find(rtnetlink);
      if (there.filter(this::own).isPresent()) {
        set(rtnetlink, there.get().index(), inside, mtu);
        return;
      }
      there.ifPresent(other -> clear(rtnetlink, other));
      make(rtnetlink, sandbox, inside, mtu);
    } catch (SystemCallException refused) {
      throw translate(refused);
    }
  }

  private void make(Rtnetlink rtnetlink, NetworkNamespace sandbox, Ifindex inside, int mtu) {
    try (TapQueue queue =
        TapQueue.create(host.namespaceThread(), sandbox, device.name(), device.multiQueue())) {
      device.owner().ifPresent(queue::setOwner);
      device.group().ifPresent(queue::setGroup);
      set(rtnetlink, rtnetlink.get(Links.get(device.name())).index(), inside, mtu);
      queue.persist();
    }
  }

  private void set(Rtnetlink rtnetlink, Ifindex tap, Ifindex inside, int mtu) {
    rtnetlink.execute(
        Links.change(
            tap,
            LinkSetting.alias(mark.text()),
            LinkSetting.mtu(mtu),
            LinkSetting.addressGeneration(false)));
    new Crossing(rtnetlink, tap, inside).establish();
    rtnetlink.execute(Links.up(tap));
  }

  /// What has the name may be ours, and left by a process that was killed when the endpoint's
  /// interface had gone already.
  private void clear(Rtnetlink rtnetlink, Link other) {
    boolean left =
        other.kind().equals(KIND)
            && Mark.of(host, other).filter(whose -> !standing(whose)).isPresent();
    if (!left) {
      throw taken();
    }
    rtnetlink.remove(Links.delete(other.index()));
  }

  private boolean standing(Mark whose) {
    return host.rtnetlink().list(Links.list()).stream()
        .anyMatch(link -> link.alias().equals(Optional.of(whose.text())));
  }

  /// Answers that the name is another link's.
  public NetworkException.Conflict taken() {
    return new NetworkException.Conflict(
        "endpoint %s: there is an interface %s in the sandbox already; choose another name for its tap device"
            .formatted(endpoint, device.name()));
  }

  /// Whether there is a link of the name in a sandbox.
  public boolean present(NetworkNamespace sandbox) {
    try (Rtnetlink rtnetlink = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      return find(rtnetlink).isPresent();
    }
  }

  /// Removes it; one that is gone is gone.
  public void remove(NetworkNamespace sandbox) {
    try (Rtnetlink rtnetlink = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      find(rtnetlink)
          .filter(this::own)
          .ifPresent(tap -> rtnetlink.remove(Links.delete(tap.index())));
    }
  }

  /// What is not as it should be. Nothing where the endpoint's interface is gone, which is somebody
  /// else's to say.
  ///
  /// @param inside the endpoint's interface in the sandbox
  /// @param mtu where it is known
  public List<Difference> differences(
      NetworkNamespace sandbox, Ifindex inside, OptionalInt mtu, Whose whose) {
    try (Rtnetlink rtnetlink = Rtnetlink.open(host.namespaceThread(), sandbox)) {
      if (rtnetlink.find(Links.get(inside)).isEmpty()) {
        return List.of();
      }
      return find(rtnetlink)
          .map(link -> differences(rtnetlink, link, inside, mtu, whose))
          .orElseGet(() -> List.of(link(whose, Difference.THERE, "gone", true)));
    }
  }

  private List<Difference> differences(
      Rtnetlink rtnetlink, Link link, Ifindex inside, OptionalInt mtu, Whose whose) {
    if (!own(link)) {
      return List.of(link(whose, "ours", "an interface of others", false));
    }
    List<Difference> found = new ArrayList<>();
    if (!link.up()) {
      found.add(link(whose, "up", "down", true));
    }
    mtu.ifPresent(wanted -> {
      if (link.mtu() != wanted) {
        found.add(link(whose, "MTU " + wanted, "MTU " + link.mtu(), true));
      }
    });
    if (!new Crossing(rtnetlink, link.index(), inside).established()) {
      found.add(
          new Difference(
              Difference.Kind.TRAFFIC_CONTROL,
              whose,
              text(),
              "carries what the endpoint's interface receives and sends",
              "does not",
              true));
    }
    return found;
  }

  private Difference link(Whose whose, String wanted, String actual, boolean repairable) {
    return new Difference(Difference.Kind.LINK, whose, text(), wanted, actual, repairable);
  }

  private String text() {
    return "interface " + device.name();
  }

  private Optional<Link> find(Rtnetlink rtnetlink) {
    return rtnetlink.find(Links.get(device.name()));
  }

  private boolean own(Link link) {
    return link.kind().equals(KIND) && link.alias().equals(Optional.of(mark.text()));
  }

  private RuntimeException translate(SystemCallException refused) {
    if (refused.errno().equals(Errno.EBUSY) || refused.errno().equals(Errno.EINVAL)) {
      return taken();
    }
    if (LACKING.contains(refused.errno())) {
      return new NetworkException.NotImplemented(
          "endpoint %s: the kernel has no tap devices, or /dev no net/tun (%s); it needs CONFIG_TUN"
              .formatted(endpoint, refused.getMessage()),
          refused);
    }
    return refused;
  }
}
