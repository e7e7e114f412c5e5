package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.http.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Our own API: everything below `/v1`, see `openapi.json`.
public final class OwnApi {

  private OwnApi() {}

  /// Adds its routes to a router.
  ///
  /// @return the router
  public static Router routes(Router router, Sources sources) {
    operations(sources, EventRoutes.HEARTBEAT)
        .forEach(each -> router.add(each.method(), each.pattern(), each::answer));
    return router;
  }

  /// @param heartbeat the longest time in which nothing is told to who follows events
  static List<Operation> operations(Sources sources, Duration heartbeat) {
    Controller controller = sources.controller();
    References references = new References(controller);
    List<Operation> all = new ArrayList<>();
    all.addAll(new DaemonRoutes(sources).operations());
    all.addAll(new NetworkRoutes(controller, references).operations());
    all.addAll(new ReservationRoutes(controller, references).operations());
    all.addAll(new ZoneRoutes(controller, references).operations());
    all.addAll(new EndpointRoutes(controller, references).operations());
    all.addAll(new PortRoutes(controller, references).operations());
    all.addAll(new SandboxRoutes(controller, references).operations());
    all.addAll(new ServiceRoutes(controller, references).operations());
    all.addAll(new BackendRoutes(controller, references).operations());
    all.addAll(new LabRoutes(controller, sources.labs()).operations());
    all.addAll(new ExplainRoutes(controller, references).operations());
    all.addAll(new DoctorRoutes(controller, sources.state()).operations());
    all.addAll(new TopologyRoutes(controller, sources.events(), sources.traffic()).operations());
    all.addAll(new EventRoutes(sources.events(), references, heartbeat).operations());
    return all;
  }
}
