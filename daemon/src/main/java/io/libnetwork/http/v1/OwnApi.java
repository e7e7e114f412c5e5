package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.http.Router;
import io.libnetwork.lab.apply.Labs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Our own API: everything below `/v1`, see `openapi.json`.
public final class OwnApi {

  private OwnApi() {}

  /// Adds its routes to a router.
  ///
  /// @param controller what they ask
  /// @param events of that controller; whose closing ends those who follow
  /// @param labs of that controller, made when they are first asked for
  /// @param state the folder of the store, which need not be there
  /// @param version of the project, as in `0.1.0`
  /// @return the router
  public static Router routes(
      Router router,
      Controller controller,
      EventLog events,
      Supplier<Labs> labs,
      Path state,
      String version) {
    operations(controller, events, labs, state, version, EventRoutes.HEARTBEAT)
        .forEach(each -> router.add(each.method(), each.pattern(), each::answer));
    return router;
  }

  /// @param heartbeat the longest time in which nothing is told to who follows events
  static List<Operation> operations(
      Controller controller,
      EventLog events,
      Supplier<Labs> labs,
      Path state,
      String version,
      Duration heartbeat) {
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
    all.addAll(new LabRoutes(controller, labs).operations());
    all.addAll(new ExplainRoutes(controller, references).operations());
    all.addAll(new DoctorRoutes(controller, state).operations());
    all.addAll(new EventRoutes(events, references, heartbeat).operations());
    return all;
  }
}
