package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv4Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// The options of a DHCPv4 message, RFC 2132.
///
/// An option that is there several times is one, whose parts are put together in the order in which
/// they came (RFC 3396 section 7); one longer than 255 bytes is written so.
public final class Dhcp4Options {

  public static final int SUBNET_MASK = 1;
  public static final int ROUTER = 3;
  public static final int HOST_NAME = 12;
  public static final int REQUESTED_ADDRESS = 50;
  public static final int LEASE_TIME = 51;
  public static final int OVERLOAD = 52;
  public static final int MESSAGE_TYPE = 53;
  public static final int SERVER_IDENTIFIER = 54;
  public static final int PARAMETER_LIST = 55;
  public static final int MESSAGE = 56;
  public static final int RENEWAL_TIME = 58;
  public static final int REBINDING_TIME = 59;
  public static final int CLIENT_IDENTIFIER = 61;

  static final int PAD = 0;
  static final int END = 255;

  private static final int LONGEST_PART = 255;
  private static final int ADDRESS_BYTES = 4;

  /// No options.
  public static final Dhcp4Options NONE = new Dhcp4Options(Map.of());

  private final SortedMap<Integer, byte[]> values;

  private Dhcp4Options(Map<Integer, byte[]> values) {
    this.values = new TreeMap<>(values);
  }

  /// Puts together what the parts of a message have, in their order.
  ///
  /// @throws IllegalArgumentException if an option ends beyond its part
  static Dhcp4Options read(List<ByteBuffer> parts) {
    Map<Integer, ByteArrayOutputStream> gathered = new TreeMap<>();
    parts.forEach(part -> gather(part, gathered));
    Map<Integer, byte[]> values = new TreeMap<>();
    gathered.forEach((code, bytes) -> values.put(code, bytes.toByteArray()));
    return new Dhcp4Options(values);
  }

  private static void gather(ByteBuffer part, Map<Integer, ByteArrayOutputStream> gathered) {
    while (part.hasRemaining()) {
      int code = Byte.toUnsignedInt(part.get());
      if (code == END) {
        return;
      }
      if (code != PAD) {
        byte[] value = value(part, code);
        gathered.computeIfAbsent(code, _ -> new ByteArrayOutputStream()).writeBytes(value);
      }
    }
  }

  private static byte[] value(ByteBuffer part, int code) {
    if (!part.hasRemaining()) {
      throw new IllegalArgumentException("option " + code + " ends before its length");
    }
    int length = Byte.toUnsignedInt(part.get());
    if (length > part.remaining()) {
      throw new IllegalArgumentException(
          "option %d of %d bytes has %d".formatted(code, length, part.remaining()));
    }
    byte[] value = new byte[length];
    part.get(value);
    return value;
  }

  /// The same options and this one, in place of one of its code.
  public Dhcp4Options with(int code, byte... value) {
    if (code <= PAD || code >= END) {
      throw new IllegalArgumentException("option code " + code + " is not 1 to 254");
    }
    Map<Integer, byte[]> more = new TreeMap<>(values);
    more.put(code, value.clone());
    return new Dhcp4Options(more);
  }

  /// The same options and an address.
  public Dhcp4Options with(int code, Ipv4Address address) {
    return with(code, address.toBytes());
  }

  /// The same options and a text.
  public Dhcp4Options with(int code, String text) {
    return with(code, text.getBytes(StandardCharsets.UTF_8));
  }

  /// The same options and a number of four bytes.
  public Dhcp4Options withSeconds(int code, long seconds) {
    return with(code, ByteBuffer.allocate(Integer.BYTES).putInt((int) seconds).array());
  }

  /// An option's bytes: a new array.
  public Optional<byte[]> find(int code) {
    return Optional.ofNullable(values.get(code)).map(byte[]::clone);
  }

  /// An option that is one address.
  ///
  /// @throws IllegalArgumentException if it is there and has not four bytes
  public Optional<Ipv4Address> address(int code) {
    return find(code).map(bytes -> Ipv4Address.of(exactly(code, bytes, ADDRESS_BYTES)));
  }

  /// An option that is any number of addresses.
  ///
  /// @throws IllegalArgumentException if it is there and has no multiple of four bytes
  public List<Ipv4Address> addresses(int code) {
    byte[] bytes = find(code).orElseGet(() -> new byte[0]);
    if (bytes.length % ADDRESS_BYTES != 0) {
      throw new IllegalArgumentException(
          "option %d has %d bytes, expected addresses of 4 each".formatted(code, bytes.length));
    }
    List<Ipv4Address> addresses = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += ADDRESS_BYTES) {
      addresses.add(Ipv4Address.of(Arrays.copyOfRange(bytes, at, at + ADDRESS_BYTES)));
    }
    return addresses;
  }

  /// An option that is a number of seconds, 0 to 2^32 - 1.
  ///
  /// @throws IllegalArgumentException if it is there and has not four bytes
  public OptionalLong seconds(int code) {
    Optional<byte[]> bytes = find(code).map(found -> exactly(code, found, Integer.BYTES));
    return bytes.isPresent()
        ? OptionalLong.of(Integer.toUnsignedLong(ByteBuffer.wrap(bytes.get()).getInt()))
        : OptionalLong.empty();
  }

  /// An option that is a text of a stranger's: what no terminal should be shown is left out.
  public Optional<String> text(int code) {
    return find(code)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", ""));
  }

  /// What the message is for.
  ///
  /// @throws IllegalArgumentException if it does not say, or nothing known
  Dhcp4Type type() {
    byte[] bytes =
        find(MESSAGE_TYPE)
            .orElseThrow(() -> new IllegalArgumentException("there is no message type"));
    return Dhcp4Type.of(exactly(MESSAGE_TYPE, bytes, 1)[0]);
  }

  /// Writes all of them, and the end behind.
  void write(ByteArrayOutputStream out) {
    values.forEach((code, bytes) -> {
      int at = 0;
      do {
        int length = Math.min(LONGEST_PART, bytes.length - at);
        out.write(code);
        out.write(length);
        out.write(bytes, at, length);
        at += length;
      } while (at < bytes.length);
    });
    out.write(END);
  }

  private static byte[] exactly(int code, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "option %d has %d bytes, expected %d".formatted(code, bytes.length, length));
    }
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Dhcp4Options options && options.toString().equals(toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /// Codes with their bytes in hexadecimal digits.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    values.forEach((code, bytes) ->
        text.append(code).append('=').append(HexFormat.of().formatHex(bytes)).append(' '));
    return text.append('}').toString();
  }
}
