package io.libnetwork.drivers.edge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Firewall;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.reconcile.Action;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.Notes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// That the host forwards packets, which networks with a way out need. Turned on by the first
/// network that needs it, and from then on the host forwards for our networks alone; what it was
/// asked to forward by others before is theirs.
public final class Forwarding {

  private static final String ON = "1";
  private static final String OFF = "0";
  private static final String ACCEPT_REDIRECTS = "net/ipv4/conf/all/accept_redirects";
  private final Host host;
  private final HostParameters parameters;
  private final Optional<Notes> notes;
  private final Predicate<String> there;
  private final Set<IpFamily> known = ConcurrentHashMap.newKeySet();

  /// @param parameters where it is noted what they were
  public Forwarding(Host host, HostParameters parameters) {
    this(host, parameters, Optional.empty(), _ -> true);
  }

  private Forwarding(
      Host host, HostParameters parameters, Optional<Notes> notes, Predicate<String> there) {
    this.host = host;
    this.parameters = parameters;
    this.notes = notes;
    this.there = there;
  }

  /// Its double.
  ///
  /// @param there whether the host would still have a link of a name
  public Forwarding rehearsed(HostParameters noted, Notes to, Predicate<String> there) {
    Forwarding copy = new Forwarding(host, noted, Optional.of(to), there);
    copy.known.addAll(known);
    return copy;
  }

