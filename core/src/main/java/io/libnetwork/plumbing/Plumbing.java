package io.libnetwork.plumbing;

import io.libnetwork.Announcement;
import io.libnetwork.Reconciliation;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.Repair;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Work inside one sandbox's namespace: done by [NamespacePlumbing], or noted for a plan by
/// [NotedPlumbing].
public sealed interface Plumbing extends AutoCloseable permits NamespacePlumbing, NotedPlumbing {

  /// The names of all interfaces.
  Set<String> linkNames();

  /// Brings the loopback interface up; the kernel makes it down. It may be up already.
  void bringLoopbackUp();

  /// Gives an interface its kernel parameters, addresses and routes, and brings it up.
  ///
  /// @return whether packets pass already; otherwise [#awaitReadiness] waits for it
  boolean configure(InterfaceSetup setup);

  /// Gives an interface that was configured before what it lacks of its addresses and routes.
  void complete(InterfaceSetup setup);

  /// Waits until an interface that is up sends what it is given, and takes what is sent to it.
  void awaitReadiness(InterfaceSetup setup);

  /// What is in the namespace now.
  ///
  /// @param families whose routes are of interest
  /// @param links those of interest; all where there are none
  Picture picture(Set<IpFamily> families, Collection<Ifindex> links);

  /// Kernel parameters that the caller asked for, and that are different by now.
  List<Action> differing(InterfaceSetup setup);

  /// Makes interfaces what they should be.
  Reconciliation carryOut(List<Repair.Step> steps);

  /// Makes a default route the one of its family.
  void setDefaultRoute(DefaultRoute route);

  /// Takes the routes away that do not go with their interface, because they lead by none.
  void removeRefusals(List<SandboxRoute> routes);

  /// Announces an interface's addresses to its neighbours.
  void announce(Announcer announcer, InterfaceSetup setup, Announcement announcement);

  /// An interface goes: it is announced no longer.
  void gone(Ifindex link);

  /// Gives up what is open inside.
  @Override
  void close();
}
