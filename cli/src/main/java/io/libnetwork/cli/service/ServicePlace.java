package io.libnetwork.cli.service;

import io.libnetwork.wire.Request;
import picocli.CommandLine.Parameters;

/// Which service is meant.
final class ServicePlace {

  @Parameters(
      index = "0",
      paramLabel = "<network>",
      description = "Its network: a name, an id, or its beginning.")
  private String network;

  @Parameters(index = "1", paramLabel = "<service>", description = "Its name.")
  private String service;

  /// The path to all of its network.
  String collection() {
    return Request.path("v1", "networks", network, "services");
  }

  /// The path to something of it.
  String target(String... more) {
    String target = Request.path("v1", "networks", network, "services", service);
    return more.length == 0 ? target : target + Request.path(more);
  }

  @Override
  public String toString() {
    return service;
  }
}
