package io.libnetwork.plugins.kit;

import io.libnetwork.plugins.protocol.PluginMethod;

/// A call that a plugin does not know, which its caller is told by status 404.
public final class UnknownCall extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /// @param method which
  public UnknownCall(PluginMethod method) {
    super("this plugin does not know " + method.path());
  }
}
