package io.libnetwork.dhcp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// DHCPv6's messages, and the frames about IPv6 addresses.
class Dhcp6MessageTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  private static final MacAddress STATION = MacAddress.parse("02:00:00:00:00:09");
  private static final Ipv6Address LOCAL = Ipv6Address.parse("fe80::2");
  private static final Ipv6Address SERVER = Ipv6Address.parse("fe80::1");
  private static final Ipv6Address ADDRESS = Ipv6Address.parse("2001:db8:9::77");

  /// An Advertise of Debian's dnsmasq 2.90, as it was sent.
  private static final String ADVERTISED =
      "02c16c21"
          + "0001000a0003000102420a010203"
          + "0002000e000100013296"
          + "9d00be0afd573439"
          + "000300280a0102030000003c00000069"
          + "0005001820010db80009000000000000000000770000007800000078"
          + "000d00090000"
          + HexFormat.of().formatHex("success".getBytes(StandardCharsets.US_ASCII))
          + "0007000100";

  private static Dhcp6Message advertised() {
    return Dhcp6Message.read(HexFormat.of().parseHex(ADVERTISED));
  }

  private static byte[] frame() {
    return new Dhcp6Frame(STATION, MAC, SERVER, LOCAL, advertised()).write();
  }

  @Test
  void areReadAsServersWriteThem() {
    Dhcp6Message message = advertised();
    assertThat(message.type()).isEqualTo(Dhcp6Type.ADVERTISE);
    assertThat(message.xid()).isEqualTo(0xc16c21);
    assertThat(message.options().duid(Dhcp6Options.CLIENT_IDENTIFIER))
        .contains(Duid.linkLayer(MAC));
    assertThat(message.options().status()).isEqualTo(new Dhcp6Status(0, "success"));
    assertThat(
            IdentityAssociation.read(
                message.options().find(Dhcp6Options.IDENTITY_ASSOCIATION).orElseThrow()))
        .isEqualTo(
            new IdentityAssociation(
                0x0a010203,
                60,
                105,
                List.of(new IdentityAssociation.Leased(ADDRESS, 120, 120)),
                Dhcp6Status.DONE));
    assertThat(HexFormat.of().formatHex(message.write())).isEqualTo(ADVERTISED);
  }

  @Test
  void areReadInTheirFramesAndNowhereElse() {
    Dhcp6Frame read = Dhcp6Frame.read(frame());
    assertThat(read.message()).isEqualTo(advertised());
    assertThat(read.from()).isEqualTo(SERVER);
    assertThat(read.source()).isEqualTo(STATION);
    Dhcp6Message question = new Dhcp6Message(Dhcp6Type.SOLICIT, 7, Dhcp6Options.NONE);
    byte[] asked = Dhcp6Frame.multicast(MAC, LOCAL, question).write();
    assertThat(HexFormat.of().formatHex(asked)).startsWith("33330001000202420a01020386dd60000000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dhcp6Frame.read(asked))
        .withMessage("a datagram is not of a DHCPv6 server");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dhcp6Frame.read(NeighbourFrame.probe(MAC, ADDRESS)))
        .withMessage("a packet is not of UDP");
  }

  /// One that is cut anywhere, or of whatever bytes, is refused or read, and nothing else.
  @Test
  void ofStrangersAreRefusedInOneWay() {
    byte[] whole = frame();
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatIllegalArgumentException()
          .as("%d bytes", length)
          .isThrownBy(() -> Dhcp6Frame.read(cut));
    }
    Random random = new Random(3);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = whole.clone();
      damaged[54 + random.nextInt(whole.length - 54)] = (byte) random.nextInt();
      refused += refused(damaged);
    }
    assertThat(refused).isBetween(1_000, 19_000);
  }

  private static int refused(byte[] frame) {
    try {
      Dhcp6Options options = Dhcp6Frame.read(frame).message().options();
      var _ = options.status();
      options.all(Dhcp6Options.IDENTITY_ASSOCIATION).forEach(IdentityAssociation::read);
      return 0;
    } catch (IllegalArgumentException malformed) {
      return 1;
    }
  }

  @Test
  void havePreferredTimesNoLongerThanValidOnes() {
    byte[] bytes =
        new IdentityAssociation(
                1,
                0,
                0,
                List.of(
                    new IdentityAssociation.Leased(ADDRESS, 30, 20),
                    new IdentityAssociation.Leased(SERVER, 20, 30)),
                Dhcp6Status.DONE)
            .write();
    assertThat(IdentityAssociation.read(bytes).addresses())
        .containsExactly(new IdentityAssociation.Leased(SERVER, 20, 30));
  }

  @Test
  void nameMachinesByThreeBytesAtLeast() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Duid.of(new byte[2]))
        .withMessage("a DUID of 2 bytes, expected 3 to 130");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Duid.of(new byte[131]));
    assertThat(Duid.linkLayer(MAC).toString()).isEqualTo("0003000102420a010203");
  }

  @Test
  void askNeighboursAsTheKernelDoes() {
    assertThat(HexFormat.of().formatHex(NeighbourFrame.probe(MAC, ADDRESS)))
        .startsWith("3333ff00007702420a01020386dd6000000000183aff")
        .endsWith("20010db8000900000000000000000077");
    byte[] answer = NeighbourFrame.probe(STATION, ADDRESS);
    answer[54] = (byte) NeighbourFrame.TYPE;
    assertThat(NeighbourFrame.read(answer)).isEqualTo(new NeighbourFrame(STATION, ADDRESS));
    answer[21] = 64;
    assertThatIllegalArgumentException().isThrownBy(() -> NeighbourFrame.read(answer));
  }
}