  /// The parameters that have to be set for a network of these families. Before they are, what they
  /// were is noted, and the firewall is told whose forwarding it is. It is told again where
  /// somebody has emptied it since.
  ///
  /// @throws NetworkException.Forbidden when that would end the host's own way out
  public List<Sysctl.Setting> required(Collection<IpFamily> families, Firewall firewall) {
    Set<IpFamily> off = EnumSet.noneOf(IpFamily.class);
    Set<IpFamily> ours = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : families) {
      if (!known.contains(family)) {
        (on(family) ? ours : off).add(family);
      }
    }
    ours.removeIf(family -> !parameters.changed(key(family)));
    if (off.contains(IpFamily.V6)) {
      requireNoLearnedRoute();
    }
    off.forEach(family -> parameters.changing(changes(family)));
    ours.addAll(off);
    if (!ours.isEmpty()) {
      firewall.forwardForNobodyElse(ours);
    }
    return off.stream().map(family -> Sysctl.Setting.required(key(family), ON)).toList();
  }

  /// Notes that the parameters have been set.
  public void done(Collection<IpFamily> families) {
    known.addAll(families);
  }

  /// The families in which the host does not forward.
  public Set<IpFamily> off() {
    Set<IpFamily> off = EnumSet.noneOf(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      if (!Sysctl.find(host.namespaceThread(), host.namespace(), key(family))
          .equals(Optional.of(ON))) {
        off.add(family);
      }
    }
    return off;
  }

  /// That a family is to be forwarded.
  public static Action wanted(IpFamily family) {
    return new Action.Forward(family, Sysctl.Setting.required(key(family), ON), OFF);
  }

  /// Turns on again what others have turned off, for our networks alone.
  public void turnOn(Collection<IpFamily> families, Firewall firewall) {
    known.removeAll(families);
    Sysctl.write(host.namespaceThread(), host.namespace(), required(families, firewall));
    done(families);
  }

  private static String key(IpFamily family) {
    return switch (family) {
      case V4 -> "net/ipv4/ip_forward";
      case V6 -> "net/ipv6/conf/all/forwarding";
    };
  }

  /// Turns off what was turned on for our networks, when the last of them is gone.
  ///
  /// @param noted in the kernel, which is all there is where nothing was stored
  public void turnOff(Set<IpFamily> noted) {
    known.clear();
    for (IpFamily family : IpFamily.values()) {
      Sysctl.Setting off = Sysctl.Setting.ifPresent(key(family), OFF);
      List<Sysctl.Change> before = parameters.noted(key(family));
      List<Sysctl.Change> effects =
          before.isEmpty() || notes.isEmpty() ? List.of() : effects(host, off, there);
      if (parameters.restore(key(family))) {
        Set<String> told = before.stream().map(Sysctl.Change::key).collect(Collectors.toSet());
        effects.stream().filter(effect -> !told.contains(effect.key())).forEach(this::note);
      } else if (noted.contains(family)) {
        write(off);
      }
    }
  }

  private void write(Sysctl.Setting setting) {
    if (notes.isEmpty()) {
      Sysctl.write(host.namespaceThread(), host.namespace(), List.of(setting));
      return;
    }
    effects(host, setting, there).forEach(this::note);
  }

  private void note(Sysctl.Change change) {
    notes.ifPresent(to ->
        to.note(
            PlannedStep.change(
                Kind.PARAMETER,
                Whose.NOBODY,
                change.key(),
                "from %s to %s".formatted(change.before(), change.after()))));
  }

  /// Whether it was turned on for our networks, and still is.
  boolean turnedOn() {
    return Stream.of(IpFamily.values()).anyMatch(family -> parameters.changed(key(family)));
  }

  /// What turning forwarding on changes, and what turning it off again would: the kernel gives
  /// every interface its value, those too that had another, and has the host believe in redirects
  /// again (`net.ipv4.conf.all.accept_redirects`; `inet_forward_change` of `net/ipv4/devinet.c`).
  private List<Sysctl.Change> changes(IpFamily family) {
    List<String> keys = keys(host, family, there);
    List<Sysctl.Change> changes = new ArrayList<>();
    Sysctl.findAll(host.namespaceThread(), host.namespace(), keys)
        .forEach((key, value) -> {
          if (key.equals(ACCEPT_REDIRECTS)) {
            changes.add(new Sysctl.Change(key, value, OFF));
          } else if (key.equals(key(family)) || !value.equals(OFF)) {
            changes.add(new Sysctl.Change(key, value, ON));
          }
        });
    return changes;
  }

  private static List<String> keys(Host host, IpFamily family, Predicate<String> there) {
    String folder = family == IpFamily.V4 ? "net/ipv4/conf/" : "net/ipv6/conf/";
    List<String> keys = new ArrayList<>(List.of(key(family), folder + "default/forwarding"));
    for (Link link : host.rtnetlink().list(Links.list())) {
      if (there.test(link.name())) {
        keys.add(folder + link.name() + "/forwarding");
      }
    }
    if (family == IpFamily.V4) {
      keys.add(ACCEPT_REDIRECTS);
    }
    return keys;
  }

  /// All that changes when forwarding is turned on or off now: the parameter, and with it that of
  /// every interface, and whether the host believes in redirects.
  ///
  /// @param there whether the host would still have a link of a name
  public static List<Sysctl.Change> effects(
      Host host, Sysctl.Setting setting, Predicate<String> there) {
    boolean v4 = setting.key().equals(key(IpFamily.V4));
    List<String> keys = keys(host, v4 ? IpFamily.V4 : IpFamily.V6, there);
    if (v4) {
      keys.add("net/ipv4/conf/all/forwarding");
    }
    List<Sysctl.Change> effects = new ArrayList<>();
    Sysctl.findAll(host.namespaceThread(), host.namespace(), keys)
        .forEach((key, value) -> {
          boolean redirects = key.equals(ACCEPT_REDIRECTS);
          String after = redirects == setting.value().equals(ON) ? OFF : ON;
          if (!value.equals(after)) {
            effects.add(new Sysctl.Change(key, value, after));
          }
        });
    return effects;
  }

  private boolean on(IpFamily family) {
    return Sysctl.read(host.namespaceThread(), host.namespace(), key(family)).equals(ON);
  }

  /// A host that forwards IPv6 forgets the default routes it learned by router advertisements,
  /// unless the interface's `accept_ra` is 2.
  private void requireNoLearnedRoute() {
    for (Route route : host.rtnetlink().list(Routes.list(IpFamily.V6))) {
      boolean learned =
          route.destination().length() == 0 && route.protocol().equals(RouteProtocol.RA);
      if (learned && route.link().isPresent()) {
        requireKept(route.link().get());
      }
    }
  }

  private void requireKept(Ifindex link) {
    String name = host.rtnetlink().get(Links.get(link)).name();
    String key = "net/ipv6/conf/" + name + "/accept_ra";
    if (!Sysctl.read(host.namespaceThread(), host.namespace(), key).equals("2")) {
      throw new NetworkException.Forbidden(
          "IPv6 forwarding is off, and to turn it on would end the host's IPv6 default route, which"
              + " interface "
              + name
              + " learned by router advertisement: first type sysctl -w "
              + key.replace('/', '.')
              + "=2");
    }
  }
}
