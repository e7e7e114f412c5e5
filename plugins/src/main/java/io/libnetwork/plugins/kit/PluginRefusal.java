package io.libnetwork.plugins.kit;

/// What a plugin does not do: its message is what the caller is told.
public final class PluginRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param message why not; not empty
  public PluginRefusal(String message) {
    super(message);
  }

  /// As the other, for a reason that the plugin's own log tells more of.
  public PluginRefusal(String message, Throwable cause) {
    super(message, cause);
  }
}
