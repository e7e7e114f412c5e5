package io.libnetwork.lab.apply;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The steps that a comparison has found, gathered.
final class Work {

  private final List<Step> steps = new ArrayList<>();
  private final List<LabChange> kept = new ArrayList<>();
  private final Set<String> networksAnew = new HashSet<>();
  private final Set<String> sandboxesAnew = new HashSet<>();
  private final Set<String> endpointsAnew = new HashSet<>();

  void add(Step step) {
    steps.add(step);
  }

  void keep(String path) {
    kept.add(LabChange.keep(path));
  }

  /// Notes that a network is gone and made anew before its endpoints are looked at.
  void networkAnew(String name) {
    networksAnew.add(name);
  }

  boolean isNetworkAnew(String name) {
    return networksAnew.contains(name);
  }

  void sandboxAnew(String name) {
    sandboxesAnew.add(name);
  }

  boolean isSandboxAnew(String name) {
    return sandboxesAnew.contains(name);
  }

  /// Notes that an endpoint is made, or made anew, so that services have to be told of it.
  void endpointAnew(String sandbox, String network) {
    endpointsAnew.add(sandbox + "@" + network);
  }

  boolean isEndpointAnew(String sandbox, String network) {
    return endpointsAnew.contains(sandbox + "@" + network);
  }

  /// In the order in which they are done.
  List<Step> steps() {
    return steps.stream().sorted(Comparator.comparing(Step::phase)).toList();
  }

  LabPlan plan(String lab) {
    List<LabChange> changes =
        new ArrayList<>(steps().stream().map(Step::change).flatMap(Optional::stream).toList());
    changes.addAll(kept);
    return new LabPlan(lab, changes);
  }
}
