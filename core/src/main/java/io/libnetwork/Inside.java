package io.libnetwork;

import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.plumbing.InterfaceComparison;
import io.libnetwork.plumbing.InterfaceSetup;
import io.libnetwork.plumbing.Plumbing;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is inside one sandbox, against what should be: three questions to the kernel, whatever is
/// there.
final class Inside {

  private Inside() {}

  /// What has to be done for each member; nothing for one that is as it should be.
  ///
  /// @param members those with an interface, each with an object of the caller's
  static <T> List<Todo<T>> compare(Plumbing plumbing, String container, Map<T, Member> members) {
    if (members.isEmpty()) {
      return List.of();
    }
    List<InterfaceSetup> setups = new ArrayList<>();
    members.values().forEach(member -> setups.add(member.setup(Ifindex.LOOPBACK)));
    List<Ifindex> links = new ArrayList<>();
    members.values().forEach(member -> member.plan().link().ifPresent(links::add));
    Picture picture =
        plumbing.picture(
            InterfaceComparison.families(setups),
            links.size() == members.size() ? links : List.of());
    List<Todo<T>> all = new ArrayList<>();
    members.forEach((of, member) -> {
      List<Action> actions = actions(plumbing, member, picture);
      if (!actions.isEmpty()) {
        all.add(new Todo<>(of, steps(actions, member.whose().in(container))));
      }
    });
    return all;
  }

  /// What has to be done for one member.
  record Todo<T>(T of, List<Repair.Step> steps) {

    /// Whether its interface has to be made anew.
    boolean gone() {
      return steps.stream().anyMatch(step -> step.action() instanceof Action.Make);
    }

    List<Difference> differences() {
      return steps.stream().map(step -> step.action().difference(step.whose())).toList();
    }
  }

  private static List<Action> actions(Plumbing plumbing, Member member, Picture picture) {
    Optional<Ifindex> link =
        member
            .plan()
            .link()
            .or(() ->
                picture
                    .link(member.name().value())
                    .map(LinkView::link)
                    .map(present -> present.index()));
    if (link.isEmpty()) {
      return List.of(new Action.Make(member.name().value(), "gone"));
    }
    InterfaceSetup setup = member.setup(link.get());
    List<Action> actions =
        new ArrayList<>(InterfaceComparison.of(setup, member.plan().mtu(), picture));
    if (!setup.sysctls().isEmpty() && picture.link(link.get()).isPresent()) {
      actions.addAll(plumbing.differing(setup));
    }
    return actions;
  }

  private static List<Repair.Step> steps(List<Action> actions, Difference.Whose whose) {
    return actions.stream().map(action -> new Repair.Step(action, whose)).toList();
  }
}
