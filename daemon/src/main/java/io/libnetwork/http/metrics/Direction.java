package io.libnetwork.http.metrics;

import io.libnetwork.linux.rtnetlink.LinkStatistics;
import java.util.List;
import java.util.function.ToLongFunction;

/// What is counted of a link in one direction.
///
/// @param name as it ends the metric's
/// @param help as it begins the metric's
/// @param counter reads it
record Direction(String name, String help, ToLongFunction<LinkStatistics> counter) {

  private static final List<Direction> ALL =
      List.of(
          new Direction("receive_bytes", "Bytes received", LinkStatistics::receivedBytes),
          new Direction("transmit_bytes", "Bytes sent", LinkStatistics::sentBytes),
          new Direction("receive_packets", "Packets received", LinkStatistics::receivedPackets),
          new Direction("transmit_packets", "Packets sent", LinkStatistics::sentPackets),
          new Direction(
              "receive_drops", "Packets dropped on their way in", LinkStatistics::receiveDropped),
          new Direction(
              "transmit_drops", "Packets dropped on their way out", LinkStatistics::sendDropped),
          new Direction("receive_errors", "Errors of receiving", LinkStatistics::receiveErrors),
          new Direction("transmit_errors", "Errors of sending", LinkStatistics::sendErrors));

  /// Adds each of them.
  ///
  /// @param prefix of the names
  /// @param where the words behind what is counted
  static void addTo(
      Families families, String prefix, String where, LinkStatistics passed, String... labels) {
    for (Direction one : ALL) {
      families.count(
          prefix + one.name, one.help + " " + where, one.counter.applyAsLong(passed), labels);
    }
  }
}
