package io.libnetwork.firewalld;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.io.IOException;
import java.nio.file.Path;

/// A process whose own host has a network, as a program's that uses the library and configures
/// nothing. It prints the bridge's name when it is there, and ends when its standard input does.
public final class OwnHost {

  private OwnHost() {}

  /// Runs until the standard input ends.
  ///
  /// @param arguments the folder for what lasts; and the path of the host's namespace, where that
  ///   is not the process's own
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (Host host =
            arguments.length == 1 ? Host.local(folder) : Host.at(Path.of(arguments[1]), folder);
        Controller controller =
            Controller.open(host, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network network = controller.createNetwork(BridgeDriver.NAME, "own");
      System.out.println(FirewalldLab.bridgeOf(network));
      System.out.flush();
      while (System.in.read() >= 0) {
        // Only the end of the input means anything.
      }
      network.delete();
    }
  }
}
