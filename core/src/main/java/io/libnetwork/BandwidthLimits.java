package io.libnetwork;

import java.util.Optional;

/// How fast a container's traffic through one endpoint may go, seen from the container.
///
/// ```java
/// BandwidthLimits.NONE.withEgress(BandwidthLimit.of("50mbit"))
/// ```
///
/// @param egress what the container sends
/// @param ingress what the container receives
public record BandwidthLimits(Optional<BandwidthLimit> egress, Optional<BandwidthLimit> ingress) {

  /// No limit in either direction.
  public static final BandwidthLimits NONE =
      new BandwidthLimits(Optional.empty(), Optional.empty());

  /// The same limit in each direction, by itself.
  public static BandwidthLimits both(BandwidthLimit limit) {
    return NONE.withEgress(limit).withIngress(limit);
  }

  /// With a limit on what the container sends.
  public BandwidthLimits withEgress(BandwidthLimit limit) {
    return new BandwidthLimits(Optional.of(limit), ingress);
  }

  /// With a limit on what the container receives.
  public BandwidthLimits withIngress(BandwidthLimit limit) {
    return new BandwidthLimits(egress, Optional.of(limit));
  }

  /// Whether there is a limit in either direction.
  public boolean limited() {
    return egress.isPresent() || ingress.isPresent();
  }

  /// As in `egress 50mbit (burst 131072), ingress unlimited`.
  @Override
  public String toString() {
    return "egress " + text(egress) + ", ingress " + text(ingress);
  }

  private static String text(Optional<BandwidthLimit> limit) {
    return limit.map(BandwidthLimit::toString).orElse("unlimited");
  }
}
