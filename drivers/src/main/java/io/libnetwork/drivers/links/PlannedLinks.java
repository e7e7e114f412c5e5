package io.libnetwork.drivers.links;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.tc.OtherQdisc;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.RouteText;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What would become of the host's links, which are only read: what a plan says of any driver's.
/// Used by one thread.
///
/// A link that would be made has a number that no link has.
public final class PlannedLinks {

  private final Host host;
  private final Notes notes;
  private final Map<Ifindex, String> made = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  /// Taken once, when it is first needed.
  private @Nullable Picture present;

  public PlannedLinks(Host host, Notes notes) {
    this.host = host;
    this.notes = notes;
  }

  /// Notes what becomes of a parameter of a link that would be made: one begins with what is the
  /// default.
  public void change(Sysctl.Setting setting, String link, Whose whose) {
    String inherited = setting.key().replace("/" + link + "/", "/default/");
    Optional<String> before =
        Sysctl.find(host.namespaceThread(), host.namespace(), inherited).map(String::strip);
    if (before.isPresent() && !before.get().equals(setting.value())) {
      notes.note(
          PlannedStep.change(
              Kind.PARAMETER,
              whose,
              setting.key(),
              "from %s to %s".formatted(before.get(), setting.value())));
    }
  }

  /// Notes what becomes of a parameter of the host.
  public void change(Sysctl.Change change) {
    notes.note(
        PlannedStep.change(
            Kind.PARAMETER,
            Whose.NOBODY,
            change.key(),
            "from %s to %s".formatted(change.before(), change.after())));
  }

  /// Whether there is an interface already where one is to be made. In a namespace that would be
  /// made there is nothing yet, and the host's stands for it.
  public boolean taken(JoinRequest request) {
    if (request.namespace().id().equals(host.namespace().id())) {
      return waiting(request) && picture().link(request.name().value()).isPresent();
    }
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), request.namespace())) {
      return inside.find(Links.get(request.name())).isPresent();
    }
  }

  /// The interface waits in the host's namespace until somebody moves it.
  public boolean waiting(JoinRequest request) {
    return request.namespace() == host.namespace();
  }

  /// Whether a link that the host has would stay.
  public boolean there(String name) {
    return !removed.contains(name);
  }

  /// Notes that a link would be removed, with all that goes with it: that is what it has, and a
  /// veth's other end.
  public void remove(Ifindex link, Whose whose) {
    picture().link(link).ifPresent(view -> remove(view, whose));
  }

  private void remove(LinkView view, Whose whose) {
    String name = view.link().name();
    removed.add(name);
    Ifindex index = view.link().index();
    notes.note(PlannedStep.remove(Kind.LINK, whose, "interface " + name, ""));
    queues(index)
        .forEach(queue ->
            notes.note(PlannedStep.remove(Kind.TRAFFIC_CONTROL, whose, queue + " of " + name, "")));
    picture().addresses().stream()
        .filter(address -> address.link().equals(index) && !automatic(address))
        .forEach(address ->
            notes.note(
                PlannedStep.remove(
                    Kind.ADDRESS, whose, "address " + address.address() + " of " + name, "")));
    picture().routes().stream()
        .filter(
            route -> route.link().filter(index::equals).isPresent() && !RouteText.automatic(route))
        .forEach(route ->
            notes.note(PlannedStep.remove(Kind.ROUTE, whose, RouteText.of(name, route), "")));
    otherEnd(view)
        .ifPresent(other ->
            notes.note(
                PlannedStep.remove(Kind.LINK, whose, "interface " + other.link().name(), "")));
  }

  /// Of a pair that is in the host's namespace as a whole.
  private Optional<LinkView> otherEnd(LinkView view) {
    return view.link()
        .parent()
        .flatMap(picture()::link)
        .filter(other -> other.link().parent().filter(view.link().index()::equals).isPresent());
  }

  private List<String> queues(Ifindex link) {
    return host.rtnetlink().list(Qdiscs.list(link)).stream()
        .map(Qdisc::kind)
        .filter(kind -> !(kind instanceof OtherQdisc))
        .map(kind -> "queue " + kind.text())
        .toList();
  }

  private static boolean automatic(LinkAddress address) {
    return address.address().family() == IpFamily.V6 && address.address().address().linkLocal();
  }

  /// Notes that a link would be made, whose number no link has.
  public Ifindex add(String name, Whose whose, String detail) {
    notes.note(PlannedStep.make(Kind.LINK, whose, "interface " + name, detail));
    Ifindex index = standIn();
    made.put(index, name);
    return index;
  }

  /// A number for a link that is not told of.
  public Ifindex standIn() {
    Ifindex index = new Ifindex(Integer.MAX_VALUE - made.size());
    made.put(index, "");
    return index;
  }

  /// The name of a link, planned or there.
  public String name(Ifindex link) {
    String planned = made.get(link);
    return planned != null
        ? planned
        : picture().link(link).map(view -> view.link().name()).orElse("link " + link);
  }

  /// What the host has.
  @SuppressWarnings("exports") // of a package that only drivers of this module see
  public Picture picture() {
    Picture taken = present;
    if (taken == null) {
      taken = Picture.take(host.rtnetlink(), EnumSet.allOf(IpFamily.class));
      present = taken;
    }
    return taken;
  }
}
