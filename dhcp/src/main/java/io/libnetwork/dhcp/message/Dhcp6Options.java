package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv6Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The options of a DHCPv6 message, or of an option that has options itself, in their order: RFC
/// 8415 section 21. Of one that may be there once the first counts.
public final class Dhcp6Options {

  public static final int CLIENT_IDENTIFIER = 1;
  public static final int SERVER_IDENTIFIER = 2;
  public static final int IDENTITY_ASSOCIATION = 3;
  public static final int ADDRESS = 5;
  public static final int OPTION_REQUEST = 6;
  public static final int PREFERENCE = 7;
  public static final int ELAPSED_TIME = 8;
  public static final int UNICAST = 12;
  public static final int STATUS = 13;
  public static final int RAPID_COMMIT = 14;
  public static final int CLIENT_NAME = 39;
  public static final int LONGEST_SOLICIT = 82;

  /// No options.
  public static final Dhcp6Options NONE = new Dhcp6Options(List.of());

  private static final int HEADER = 4;
  private static final int LARGEST = 0xffff;

  private final List<Option> all;

  private record Option(int code, String digits) {

    byte[] bytes() {
      return HexFormat.of().parseHex(digits);
    }
  }

  private Dhcp6Options(List<Option> all) {
    this.all = List.copyOf(all);
  }

  /// Reads what is left of a message, or of an option.
  ///
  /// @throws IllegalArgumentException if an option ends beyond it
  static Dhcp6Options read(ByteBuffer in) {
    List<Option> read = new ArrayList<>();
    while (in.hasRemaining()) {
      if (in.remaining() < HEADER) {
        throw new IllegalArgumentException("an option is cut short");
      }
      int code = Short.toUnsignedInt(in.getShort());
      int length = Short.toUnsignedInt(in.getShort());
      if (length > in.remaining()) {
        throw new IllegalArgumentException(
            "option %d of %d bytes has %d".formatted(code, length, in.remaining()));
      }
      byte[] value = new byte[length];
      in.get(value);
      read.add(new Option(code, HexFormat.of().formatHex(value)));
    }
    return new Dhcp6Options(read);
  }

  /// The same options, and this one behind them.
  ///
  /// @param code 1 to 65535
  public Dhcp6Options with(int code, byte... value) {
    if (code < 1 || code > LARGEST || value.length > LARGEST) {
      throw new IllegalArgumentException(
          "option code %d with %d bytes is none".formatted(code, value.length));
    }
    List<Option> more = new ArrayList<>(all);
    more.add(new Option(code, HexFormat.of().formatHex(value)));
    return new Dhcp6Options(more);
  }

  /// The bytes of the first option of a code.
  public Optional<byte[]> find(int code) {
    return all(code).stream().findFirst();
  }

  /// The bytes of all options of a code.
  public List<byte[]> all(int code) {
    return all.stream().filter(option -> option.code() == code).map(Option::bytes).toList();
  }

  /// Whether there is one of a code.
  public boolean has(int code) {
    return all.stream().anyMatch(option -> option.code() == code);
  }

  /// An option that says who a client or a server is.
  ///
  /// @throws IllegalArgumentException if it is there and is no DUID
  public Optional<Duid> duid(int code) {
    return find(code).map(Duid::of);
  }

  /// An option that is one address.
  ///
  /// @throws IllegalArgumentException if it is there and has not sixteen bytes
  public Optional<Ipv6Address> address(int code) {
    return find(code).map(bytes -> Ipv6Address.of(exactly(code, bytes, 16)));
  }

  /// What became of what was asked; success where nothing is said (section 21.13).
  ///
  /// @throws IllegalArgumentException if it is there and is cut short
  public Dhcp6Status status() {
    return find(STATUS).map(Dhcp6Status::read).orElse(Dhcp6Status.DONE);
  }

  /// Answers the bytes.
  ///
  /// @throws IllegalArgumentException if there are more of them, or less
  public static byte[] exactly(int code, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "option %d has %d bytes, expected %d".formatted(code, bytes.length, length));
    }
    return bytes;
  }

  /// Writes all of them.
  byte[] write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Option option : all) {
      byte[] value = option.bytes();
      out.writeBytes(
          ByteBuffer.allocate(HEADER)
              .putShort((short) option.code())
              .putShort((short) value.length)
              .array());
      out.writeBytes(value);
    }
    return out.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dhcp6Options options && options.all.equals(all);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  /// Codes with their bytes in hexadecimal digits.
  @Override
  public String toString() {
    return all.stream().map(option -> option.code() + "=" + option.digits()).toList().toString();
  }
}
