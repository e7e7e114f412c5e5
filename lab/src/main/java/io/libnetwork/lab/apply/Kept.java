package io.libnetwork.lab.apply;

import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.LabService;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What a lab has when it is applied and nothing of it is removed.
final class Kept {

  private Kept() {}

  /// The lab that is wanted, and what the former one has besides and is there.
  static Lab with(Lab wanted, Lab before, Scene scene) {
    return new Lab(
        wanted.name(),
        both(
            wanted.networks(),
            before.networks(),
            (LabNetwork network) ->
                wanted.network(network.name()).isEmpty()
                    && scene.network(network.name()).isPresent()),
        both(
            wanted.sandboxes(),
            before.sandboxes(),
            (LabSandbox sandbox) ->
                wanted.sandbox(sandbox.name()).isEmpty()
                    && scene.sandbox(sandbox.name()).isPresent()),
        both(
            wanted.services(),
            before.services(),
            (LabService service) ->
                wanted.service(service.name()).isEmpty()
                    && scene
                        .network(service.network())
                        .flatMap(network -> network.findService(service.name()))
                        .isPresent()));
  }

  private static <T> List<T> both(List<T> wanted, List<T> before, Predicate<T> kept) {
    List<T> both = new ArrayList<>(wanted);
    before.stream().filter(kept).forEach(both::add);
    return both;
  }
}
