package io.libnetwork.daemon.tracing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A message of protocol buffers, read without its description:
/// `protobuf.dev/programming-guides/encoding`.
///
/// @param fields in their order
record Protobuf(List<Field> fields) {

  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  /// @param bytes of one that has some, otherwise empty
  /// @param value of one that is a number
  record Field(int number, ByteBuffer bytes, long value) {

    private static Field of(int number, long value) {
      return new Field(number, ByteBuffer.allocate(0), value);
    }
  }

  static Protobuf of(ByteBuffer message) {
    ByteBuffer in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      int tag = (int) varint(in);
      fields.add(field(tag >>> 3, tag & 7, in));
    }
    return new Protobuf(fields);
  }

  private static Field field(int number, int type, ByteBuffer in) {
    return switch (type) {
      case VARINT -> Field.of(number, varint(in));
      case FIXED_64 -> Field.of(number, in.getLong());
      case FIXED_32 -> Field.of(number, in.getInt());
      case BYTES -> {
        int length = (int) varint(in);
        ByteBuffer bytes = in.slice(in.position(), length);
        var _ = in.position(in.position() + length);
        yield new Field(number, bytes, 0);
      }
      default -> throw new IllegalArgumentException("a field of type " + type);
    };
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    int shift = 0;
    int next = in.get();
    while (next < 0) {
      value |= (long) (next & 0x7f) << shift;
      shift += 7;
      next = in.get();
    }
    return value | (long) next << shift;
  }

  boolean has(int number) {
    return fields.stream().anyMatch(field -> field.number() == number);
  }

  List<Protobuf> messages(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .map(field -> of(field.bytes()))
        .toList();
  }

  /// Empty where there is none.
  byte[] bytes(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .findFirst()
        .map(field -> {
          byte[] bytes = new byte[field.bytes().remaining()];
          var _ = field.bytes().get(0, bytes);
          return bytes;
        })
        .orElseGet(() -> new byte[0]);
  }

  String text(int number) {
    return new String(bytes(number), StandardCharsets.UTF_8);
  }

  /// 0 where there is none.
  long number(int number) {
    return fields.stream()
        .filter(field -> field.number() == number)
        .mapToLong(Field::value)
        .findFirst()
        .orElse(0);
  }
}
