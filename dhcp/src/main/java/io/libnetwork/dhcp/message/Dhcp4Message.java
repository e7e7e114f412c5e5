package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A message of DHCPv4, RFC 2131 section 2.
///
/// @param reply whether it is a server's (`op` is 2) and no client's
/// @param xid what a server's answer has in common with its question
/// @param seconds since the client began, 0 to 65535
/// @param broadcast the client asks to be answered by broadcast
/// @param client `ciaddr`, the address that a client has
/// @param yours `yiaddr`, the address that a server gives
/// @param relay `giaddr`, whom it came by
/// @param hardware `chaddr`
/// @param options the message type among them
public record Dhcp4Message(
    boolean reply,
    int xid,
    int seconds,
    boolean broadcast,
    Ipv4Address client,
    Ipv4Address yours,
    Ipv4Address relay,
    MacAddress hardware,
    Dhcp4Options options) {

  /// What relays of BOOTP drop where it is shorter, RFC 1542 section 2.1.
  static final int SMALLEST = 300;

  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final int ETHERNET = 1;
  private static final int MAC_BYTES = 6;
  private static final int BROADCAST_FLAG = 0x8000;
  private static final int HEADER = 236;
  private static final int HARDWARE_BYTES = 16;
  private static final int SERVER_NAME_OFFSET = 44;
  private static final int SERVER_NAME_BYTES = 64;
  private static final int FILE_OFFSET = 108;
  private static final int FILE_BYTES = 128;
  private static final int COOKIE = 0x63825363;

  /// `option overload`, RFC 2132 section 9.3.
  private static final int FILE_HAS_OPTIONS = 1;

  private static final int NAME_HAS_OPTIONS = 2;

  /// A client's message to be answered by broadcast, without any address yet.
  public static Dhcp4Message of(Dhcp4Type type, int xid, int seconds, MacAddress hardware) {
    return new Dhcp4Message(
        false,
        xid,
        seconds,
        true,
        Ipv4Address.UNSPECIFIED,
        Ipv4Address.UNSPECIFIED,
        Ipv4Address.UNSPECIFIED,
        hardware,
        Dhcp4Options.NONE.with(Dhcp4Options.MESSAGE_TYPE, (byte) type.code()));
  }

  /// The same message with other options.
  public Dhcp4Message with(Dhcp4Options others) {
    return new Dhcp4Message(reply, xid, seconds, broadcast, client, yours, relay, hardware, others);
  }

  /// The same message of a client that has an address, and needs no broadcast.
  public Dhcp4Message from(Ipv4Address address) {
    return new Dhcp4Message(reply, xid, seconds, false, address, yours, relay, hardware, options);
  }

  /// What it is for.
  public Dhcp4Type type() {
    return options.type();
  }

  /// Reads a message.
  ///
  /// @throws IllegalArgumentException if it is cut short, is not of Ethernet, has no type, or an
  ///   option goes beyond its end
  public static Dhcp4Message read(byte[] message) {
    if (message.length < HEADER + Integer.BYTES) {
      throw new IllegalArgumentException(
          "a message of %d bytes, expected %d at least"
              .formatted(message.length, HEADER + Integer.BYTES));
    }
    ByteBuffer in = ByteBuffer.wrap(message);
    boolean reply = reply(in);
    requireEthernet(in);
    in.get();
    int xid = in.getInt();
    int seconds = Short.toUnsignedInt(in.getShort());
    boolean broadcast = (in.getShort() & BROADCAST_FLAG) != 0;
    Ipv4Address client = address(in);
    Ipv4Address yours = address(in);
    Ipv4Address _ = address(in);
    Ipv4Address relay = address(in);
    byte[] hardware = new byte[MAC_BYTES];
    in.get(hardware);
    Dhcp4Options options = options(message);
    Dhcp4Type _ = options.type();
    return new Dhcp4Message(
        reply, xid, seconds, broadcast, client, yours, relay, MacAddress.of(hardware), options);
  }

  /// Writes the message.
  public byte[] write() {
    ByteBuffer header =
        ByteBuffer.allocate(HEADER + Integer.BYTES)
            .put((byte) (reply ? REPLY : REQUEST))
            .put((byte) ETHERNET)
            .put((byte) MAC_BYTES)
            .put((byte) 0)
            .putInt(xid)
            .putShort((short) seconds)
            .putShort((short) (broadcast ? BROADCAST_FLAG : 0))
            .put(client.toBytes())
            .put(yours.toBytes())
            .put(Ipv4Address.UNSPECIFIED.toBytes())
            .put(relay.toBytes())
            .put(Arrays.copyOf(hardware.toBytes(), HARDWARE_BYTES))
            .putInt(HEADER, COOKIE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.array());
    options.write(out);
    byte[] written = out.toByteArray();
    return written.length < SMALLEST ? Arrays.copyOf(written, SMALLEST) : written;
  }

  private static boolean reply(ByteBuffer in) {
    int op = in.get();
    if (op != REQUEST && op != REPLY) {
      throw new IllegalArgumentException("op " + op + " is neither 1 nor 2");
    }
    return op == REPLY;
  }

  private static void requireEthernet(ByteBuffer in) {
    int type = in.get();
    int length = in.get();
    if (type != ETHERNET || length != MAC_BYTES) {
      throw new IllegalArgumentException(
          "hardware type %d of %d bytes is not Ethernet".formatted(type, length));
    }
  }

  private static Ipv4Address address(ByteBuffer in) {
    return new Ipv4Address(in.getInt());
  }

  /// Those of the field for them, and of the fields `file` and `sname` where it says so, in this
  /// order (RFC 2131 section 4.1).
  private static Dhcp4Options options(byte[] message) {
    if (ByteBuffer.wrap(message).getInt(HEADER) != COOKIE) {
      throw new IllegalArgumentException("the magic cookie of RFC 2131 section 3 is not there");
    }
    int begin = HEADER + Integer.BYTES;
    List<ByteBuffer> parts = new ArrayList<>();
    parts.add(ByteBuffer.wrap(message, begin, message.length - begin));
    int overload = overload(Dhcp4Options.read(List.of(parts.getFirst().duplicate())));
    if ((overload & FILE_HAS_OPTIONS) != 0) {
      parts.add(ByteBuffer.wrap(message, FILE_OFFSET, FILE_BYTES));
    }
    if ((overload & NAME_HAS_OPTIONS) != 0) {
      parts.add(ByteBuffer.wrap(message, SERVER_NAME_OFFSET, SERVER_NAME_BYTES));
    }
    return Dhcp4Options.read(parts);
  }

  private static int overload(Dhcp4Options own) {
    byte[] bytes = own.find(Dhcp4Options.OVERLOAD).orElseGet(() -> new byte[1]);
    int most = FILE_HAS_OPTIONS | NAME_HAS_OPTIONS;
    if (bytes.length != 1 || bytes[0] < 0 || bytes[0] > most) {
      throw new IllegalArgumentException("option overload is not 1, 2 or 3");
    }
    return bytes[0];
  }
}
