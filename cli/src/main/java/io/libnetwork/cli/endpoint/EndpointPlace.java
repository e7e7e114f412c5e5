package io.libnetwork.cli.endpoint;

import io.libnetwork.wire.Request;
import picocli.CommandLine.Parameters;

/// Which endpoint is meant.
final class EndpointPlace {

  @Parameters(
      index = "0",
      paramLabel = "<network>",
      description = "Its network: a name, an id, or its beginning.")
  private String network;

  @Parameters(
      index = "1",
      paramLabel = "<endpoint>",
      description = "A name, an id, or its beginning.")
  private String endpoint;

  /// The path to something of it.
  String target(String... more) {
    String target = Request.path("v1", "networks", network, "endpoints", endpoint);
    return more.length == 0 ? target : target + Request.path(more);
  }

  @Override
  public String toString() {
    return endpoint;
  }
}
