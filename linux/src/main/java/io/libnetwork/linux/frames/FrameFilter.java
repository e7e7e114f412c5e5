package io.libnetwork.linux.frames;

import io.libnetwork.linux.foreign.FilterInstruction;
import java.util.ArrayList;
import java.util.List;

/// Which frames a socket is given; the kernel drops every other before the process is woken for it.
///
/// @param conditions all of which a frame must meet; at least one
public record FrameFilter(List<Condition> conditions) {

  private static final int MOST = 100;

  /// How many bytes are compared.
  public enum Width {
    BYTE,
    HALF,
    WORD
  }

  /// What some bytes of a frame must be. A frame that ends before them does not meet it.
  ///
  /// @param offset from the first byte of the Ethernet header, in bytes
  /// @param width how many bytes
  /// @param mask which of their bits count
  /// @param value what these bits must be, in network order
  public record Condition(int offset, Width width, int mask, int value) {

    /// @throws IllegalArgumentException if the offset is negative, or the value has bits that do
    ///   not count, which no frame would meet
    public Condition {
      if (offset < 0) {
        throw new IllegalArgumentException("negative offset " + offset + " in a frame");
      }
      if ((value & ~mask) != 0) {
        throw new IllegalArgumentException(
            "value 0x%x has bits outside of mask 0x%x".formatted(value, mask));
      }
    }

    private FilterInstruction load() {
      return switch (width) {
        case BYTE -> FilterInstruction.loadByte(offset);
        case HALF -> FilterInstruction.loadHalf(offset);
        case WORD -> FilterInstruction.loadWord(offset);
      };
    }
  }

  /// @throws IllegalArgumentException if there is no condition, or more than a hundred
  public FrameFilter {
    conditions = List.copyOf(conditions);
    if (conditions.isEmpty() || conditions.size() > MOST) {
      throw new IllegalArgumentException(
          "a filter of " + conditions.size() + " conditions, expected 1 to " + MOST);
    }
  }

  /// Frames that meet all of these.
  public static FrameFilter of(Condition... conditions) {
    return new FrameFilter(List.of(conditions));
  }

  /// The byte at an offset must be this.
  public static Condition octet(int offset, int value) {
    return new Condition(offset, Width.BYTE, 0xff, value);
  }

  /// The two bytes at an offset must be this.
  public static Condition half(int offset, int value) {
    return new Condition(offset, Width.HALF, 0xffff, value);
  }

  /// These bits of the two bytes at an offset must be zero.
  public static Condition clear(int offset, int bits) {
    return new Condition(offset, Width.HALF, bits, 0);
  }

  /// As a program of the kernel's, for frames that came in by one interface and no other: those of
  /// an interface above it, such as a VLAN's, are seen below as well.
  List<FilterInstruction> program(int ifindex) {
    List<FilterInstruction> program = new ArrayList<>();
    int left = 3 * conditions.size() + 1;
    program.add(FilterInstruction.loadInterface());
    program.add(FilterInstruction.unlessEqual(ifindex, left));
    for (Condition condition : conditions) {
      left -= 3;
      program.add(condition.load());
      program.add(FilterInstruction.and(condition.mask()));
      program.add(FilterInstruction.unlessEqual(condition.value(), left));
    }
    program.add(FilterInstruction.keep());
    program.add(FilterInstruction.drop());
    return program;
  }
}
