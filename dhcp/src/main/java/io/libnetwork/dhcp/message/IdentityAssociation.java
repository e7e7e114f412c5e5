package io.libnetwork.dhcp.message;

import io.libnetwork.address.Ipv6Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// What a server leases to one interface of a client: the option IA_NA, RFC 8415 section 21.4.
/// Times are in seconds, 0 to 2^32 - 1, of which the last is for ever.
///
/// @param iaid tells a client's interfaces apart
/// @param renewal when its server is asked for more time (T1); zero where the client is to choose
/// @param rebinding when every server is (T2); the same
/// @param addresses what is leased, or wished
/// @param status what became of it
public record IdentityAssociation(
    int iaid, long renewal, long rebinding, List<Leased> addresses, Dhcp6Status status) {

  /// For ever.
  public static final long FOR_EVER = 0xffff_ffffL;

  private static final int HEADER = 12;
  private static final int ADDRESS_HEADER = 24;

  /// One address, section 21.6.
  ///
  /// @param address the address
  /// @param preferred for how long new connections should use it
  /// @param valid for how long it may be used at all; zero where it must not be any more
  public record Leased(Ipv6Address address, long preferred, long valid) {}

  public IdentityAssociation {
    addresses = List.copyOf(addresses);
  }

  /// What a client asks for.
  public static IdentityAssociation wish(int iaid, List<Ipv6Address> addresses) {
    List<Leased> wished = addresses.stream().map(address -> new Leased(address, 0, 0)).toList();
    return new IdentityAssociation(iaid, 0, 0, wished, Dhcp6Status.DONE);
  }

  /// Reads an option's bytes. An address whose preferred time is longer than its valid one is left
  /// out (section 21.6), and so is one that has a status of its own which is no success.
  ///
  /// @throws IllegalArgumentException if it is cut short, or T1 is later than T2
  public static IdentityAssociation read(byte[] bytes) {
    if (bytes.length < HEADER) {
      throw new IllegalArgumentException("an IA_NA of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int iaid = in.getInt();
    long renewal = Integer.toUnsignedLong(in.getInt());
    long rebinding = Integer.toUnsignedLong(in.getInt());
    if (rebinding > 0 && renewal > rebinding) {
      throw new IllegalArgumentException(
          "an IA_NA with T1 %d after T2 %d".formatted(renewal, rebinding));
    }
    Dhcp6Options options = Dhcp6Options.read(in);
    List<Leased> addresses = new ArrayList<>();
    options.all(Dhcp6Options.ADDRESS).forEach(option -> read(option, addresses));
    return new IdentityAssociation(iaid, renewal, rebinding, addresses, options.status());
  }

  private static void read(byte[] bytes, List<Leased> addresses) {
    if (bytes.length < ADDRESS_HEADER) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Ipv6Address address = new Ipv6Address(in.getLong(), in.getLong());
    long preferred = Integer.toUnsignedLong(in.getInt());
    long valid = Integer.toUnsignedLong(in.getInt());
    if (preferred <= valid && Dhcp6Options.read(in).status().success()) {
      addresses.add(new Leased(address, preferred, valid));
    }
  }

  /// The option's bytes.
  public byte[] write() {
    Dhcp6Options options = Dhcp6Options.NONE;
    for (Leased one : addresses) {
      options =
          options.with(
              Dhcp6Options.ADDRESS,
              ByteBuffer.allocate(ADDRESS_HEADER)
                  .put(one.address().toBytes())
                  .putInt((int) one.preferred())
                  .putInt((int) one.valid())
                  .array());
    }
    byte[] written = options.write();
    return ByteBuffer.allocate(HEADER + written.length)
        .putInt(iaid)
        .putInt((int) renewal)
        .putInt((int) rebinding)
        .put(written)
        .array();
  }
}
