package io.libnetwork.plugins.protocol;

import java.util.List;

/// What all messages of Docker's plugin protocol have in common.
public final class PluginProtocol {

  /// The content type of what is asked and answered.
  public static final String CONTENT_TYPE = "application/vnd.docker.plugins.v1.2+json";

  /// The content types that older engines and plugins have; their messages are the same.
  public static final List<String> OLDER_CONTENT_TYPES =
      List.of("application/vnd.docker.plugins.v1.1+json", "application/vnd.docker.plugins.v1+json");

  /// Where a plugin is asked what it implements. The call has no body, the answer is an
  /// [Activation].
  public static final String ACTIVATE = "/Plugin.Activate";

  /// The name of the host that a plugin on a local socket is called by.
  public static final String LOCAL_HOST = "plugin.moby.localhost";

  private PluginProtocol() {}
}
