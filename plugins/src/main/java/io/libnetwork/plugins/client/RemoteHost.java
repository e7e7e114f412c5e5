package io.libnetwork.plugins.client;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import java.util.function.Supplier;

/// What networks and endpoints of one plugin have in common.
///
/// @param host where their links are
/// @param plugin whom they ask
/// @param owed what it is told later
record RemoteHost(Host host, NetworkPlugin plugin, OwedCalls owed) {

  /// Asks the plugin, with failures as callers of the library know them.
  ///
  /// @throws NetworkException if there is no answer that helps
  static <T> T asking(Supplier<T> call) {
    try {
      return call.get();
    } catch (PluginException failure) {
      throw failure.translated();
    }
  }

  /// As the other, of what answers nothing.
  static void telling(Runnable call) {
    try {
      call.run();
    } catch (PluginException failure) {
      throw failure.translated();
    }
  }
}
