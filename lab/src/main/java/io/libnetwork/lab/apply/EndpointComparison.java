package io.libnetwork.lab.apply;

import io.libnetwork.Endpoint;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.apply.Step.Act;
import io.libnetwork.lab.apply.Step.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The endpoints of one sandbox that is there against those that are wanted.
final class EndpointComparison {

  private final Scene scene;
  private final Lab before;
  private final Work work;
  private final LabSandbox sandbox;

  EndpointComparison(Scene scene, Lab before, Work work, LabSandbox sandbox) {
    this.scene = scene;
    this.before = before;
    this.work = work;
    this.sandbox = sandbox;
  }

  void run(Sandbox there) {
    sandbox.endpoints().forEach(wanted -> compare(wanted, there));
    for (Endpoint endpoint : there.endpoints()) {
      if (LabLabels.belongs(endpoint.labels(), scene.lab()) && !wanted(endpoint)) {
        work.add(
            Step.single(
                Phase.REMOVE_ENDPOINTS,
                LabChange.remove(path(shortName(endpoint))),
                endpoint::deleteForced));
      }
    }
  }

  private boolean wanted(Endpoint endpoint) {
    return sandbox.endpoint(shortName(endpoint)).isPresent();
  }

  private String shortName(Endpoint endpoint) {
    return scene.shortened(endpoint.network().name());
  }

  private String path(String network) {
    return "sandboxes." + sandbox.name() + ".networks." + network;
  }

  private void compare(LabEndpoint wanted, Sandbox there) {
    String path = path(wanted.network());
    Optional<Endpoint> found =
        work.isNetworkAnew(wanted.network())
            ? Optional.empty()
            : scene.endpoint(sandbox.name(), wanted.network());
    if (found.isEmpty()) {
      attach(wanted, Optional.of(LabChange.make(path)));
    } else if (found.get().sandbox().filter(there::equals).isEmpty()) {
      replace(wanted, found.get(), "the container has left it");
    } else if (!LabLabels.made(found.get().labels(), Fingerprint.of(wanted))) {
      replace(wanted, found.get(), reason(wanted));
    } else {
      comparePorts(wanted, found.get(), path);
      compareLimits(wanted, found.get(), path);
    }
  }

  private String reason(LabEndpoint wanted) {
    return before
        .sandbox(sandbox.name())
        .flatMap(former -> former.endpoint(wanted.network()))
        .map(former -> Fingerprint.of(wanted).difference(Fingerprint.of(former)))
        .filter(difference -> !difference.isEmpty())
        .orElse("somebody has made it otherwise");
  }

  private void attach(LabEndpoint wanted, Optional<LabChange> change) {
    Attaching attaching = new Attaching(scene, sandbox);
    work.endpointAnew(sandbox.name(), wanted.network());
    work.add(
        new Step(Phase.ATTACH, change, new Act.Attach(() -> attaching.request(wanted, false))));
  }

  private void replace(LabEndpoint wanted, Endpoint found, String reason) {
    work.add(
        Step.single(
            Phase.REMOVE_ENDPOINTS,
            LabChange.replace(path(wanted.network()), reason),
            found::deleteForced));
    attach(wanted, Optional.empty());
  }

  private void comparePorts(LabEndpoint wanted, Endpoint found, String path) {
    List<PublishedPort> more = new ArrayList<>(wanted.ports());
    more.removeAll(found.published());
    List<PublishedPort> fewer = new ArrayList<>(found.published());
    fewer.removeAll(wanted.ports());
    if (more.isEmpty() && fewer.isEmpty()) {
      return;
    }
    LabChange change = LabChange.change(path + ".ports", found.published(), wanted.ports());
    work.add(
        Step.single(
            Phase.CHANGE_ENDPOINTS,
            change,
            () -> {
              if (!fewer.isEmpty()) {
                found.unpublish(fewer.toArray(PublishedPort[]::new));
              }
              if (!more.isEmpty()) {
                var _ = found.publish(more.toArray(PublishedPort[]::new));
              }
            }));
  }

  private void compareLimits(LabEndpoint wanted, Endpoint found, String path) {
    if (!found.bandwidth().equals(wanted.limits())) {
      work.add(
          Step.single(
              Phase.CHANGE_ENDPOINTS,
              LabChange.change(path + ".limits", found.bandwidth(), wanted.limits()),
              () -> found.limitBandwidth(wanted.limits())));
    }
  }
}
