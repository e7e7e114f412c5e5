package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference;
import io.libnetwork.Reconciliation;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.ArrayList;
import java.util.List;

/// The tap device of an endpoint that has joined a sandbox, and what somebody may have done to it.
final class EndpointTap {

  private EndpointTap() {}

  /// What is not as it should be; nothing where the endpoint is to have none.
  static List<Difference> differences(BridgeEndpoint endpoint) {
    return endpoint.container().isEmpty() || endpoint.sandboxEnd().isEmpty()
        ? List.of()
        : differences(endpoint, endpoint.container().get(), endpoint.sandboxEnd().get());
  }

  private static List<Difference> differences(
      BridgeEndpoint endpoint, NetworkNamespace sandbox, Ifindex inside) {
    return endpoint
        .tap()
        .map(tap ->
            tap.differences(
                sandbox, inside, endpoint.knownMtu(), BridgeExamination.whose(endpoint)))
        .orElse(List.of());
  }

  /// Makes what is missing of it where a former process had made it. What others have in its place
  /// stays.
  static void restore(BridgeEndpoint endpoint, NetworkNamespace sandbox, Ifindex inside) {
    if (differences(endpoint, sandbox, inside).stream().anyMatch(Difference::repairable)) {
      establish(endpoint, sandbox, inside);
    }
  }

  /// Makes what is missing of it.
  static Reconciliation mend(BridgeEndpoint endpoint) {
    List<Reconciliation> done = new ArrayList<>();
    for (Difference difference : differences(endpoint)) {
      done.add(
          difference.repairable() ? mend(endpoint, difference) : Reconciliation.left(difference));
    }
    return Reconciliation.all(done);
  }

  private static Reconciliation mend(BridgeEndpoint endpoint, Difference difference) {
    try {
      endpoint
          .container()
          .ifPresent(sandbox ->
              endpoint.sandboxEnd().ifPresent(inside -> establish(endpoint, sandbox, inside)));
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }

  private static void establish(BridgeEndpoint endpoint, NetworkNamespace sandbox, Ifindex inside) {
    endpoint.tap().ifPresent(tap -> tap.establish(sandbox, inside, endpoint.mtu()));
  }
}
