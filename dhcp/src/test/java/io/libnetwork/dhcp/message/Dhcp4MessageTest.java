package io.libnetwork.dhcp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class Dhcp4MessageTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");

  /// What dnsmasq 2.90 offered, as it came in: 10.9.0.77 for two minutes.
  private static final String OFFER =
      "02010600"
          + "3903f326"
          + "0000"
          + "8000"
          + "00000000"
          + "0a09004d"
          + "0a090001"
          + "00000000"
          + "02420a010203"
          + "00".repeat(10)
          + "00".repeat(64 + 128)
          + "63825363"
          + "350102"
          + "36040a090001"
          + "330400000078"
          + "3a040000003c"
          + "3b0400000069"
          + "0104ffffff00"
          + "1c040a0900ff"
          + "03040a090001"
          + "ff"
          + "000000";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /// A message whose options are these bytes, and its fields `sname` and `file` these.
  private static byte[] message(String name, String file, String options) {
    String head = OFFER.substring(0, 88);
    String padded = name + "00".repeat(64 - name.length() / 2);
    String second = file + "00".repeat(128 - file.length() / 2);
    return bytes(head + padded + second + "63825363" + options);
  }

  @Nested
  class Reading {

    @Test
    void findsWhatAServerOffers() {
      Dhcp4Message offer = Dhcp4Message.read(bytes(OFFER));
      assertThat(offer.reply()).isTrue();
      assertThat(offer.type()).isEqualTo(Dhcp4Type.OFFER);
      assertThat(offer.xid()).isEqualTo(0x3903f326);
      assertThat(offer.broadcast()).isTrue();
      assertThat(offer.yours()).isEqualTo(Ipv4Address.parse("10.9.0.77"));
      assertThat(offer.hardware()).isEqualTo(MAC);
      assertThat(offer.options().seconds(Dhcp4Options.LEASE_TIME)).hasValue(120);
      assertThat(offer.options().address(Dhcp4Options.SUBNET_MASK))
          .contains(Ipv4Address.parse("255.255.255.0"));
      assertThat(offer.options().addresses(Dhcp4Options.ROUTER))
          .containsExactly(Ipv4Address.parse("10.9.0.1"));
    }

    @Test
    void putsTogetherAnOptionThatIsInParts() {
      Dhcp4Message read =
          Dhcp4Message.read(
              message("", "", "350105" + "38036e6f20" + "00" + "38046d6f7265" + "ff"));
      assertThat(read.options().text(Dhcp4Options.MESSAGE)).contains("no more");
    }

    @Test
    void findsOptionsInTheFieldsForNamesWhereItSaysSo() {
      byte[] both = message("03040a090002ff", "36040a090009ff", "350105" + "340103" + "ff");
      Dhcp4Options options = Dhcp4Message.read(both).options();
      assertThat(options.address(Dhcp4Options.SERVER_IDENTIFIER))
          .contains(Ipv4Address.parse("10.9.0.9"));
      assertThat(options.addresses(Dhcp4Options.ROUTER))
          .containsExactly(Ipv4Address.parse("10.9.0.2"));
      byte[] none = message("03040a090002ff", "36040a090009ff", "350105" + "ff");
      assertThat(Dhcp4Message.read(none).options().find(Dhcp4Options.ROUTER)).isEmpty();
    }

    @Test
    void readsNothingBehindTheEnd() {
      assertThat(Dhcp4Message.read(message("", "", "350105" + "ff" + "3304")).type())
          .isEqualTo(Dhcp4Type.ACK);
    }

    @Test
    void keepsATerminalFromWhatAServerWrites() {
      Dhcp4Message read = Dhcp4Message.read(message("", "", "350106" + "38051b5b326a41" + "ff"));
      assertThat(read.options().text(Dhcp4Options.MESSAGE)).contains("[2jA");
    }
  }

  @Nested
  class Refusing {

    private void refused(byte[] message, String why) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Dhcp4Message.read(message))
          .withMessageContaining(why);
    }

    @Test
    void whatIsCutShort() {
      byte[] whole = bytes(OFFER);
      for (int length = 0; length < 243; length++) {
        refused(Arrays.copyOf(whole, length), "");
      }
    }

    @Test
    void anOptionThatGoesBeyondTheEnd() {
      refused(message("", "", "350105" + "330400"), "option 51 of 4 bytes has 1");
      refused(message("", "", "350105" + "33"), "option 51 ends before its length");
      refused(message("03ff0a", "", "350105" + "340102" + "ff"), "option 3 of 255 bytes has 62");
    }

    @Test
    void whatHasNoType() {
      refused(message("", "", "ff"), "no message type");
      refused(message("", "", "350109ff"), "message type 9");
      refused(message("", "", "35020505ff"), "option 53 has 2 bytes");
    }

    @Test
    void whatIsNotOfThisProtocol() {
      byte[] message = bytes(OFFER);
      message[236] = 0;
      refused(message, "magic cookie");
      message = bytes(OFFER);
      message[0] = 3;
      refused(message, "op 3");
      message = bytes(OFFER);
      message[1] = 32;
      refused(message, "hardware type 32 of 6 bytes");
    }

    @Test
    void anOverloadThatMeansNothing() {
      refused(message("", "", "350105" + "340104" + "ff"), "overload");
    }

    @Test
    void optionsOfAnotherLength() {
      Dhcp4Options options =
          Dhcp4Message.read(message("", "", "350105" + "330178" + "03050a09000203" + "ff"))
              .options();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> options.seconds(Dhcp4Options.LEASE_TIME))
          .withMessageContaining("option 51 has 1 bytes, expected 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> options.addresses(Dhcp4Options.ROUTER))
          .withMessageContaining("option 3 has 5 bytes");
    }
  }

  @Nested
  class Writing {

    @Test
    void isWhatIsReadAgain() {
      Dhcp4Message message = Dhcp4Message.of(Dhcp4Type.REQUEST, -7, 65_535, MAC);
      Dhcp4Message whole =
          message.with(
              message
                  .options()
                  .with(Dhcp4Options.REQUESTED_ADDRESS, Ipv4Address.parse("10.9.0.77"))
                  .with(Dhcp4Options.HOST_NAME, "web")
                  .withSeconds(Dhcp4Options.LEASE_TIME, 0xffff_ffffL)
                  .with(60, new byte[700]));
      assertThat(Dhcp4Message.read(whole.write())).isEqualTo(whole);
      assertThat(Dhcp4Message.read(bytes(OFFER)).write()).startsWith(bytes(OFFER.substring(0, 40)));
    }

    @Test
    void isNotShorterThanRelaysTake() {
      byte[] written = Dhcp4Message.of(Dhcp4Type.DISCOVER, 1, 0, MAC).write();
      assertThat(written).hasSize(300);
      assertThat(HexFormat.of().formatHex(written, 0, 12)).isEqualTo("010106000000000100008000");
    }
  }

  @Nested
  class Frames {

    private final Dhcp4Frame frame =
        new Dhcp4Frame(
            MacAddress.parse("02:00:00:00:00:09"),
            Dhcp4Frame.ALL,
            Ipv4Address.parse("10.9.0.1"),
            Ipv4Address.parse("255.255.255.255"),
            Dhcp4Message.read(bytes(OFFER)));

    @Test
    void areReadAsTheyWereWritten() {
      assertThat(Dhcp4Frame.read(frame.write())).isEqualTo(frame);
      assertThat(Dhcp4Frame.read(Arrays.copyOf(frame.write(), 1000))).isEqualTo(frame);
    }

    @Test
    void thatAreCutShortAreRefused() {
      byte[] whole = frame.write();
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatIllegalArgumentException().isThrownBy(() -> Dhcp4Frame.read(cut));
      }
    }

    @Test
    void ofOthersAreRefused() {
      for (int at : List.of(12, 14, 20, 23, 34, 36)) {
        byte[] other = frame.write();
        other[at] ^= 2;
        assertThatIllegalArgumentException().isThrownBy(() -> Dhcp4Frame.read(other));
      }
      byte[] clients =
          Dhcp4Frame.broadcast(MAC, Dhcp4Message.of(Dhcp4Type.DISCOVER, 1, 0, MAC)).write();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Dhcp4Frame.read(clients))
          .withMessageContaining("not of a DHCP server");
    }

    @Test
    void haveChecksumsThatAddUp() {
      byte[] written =
          Dhcp4Frame.broadcast(MAC, Dhcp4Message.of(Dhcp4Type.DISCOVER, 1, 0, MAC)).write();
      ByteBuffer header = ByteBuffer.wrap(written, 14, 20).slice();
      assertThat(Dhcp4Frame.checksum(header)).isZero();
      int length = written.length - 34;
      ByteBuffer pseudo =
          ByteBuffer.allocate(12 + length)
              .put(written, 26, 8)
              .putShort((short) 17)
              .putShort((short) length)
              .put(written, 34, length)
              .flip();
      assertThat(Dhcp4Frame.checksum(pseudo)).isZero();
    }
  }

  @Nested
  class Neighbours {

    @Test
    void areAskedWithoutSayingAnything() {
      ArpFrame probe = ArpFrame.probe(MAC, Ipv4Address.parse("10.9.0.77"));
      assertThat(HexFormat.of().formatHex(probe.write()))
          .isEqualTo(
              "ffffffffffff"
                  + "02420a010203"
                  + "0806"
                  + "0001080006040001"
                  + "02420a010203"
                  + "00000000"
                  + "000000000000"
                  + "0a09004d");
      assertThat(ArpFrame.read(probe.write())).isEqualTo(probe);
    }

    @Test
    void thatSpeakAnotherProtocolAreRefused() {
      byte[] written = ArpFrame.probe(MAC, Ipv4Address.parse("10.9.0.77")).write();
      for (int at : List.of(12, 15, 17, 18, 19, 21)) {
        byte[] other = written.clone();
        other[at] = (byte) (other[at] + 4);
        assertThatIllegalArgumentException().isThrownBy(() -> ArpFrame.read(other));
      }
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ArpFrame.read(Arrays.copyOf(written, 41)));
    }
  }

  /// Whatever is written by a stranger is read, or refused as such.
  @Test
  void noBytesDoAnythingElse() {
    Random random = new Random(42);
    byte[] seed = bytes(OFFER);
    int read = 0;
    for (int round = 0; round < 50_000; round++) {
      byte[] message = Arrays.copyOf(seed, seed.length - random.nextInt(8) + random.nextInt(16));
      for (int change = random.nextInt(6); change >= 0; change--) {
        boolean options = random.nextBoolean();
        int at =
            options ? 236 + random.nextInt(message.length - 236) : random.nextInt(message.length);
        message[at] = (byte) random.nextInt(256);
      }
      try {
        Dhcp4Message parsed = Dhcp4Message.read(message);
        assertThat(Dhcp4Message.read(parsed.write())).isEqualTo(parsed);
        read++;
      } catch (IllegalArgumentException malformed) {
        assertThat(malformed).hasMessageMatching("(?s).+");
      }
    }
    assertThat(read).isBetween(1_000, 49_000);
  }
}
