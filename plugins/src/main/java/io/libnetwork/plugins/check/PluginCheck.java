package io.libnetwork.plugins.check;

import io.libnetwork.plugins.client.IpamPlugin;
import io.libnetwork.plugins.client.NetworkPlugin;
import io.libnetwork.plugins.client.PluginClient;
import io.libnetwork.plugins.client.PluginSettings;
import io.libnetwork.plugins.discovery.PluginAddress;
import io.libnetwork.plugins.protocol.IpamMethod;
import io.libnetwork.plugins.protocol.NetworkMethod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Whether a plugin does what its callers rely on.
///
/// It is asked for networks, endpoints and pools with names that nobody else has, and told to take
/// them away. A case that is not met keeps no other from being tried.
public final class PluginCheck {

  private final List<CheckResult> results = new ArrayList<>();
  private final PluginClient client;
  private final RandomGenerator random;
  private final Consumer<CheckResult> listener;

  private PluginCheck(PluginClient client, RandomGenerator random, Consumer<CheckResult> listener) {
    this.client = client;
    this.random = random;
    this.listener = listener;
  }

  /// Checks a plugin.
  ///
  /// @param socket where it listens
  /// @param deadline within which every call is answered
  /// @param random where ids come from
  /// @param listener is told of each case when it is done
  /// @return all cases
  public static List<CheckResult> run(
      Path socket, Duration deadline, RandomGenerator random, Consumer<CheckResult> listener) {
    PluginSettings settings =
        new PluginSettings(deadline, Duration.ZERO, Integer.MAX_VALUE, Duration.ZERO, 1 << 20);
    PluginAddress address = new PluginAddress.Socket(socket.toAbsolutePath());
    String name = String.valueOf(socket.getFileName()).replaceFirst("\\.sock$", "");
    PluginClient client = new PluginClient(name, () -> Optional.of(address), settings);
    return new PluginCheck(client, random, listener).run();
  }

  private List<CheckResult> run() {
    check("says what it implements", this::requireImplementing);
    if (results.getFirst().met()) {
      if (client.activation().has(NetworkMethod.SERVICE)) {
        new NetworkCases(new NetworkPlugin(client), id(), id(), this::check).run();
      }
      if (client.activation().has(IpamMethod.SERVICE)) {
        new IpamCases(new IpamPlugin(client), this::check).run();
      }
      check("still says what it implements", this::requireImplementing);
    }
    return List.copyOf(results);
  }

  private void requireImplementing() {
    List<String> implemented = client.activation().implemented();
    Expectation.require(
        implemented.contains(NetworkMethod.SERVICE) || implemented.contains(IpamMethod.SERVICE),
        "it implements %s, neither %s nor %s"
            .formatted(implemented, NetworkMethod.SERVICE, IpamMethod.SERVICE));
  }

  private void check(String name, Runnable body) {
    CheckResult result = Expectation.carryOut(name, body);
    results.add(result);
    listener.accept(result);
  }

  /// Sixty-four hexadecimal digits, as engines have them.
  private String id() {
    StringBuilder id = new StringBuilder();
    for (int part = 0; part < 4; part++) {
      id.append(String.format("%016x", random.nextLong()));
    }
    return id.toString();
  }
}
