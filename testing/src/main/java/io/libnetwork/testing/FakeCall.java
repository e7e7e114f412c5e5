package io.libnetwork.testing;

import io.libnetwork.address.IpFamily;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// One call of a [FakeNetworkDriver] by the controller.
///
/// @param step which call
/// @param subject the name of the network, or of the endpoint
/// @param gatewayFor the families the endpoint is told it is the gateway of; empty for other calls
public record FakeCall(Step step, String subject, Set<IpFamily> gatewayFor) {

  /// The calls a driver gets.
  public enum Step {
    CREATE_NETWORK,
    CREATE_ENDPOINT,
    JOIN,
    PROGRAM,
    LIMIT,
    PUBLISH,
    UNPUBLISH,
    LEAVE,
    DELETE_ENDPOINT,
    DELETE_NETWORK
  }

  public FakeCall {
    gatewayFor = Set.copyOf(gatewayFor);
  }

  static FakeCall of(Step step, String subject) {
    return new FakeCall(step, subject, Set.of());
  }

  /// As in `join web [IPv4, IPv6]`.
  @Override
  public String toString() {
    String text = step.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + subject;
    return switch (step) {
      case JOIN, PROGRAM ->
          text
              + new TreeSet<>(gatewayFor)
                  .stream().map(IpFamily::toString).collect(Collectors.joining(", ", " [", "]"));
      case CREATE_NETWORK,
          CREATE_ENDPOINT,
          LIMIT,
          PUBLISH,
          UNPUBLISH,
          LEAVE,
          DELETE_ENDPOINT,
          DELETE_NETWORK ->
          text;
    };
  }
}
