package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.StateStore;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Whether everything that can be asked for can be planned.
class PlannerTest {

  /// What only tells something. Whoever adds a method that changes something adds its plan; whoever
  /// adds one that tells something names it here.
  private static final Map<Class<?>, Set<String>> TELLING =
      Map.of(
          Controller.class,
          Set.of(
              "networks",
              "findNetwork",
              "getNetwork",
              "sandboxes",
              "findSandbox",
              "getSandbox",
              "examine",
              "nameCounters",
              "host",
              "planner",
              "subscribe",
              // changes a ruleset that is the caller's, and none of the host
              "copyFirewall"),
          Network.class,
          Set.of(
              "id",
              "name",
              "driver",
              "created",
              "config",
              "internal",
              "configOnly",
              "configFrom",
              "families",
              "ipamDriver",
              "pools",
              "labels",
              "leases",
              "expires",
              "endpoints",
              "findEndpoint",
              "getEndpoint",
              "endpointOptions",
              "reservations",
              "findReservation",
              "zones",
              "findZone",
              "services",
              "findService",
              "named",
              "deleted",
              "toString"),
          Endpoint.class,
          Set.of(
              "id",
              "name",
              "network",
              "config",
              "macAddress",
              "addresses",
              "address",
              "gateway",
              "interfaceName",
              "sandbox",
              "handedOver",
              "driverInformation",
              "published",
              "bandwidth",
              "labels",
              "reservation",
              "deleted",
              "toString"),
          Sandbox.class,
          Set.of(
              "id",
              "container",
              "key",
              "config",
              "files",
              "endpoints",
              "gateway",
              "leases",
              "expires",
              "deleted",
              "toString"),
          Reservation.class,
          Set.of(
              "name",
              "network",
              "addresses",
              "macAddress",
              "ports",
              "endpoint",
              "released",
              "toString"),
          Service.class,
          Set.of(
              "name",
              "network",
              "addresses",
              "ports",
              "published",
              "bindings",
              "counters",
              "balancing",
              "aliases",
              "backends",
              "check",
              "findBackend",
              "deleted",
              "toString"),
          LeaseHandle.class,
          Set.of("open", "of", "toString"));

  @Test
  void everyChangingMethodHasItsPlan() {
    Set<String> missing = new TreeSet<>();
    int found = 0;
    for (Class<?> type : TELLING.keySet()) {
      for (Method method : type.getDeclaredMethods()) {
        if (changing(type, method)) {
          found++;
          if (!planned(type, method)) {
            missing.add(type.getSimpleName() + "." + method.getName());
          }
        }
      }
    }
    assertThat(found).as("changing methods at all").isGreaterThan(20);
    assertThat(missing).as("changing methods without a method of Planner").isEmpty();
  }

  @Test
  void nothingIsNamedAsTellingThatIsNotThere() {
    TELLING.forEach((type, names) ->
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
            .containsAll(names));
  }

  private static boolean changing(Class<?> type, Method method) {
    return Modifier.isPublic(method.getModifiers())
        && !method.isSynthetic()
        && !TELLING.getOrDefault(type, Set.of()).contains(method.getName());
  }

  /// A method of the same name, that takes the same after the object it is asked of.
  private static boolean planned(Class<?> type, Method method) {
    List<Class<?>> parameters = new ArrayList<>();
    if (type.equals(Controller.class) && method.getName().equals("open")) {
      // What is put right is told by the store, which is one of the options.
      parameters.addAll(List.of(Host.class, StateStore.class, ControllerOption[].class));
    } else {
      if (!type.equals(Controller.class)) {
        parameters.add(type);
      }
      parameters.addAll(List.of(method.getParameterTypes()));
    }
    return Arrays.stream(Planner.class.getMethods())
        .anyMatch(it ->
            it.getName().equals(method.getName())
                && it.getReturnType().equals(Plan.class)
                && List.of(it.getParameterTypes()).equals(parameters));
  }
}
