package io.libnetwork.plugins.protocol;

/// Something a plugin can be asked.
public sealed interface PluginMethod permits NetworkMethod, IpamMethod {

  /// The service it belongs to.
  String service();

  /// Its name within the service.
  String method();

  /// Where a plugin is asked it: `/Service.Method`.
  default String path() {
    return "/" + service() + "." + method();
  }
}
