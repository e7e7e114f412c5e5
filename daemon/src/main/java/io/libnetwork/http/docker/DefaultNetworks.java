package io.libnetwork.http.docker;

import io.libnetwork.Controller;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.none.NoneDriver;
import io.libnetwork.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The networks that Docker's clients take for granted: `bridge`, `host` and `none`.
public final class DefaultNetworks {

  private DefaultNetworks() {}

  /// Makes those that are not there.
  ///
  /// @param bridge the name of the bridge that the network `bridge` is; one of our choice where it
  ///   is empty
  public static void ensure(Controller controller, String bridge) {
    ensure(controller, Predefined.NONE, NoneDriver.NAME);
    ensure(controller, Predefined.HOST, HostDriver.NAME);
    if (controller.findNetwork(Predefined.BRIDGE).isEmpty()) {
      List<NetworkOption> options = new ArrayList<>();
      if (!bridge.isEmpty()) {
        Map<String, String> named = Map.of("com.docker.network.bridge.name", bridge);
        options.add(new NetworkOption.DriverLabels(named));
        options.add(
            new NetworkOption.Labels(
                Map.of(
                    DockerWords.OPTIONS, new String(Json.write(named), StandardCharsets.UTF_8))));
      }
      var _ =
          controller.createNetwork(
              BridgeDriver.NAME, Predefined.BRIDGE, options.toArray(NetworkOption[]::new));
    }
  }

  private static void ensure(Controller controller, String name, String driver) {
    if (controller.findNetwork(name).isEmpty()) {
      var _ = controller.createNetwork(driver, name);
    }
  }
}
