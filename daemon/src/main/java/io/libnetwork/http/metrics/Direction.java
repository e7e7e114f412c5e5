package io.libnetwork.http.metrics;

import io.libnetwork.linux.rtnetlink.LinkStatistics;
import java.util.function.ToLongFunction;

/// What is counted of a link in each direction.
enum Direction {
  RECEIVE_BYTES("receive_bytes", "Bytes received", LinkStatistics::receivedBytes),
  TRANSMIT_BYTES("transmit_bytes", "Bytes sent", LinkStatistics::sentBytes),
  RECEIVE_PACKETS("receive_packets", "Packets received", LinkStatistics::receivedPackets),
  TRANSMIT_PACKETS("transmit_packets", "Packets sent", LinkStatistics::sentPackets),
  RECEIVE_DROPS("receive_drops", "Packets dropped on their way in", LinkStatistics::receiveDropped),
  TRANSMIT_DROPS("transmit_drops", "Packets dropped on their way out", LinkStatistics::sendDropped),
  RECEIVE_ERRORS("receive_errors", "Errors of receiving", LinkStatistics::receiveErrors),
  TRANSMIT_ERRORS("transmit_errors", "Errors of sending", LinkStatistics::sendErrors);

  private final String name;
  private final String help;
  private final ToLongFunction<LinkStatistics> counter;

  Direction(String name, String help, ToLongFunction<LinkStatistics> counter) {
    this.name = name;
    this.help = help;
    this.counter = counter;
  }

  /// Adds each of them.
  ///
  /// @param prefix of the names
  /// @param where the words behind what is counted
  static void addTo(
      Families families, String prefix, String where, LinkStatistics passed, String... labels) {
    for (Direction one : values()) {
      families.count(
          prefix + one.name, one.help + " " + where, one.counter.applyAsLong(passed), labels);
    }
  }
}
