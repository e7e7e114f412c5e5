package io.libnetwork.cli.demo;

import io.libnetwork.Endpoint;
import io.libnetwork.PublishedPort;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import java.time.Duration;

/// The steps that change what a running container publishes, and what others do to the firewall.
final class Publishing {

  private static final PublishedPort RANGE = PublishedPort.parse("80-89:80-89");
  private static final PublishedPort OTHER = PublishedPort.parse("8090:80");
  private static final int RANGE_PORT = 80;
  private static final int OTHER_PORT = 8090;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Publishing() {}

  /// A range that keeps its numbers, while the container runs.
  static String range(Scene scene) {
    web(scene).publish(RANGE);
    return Asking.published(scene, Cast.HOST_V4, RANGE_PORT)
        + ", one of the ports 80 to 89 published just now";
  }

  /// Other ports instead, without touching the one that stays.
  static String change(Scene scene) {
    web(scene).publish(OTHER);
    web(scene).unpublish(RANGE);
    Asking.requireNobody(scene, Cast.HOST_V4, RANGE_PORT);
    Asking.published(scene, Cast.HOST_V4, Cast.HOST_PORT);
    return Asking.published(scene, Cast.HOST_V4, OTHER_PORT)
        + "; ports 80 to 89 are closed, "
        + Cast.HOST_PORT
        + " stayed";
  }

  /// Somebody else deletes the tables.
  static String heal(Scene scene) {
    try (Nftables others = scene.host().thread().call(scene.host().namespace(), Nftables::open)) {
      others.apply(
          Transaction.builder()
              .delete(new Table(Family.INET, "libnetwork"))
              .delete(new Table(Family.BRIDGE, "libnetwork"))
              .build());
    }
    long deleted = System.nanoTime();
    awaitPublished(scene, deleted + PATIENCE.toNanos());
    long millis = (System.nanoTime() - deleted) / 1_000_000;
    return "the firewall's tables were deleted; port "
        + Cast.HOST_PORT
        + " answers again after "
        + millis
        + " ms";
  }

  /// The last failure counts.
  private static void awaitPublished(Scene scene, long deadline) {
    while (true) {
      try {
        Asking.published(scene, Cast.HOST_V4);
        return;
      } catch (UnexpectedException notYet) {
        if (System.nanoTime() > deadline) {
          throw notYet;
        }
      }
    }
  }

  private static Endpoint web(Scene scene) {
    return scene.container(Cast.WEB).endpoint();
  }
}
