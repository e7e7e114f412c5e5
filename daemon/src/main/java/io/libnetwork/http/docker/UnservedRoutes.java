package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Router;
import java.util.List;

/// What of the Engine's API has nothing to do with networks: answered 501, and named. Only who
/// looks an image or a volume up by its name, as `docker inspect` does with any name, is told that
/// there is none.
final class UnservedRoutes {

  private static final List<String> ROOMS =
      List.of(
          "auth",
          "build",
          "commit",
          "configs",
          "distribution",
          "exec",
          "grpc",
          "images",
          "nodes",
          "plugins",
          "secrets",
          "services",
          "session",
          "swarm",
          "system",
          "tasks",
          "volumes");

  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE");

  private UnservedRoutes() {}

  /// @param containers those that there are: of others it is said that there is none
  static void addTo(Router router, Containers containers) {
    router
        .add("GET", "/images/{name}/json", call -> missing(call, "No such image: "))
        .add("GET", "/images/{a}/{b}/json", call -> missing(call, "No such image: "))
        .add("GET", "/plugins/{name}/json", call -> missing(call, "no such plugin: "))
        .add("GET", "/volumes/{name}", call -> missing(call, "no such volume: "));
    for (String method : METHODS) {
      for (String room : ROOMS) {
        router
            .add(method, "/" + room, UnservedRoutes::unserved)
            .add(method, "/" + room + "/{rest...}", UnservedRoutes::unserved);
      }
      router
          .add(method, "/containers/prune", UnservedRoutes::unserved)
          .add(method, "/containers/{id}/{rest...}", call -> ofContainer(call, containers))
          .add(method, "/containers/{rest...}", UnservedRoutes::unserved);
    }
  }

  private static Answer missing(Call call, String what) {
    throw new NetworkException.NotFound(
        what
            + (call.places().containsKey("name")
                ? call.place("name")
                : call.place("a") + "/" + call.place("b")));
  }

  private static Answer ofContainer(Call call, Containers containers) {
    var _ = containers.get(call.place("id"));
    return unserved(call);
  }

  private static Answer unserved(Call call) {
    throw new NetworkException.NotImplemented(
        "%s %s is not served: libnetwork knows networks, and of containers their networks alone"
            .formatted(call.method(), call.path()));
  }
}
