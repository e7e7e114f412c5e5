package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.http.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Our own API: everything below `/v1`, see `openapi.json`.
public final class OwnApi {

  private OwnApi() {}

  /// Adds its routes to a router.
  ///
  /// @param controller what they ask
  /// @param events of that controller; whose closing ends those who follow
  /// @param state the folder of the store, which need not be there
  /// @param version of the project, as in `0.1.0`
  /// @return the router
  public static Router routes(
      Router router, Controller controller, EventLog events, Path state, String version) {
    operations(controller, events, state, version, EventRoutes.HEARTBEAT)
        .forEach(each -> router.add(each.method(), each.pattern(), each::answer));
    return router;
  }

  /// @param heartbeat the longest time in which nothing is told to who follows events
  static List<Operation> operations(
      Controller controller, EventLog events, Path state, String version, Duration heartbeat) {
    References references = new References(controller);
    List<Operation> all = new ArrayList<>();
    all.addAll(new DaemonRoutes(version, events).operations());
    all.addAll(new NetworkRoutes(controller, references).operations());
    all.addAll(new ReservationRoutes(controller, references).operations());
    all.addAll(new ZoneRoutes(controller, references).operations());
    all.addAll(new EndpointRoutes(controller, references).operations());
    all.addAll(new PortRoutes(controller, references).operations());
    all.addAll(new SandboxRoutes(controller, references).operations());
    all.addAll(new ServiceRoutes(controller, references).operations());
    all.addAll(new BackendRoutes(controller, references).operations());
    all.addAll(new ExplainRoutes(controller, references).operations());
    all.addAll(new DoctorRoutes(controller, state).operations());
    all.addAll(new EventRoutes(events, references, heartbeat).operations());
    return all;
  }
}
