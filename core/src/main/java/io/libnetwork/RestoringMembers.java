package io.libnetwork;

import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Restoration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding again, when a controller is opened, which endpoints are in which sandboxes.
final class RestoringMembers {

  private static final Logger LOG = LoggerFactory.getLogger(RestoringMembers.class);

  private final ControllerCore core;
  private final Function<String, Restoration> drivers;
  private final Map<SandboxId, List<Member>> members = new LinkedHashMap<>();

  /// An endpoint that is to be in a sandbox.
  ///
  /// @param found empty while its interface has not been found
  private record Member(
      EndpointRecord record, Endpoint endpoint, Optional<Restoration.Found> found) {

    /// Nothing of it can have been cut short half-way: it is up, and has no routes of its own.
    boolean whole() {
      return found
          .filter(inside -> inside.up() && inside.plan().routes().isEmpty())
          .filter(_ -> endpoint.config().routes().isEmpty())
          .isPresent();
    }
  }

  /// @param drivers what a driver finds, by its name
  RestoringMembers(ControllerCore core, Function<String, Restoration> drivers) {
    this.core = core;
    this.drivers = drivers;
  }

  void add(SandboxId sandbox, EndpointRecord record, Endpoint endpoint) {
    members
        .computeIfAbsent(sandbox, _ -> new ArrayList<>())
        .add(new Member(record, endpoint, Optional.empty()));
  }

  /// Has the drivers find the interfaces.
  void find() {
    members.forEach((id, endpoints) -> find(sandbox(id), endpoints));
  }

  private Sandbox sandbox(SandboxId id) {
    return core.sandboxRegistry().byId(id).orElseThrow();
  }

  /// In the order they joined.
  private void find(Sandbox sandbox, List<Member> endpoints) {
    endpoints.sort(
        Comparator.comparingLong(member -> member.record().place().orElseThrow().order()));
    GatewayElection.Result elected =
        GatewayElection.elect(
            endpoints.stream().map(member -> member.endpoint().candidate()).toList());
    endpoints.replaceAll(member -> find(sandbox, member, elected));
    endpoints.stream()
        .filter(member -> member.found().isPresent())
        .forEach(member -> sandbox.joined(member.endpoint(), elected));
  }

  private Member find(Sandbox sandbox, Member member, GatewayElection.Result elected) {
    Endpoint endpoint = member.endpoint();
    EndpointRecord.Place place = member.record().place().orElseThrow();
    if (place.interfaceName().isEmpty()) {
      return member;
    }
    JoinRequest request =
        new JoinRequest(
            sandbox.namespace().namespace(),
            place.interfaceName().get(),
            elected.publishes(endpoint.id()));
    Optional<Restoration.Found> found = takeOver(member, request);
    if (found.isEmpty()) {
      return member;
    }
    sandbox.interfaceNames().take(request.name());
    endpoint.joined(
        new Endpoint.Joined(
            sandbox,
            place.interfaceName(),
            found.get().plan().gateways(),
            found.get().plan().link(),
            sandbox.nextOrder()));
    endpoint.noteBindings();
    return new Member(member.record(), endpoint, found);
  }

  private Optional<Restoration.Found> takeOver(Member member, JoinRequest request) {
    Endpoint endpoint = member.endpoint();
    try {
      return drivers
          .apply(endpoint.network().driver())
          .join(endpoint.driverEndpoint(), request, member.record().ports());
    } catch (RuntimeException failure) {
      LOG.error("cannot take over the interface of {}, which is made anew", endpoint, failure);
      return Optional.empty();
    }
  }

  /// Gives the interfaces that were found what they lack inside.
  ///
  /// One that is up has had all it was to get, by the same system call, so where nothing else can
  /// have been cut short nobody goes and looks: a leave takes routes away that lead by no
  /// interface, and with several endpoints the way out is handed from one to another.
  ///
  /// @param cutShort whether something is left of a join or a leave that was
  void complete(boolean cutShort) {
    members.forEach((id, endpoints) -> {
      boolean alone = endpoints.size() == 1 && !cutShort;
      endpoints.stream()
          .filter(member -> !(alone && member.whole()))
          .forEach(member -> complete(member, sandbox(id)));
    });
  }

  private void complete(Member member, Sandbox sandbox) {
    Endpoint endpoint = member.endpoint();
    try {
      member
          .found()
          .ifPresent(found ->
              core.joining()
                  .complete(
                      endpoint, sandbox, found.plan(), sandbox.gateways().families(endpoint.id())));
    } catch (RuntimeException failure) {
      LOG.error("cannot complete the interface of {} in {}", endpoint, sandbox, failure);
    }
  }

  /// What was not found joins anew, unless somebody else would have to move it: then it has left.
  void rejoin() {
    members.forEach((id, endpoints) ->
        endpoints.stream()
            .filter(member -> member.found().isEmpty())
            .forEach(member -> rejoin(member.endpoint(), sandbox(id))));
  }

  private void rejoin(Endpoint endpoint, Sandbox sandbox) {
    if (sandbox.namespace().handedOver()) {
      LOG.info("the interface of {} was handed over and is gone: it has left", endpoint);
      core.ledger().write(endpoint.entry());
      return;
    }
    try {
      core.joining().joinUnwritten(endpoint, sandbox);
      core.ledger().write(endpoint.entry());
    } catch (RuntimeException failure) {
      LOG.error("cannot let {} join {} again", sandbox, endpoint, failure);
    }
  }
}
