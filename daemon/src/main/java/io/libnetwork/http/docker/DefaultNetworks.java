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
import java.util.TreeMap;

/// The networks that Docker's clients take for granted: `bridge`, `host` and `none`.
public final class DefaultNetworks {

  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  /// What clients are told of the network `bridge`: how networks are where nobody says otherwise.
  private static final Map<String, String> WORDS =
      Map.of(
          "com.docker.network.bridge.default_bridge", "true",
          "com.docker.network.bridge.enable_icc", "true",
          "com.docker.network.bridge.enable_ip_masquerade", "true",
          "com.docker.network.bridge.host_binding_ipv4", "0.0.0.0",
          "com.docker.network.driver.mtu", "1500");

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
      Map<String, String> words = new TreeMap<>(WORDS);
      if (!bridge.isEmpty()) {
        options.add(new NetworkOption.DriverLabels(Map.of(BRIDGE_NAME, bridge)));
        words.put(BRIDGE_NAME, bridge);
      }
      String text = new String(Json.write(words), StandardCharsets.UTF_8);
      options.add(new NetworkOption.Labels(Map.of(DockerWords.OPTIONS, text)));
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
