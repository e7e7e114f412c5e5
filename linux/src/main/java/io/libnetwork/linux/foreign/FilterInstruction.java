package io.libnetwork.linux.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// One instruction of a socket's filter, in classic BPF: `struct sock_filter` of `linux/filter.h`;
/// the kernel's `Documentation/networking/filter.rst` says what they do.
///
/// @param code what is done
/// @param ifTrue how many instructions are passed over where a comparison holds
/// @param ifFalse how many where it does not
/// @param operand a number, or where to load one from
public record FilterInstruction(int code, int ifTrue, int ifFalse, int operand) {

  /// `linux/bpf_common.h`: how many instructions a program may have.
  public static final int MOST = 4096;

  /// Loads where the packet came in, an ifindex, instead of a part of the packet.
  private static final int INTERFACE = 0xfffff000 + 8;

  /// From where on offsets count from the beginning of the packet's IP header.
  private static final int NETWORK_HEADER = 0xfff00000;

  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int SIZE = 8;
  private static final int TRUE_OFFSET = 2;
  private static final int FALSE_OFFSET = 3;
  private static final int OPERAND_OFFSET = 4;

  /// Keeps the whole packet.
  public static FilterInstruction keep() {
    return new FilterInstruction(RETURN, 0, 0, 0xffffffff);
  }

  /// Keeps nothing of it.
  public static FilterInstruction drop() {
    return new FilterInstruction(RETURN, 0, 0, 0);
  }

  /// Loads the ifindex of the interface the packet came in by.
  public static FilterInstruction loadInterface() {
    return new FilterInstruction(LOAD_WORD, 0, 0, INTERFACE);
  }

  /// Loads four bytes of the packet's IP header, in network order.
  public static FilterInstruction loadNetworkHeader(int offset) {
    return new FilterInstruction(LOAD_WORD, 0, 0, NETWORK_HEADER + offset);
  }

  /// Loads one byte of what the socket is given, which begins with the link's header where the
  /// socket takes whole frames.
  public static FilterInstruction loadByte(int offset) {
    return new FilterInstruction(LOAD_BYTE, 0, 0, offset);
  }

  /// Loads two bytes as [#loadByte] does one, in network order.
  public static FilterInstruction loadHalf(int offset) {
    return new FilterInstruction(LOAD_HALF, 0, 0, offset);
  }

  /// Loads four bytes as [#loadByte] does one, in network order.
  public static FilterInstruction loadWord(int offset) {
    return new FilterInstruction(LOAD_WORD, 0, 0, offset);
  }

  /// Keeps these bits of what was loaded.
  public static FilterInstruction and(int bits) {
    return new FilterInstruction(AND, 0, 0, bits);
  }

  /// Passes over so many instructions unless what was loaded is this.
  public static FilterInstruction unlessEqual(int value, int over) {
    return new FilterInstruction(JUMP_IF_EQUAL, 0, over, value);
  }

  static MemorySegment write(Arena arena, List<FilterInstruction> program) {
    MemorySegment memory = arena.allocate((long) program.size() * SIZE, Integer.BYTES);
    long at = 0;
    for (FilterInstruction each : program) {
      memory.set(ValueLayout.JAVA_SHORT, at, (short) each.code());
      memory.set(ValueLayout.JAVA_BYTE, at + TRUE_OFFSET, (byte) each.ifTrue());
      memory.set(ValueLayout.JAVA_BYTE, at + FALSE_OFFSET, (byte) each.ifFalse());
      memory.set(ValueLayout.JAVA_INT, at + OPERAND_OFFSET, each.operand());
      at += SIZE;
    }
    return memory;
  }
}
