package io.libnetwork.linux.foreign;

import java.util.Arrays;

/// Who sent a datagram and which address he sent it to, in the kernel's form. Two are equal when
/// both are.
public final class DatagramSender {

  private final byte[] name;
  private final byte[] arrival;
  private final int hash;

  /// @param name a socket name of either family
  /// @param arrival a control message that makes a reply come from where he sent to, or empty
  DatagramSender(byte[] name, byte[] arrival) {
    this.name = name;
    this.arrival = arrival;
    this.hash = 31 * Arrays.hashCode(name) + Arrays.hashCode(arrival);
  }

  byte[] name() {
    return name;
  }

  byte[] arrival() {
    return arrival;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DatagramSender that
        && Arrays.equals(name, that.name)
        && Arrays.equals(arrival, that.arrival);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
