package io.libnetwork.bench;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What `iperf3 --json` prints, as far as it is needed.
final class IperfReport {

  private static final JsonFactory JSON = new JsonFactory();

  /// In the object `end`: what the server received.
  private static final String RECEIVED = "sum_received";

  private static final String RATE = "bits_per_second";

  private IperfReport() {}

  /// Bits in a second that arrived.
  ///
  /// @throws IllegalStateException when the report does not tell
  static double received(String report) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), report)) {
      boolean within = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.PROPERTY_NAME) {
          within = within || parser.currentName().equals(RECEIVED);
          if (within && parser.currentName().equals(RATE)) {
            parser.nextToken();
            return parser.getDoubleValue();
          }
        }
      }
    }
    throw new IllegalStateException(
        "iperf3 did not say what arrived: expected " + RECEIVED + " in " + report);
  }
}
