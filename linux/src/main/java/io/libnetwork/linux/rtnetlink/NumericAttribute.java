package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.netlink.Attributes;
import io.libnetwork.linux.netlink.MessageWriter;

/// An attribute whose value is one number: how wide it is, and up to where it goes.
///
/// @param number the header's constant
/// @param most the largest value; the smallest is 0
record NumericAttribute(int number, Width width, int most) {

  /// How many bytes, and in which order.
  enum Width {
    BYTE,
    SHORT,
    NETWORK_SHORT,
    INT
  }

  static NumericAttribute flag(int number) {
    return new NumericAttribute(number, Width.BYTE, 1);
  }

  static NumericAttribute byteUpTo(int number, int most) {
    return new NumericAttribute(number, Width.BYTE, most);
  }

  static NumericAttribute shortUpTo(int number, int most) {
    return new NumericAttribute(number, Width.SHORT, most);
  }

  static NumericAttribute intUpTo(int number, int most) {
    return new NumericAttribute(number, Width.INT, most);
  }

  void require(Object option, int value) {
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          "option " + option + " is " + value + ", expected 0 to " + most);
    }
  }

  void write(MessageWriter writer, int value) {
    switch (width) {
      case BYTE -> writer.attributeByte(number, value);
      case SHORT -> writer.attributeShort(number, value);
      case NETWORK_SHORT -> writer.attributeNetworkShort(number, value);
      case INT -> writer.attributeInt(number, value);
    }
  }

  int value(Attributes attributes) {
    return switch (width) {
      case BYTE -> attributes.asByte();
      case SHORT -> attributes.asShort();
      case NETWORK_SHORT -> attributes.asNetworkShort();
      case INT -> attributes.asInt();
    };
  }
}
