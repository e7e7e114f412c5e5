package io.libnetwork.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AttributesTest {

  @Nested
  class WhatWasWritten {

    @Test
    void isReadAgain() {
      MessageWriter writer = new MessageWriter();
      writer.attributeByte(1, 0xfe).attributeShort(2, 0xfedc).attributeInt(3, -2);
      writer.attributeLong(4, -3).attributeNetworkShort(5, 4789).attribute(6, "eth0").flag(7);
      writer.nest(8, () -> writer.attributeByte(9, 1));
      Attributes attributes = new Attributes(ByteBuffer.wrap(writer.toBytes()));

      assertThat(next(attributes, 1).asByte()).isEqualTo(0xfe);
      assertThat(next(attributes, 2).asShort()).isEqualTo(0xfedc);
      assertThat(next(attributes, 3).asInt()).isEqualTo(-2);
      assertThat(next(attributes, 4).asLong()).isEqualTo(-3);
      assertThat(next(attributes, 5).asNetworkShort()).isEqualTo(4789);
      assertThat(next(attributes, 6).text()).isEqualTo("eth0");
      assertThat(next(attributes, 7).length()).isZero();
      assertThat(next(next(attributes, 8).nested(), 9).asByte()).isOne();
      assertThat(attributes.next()).isFalse();
    }

    @Test
    void isAlignedToFourBytesAndPortsAreInNetworkOrder() {
      MessageWriter writer = new MessageWriter();
      writer.attributeByte(1, 5).attributeNetworkShort(2, 0x12b5);

      assertThat(HexFormat.of().formatHex(writer.toBytes()))
          .isEqualTo("05000100" + "05000000" + "06000200" + "12b50000");
    }

    @Test
    void growsWithoutLosingAnything() {
      MessageWriter writer = new MessageWriter();
      for (int i = 0; i < 10_000; i++) {
        writer.attributeInt(i % 100, i);
      }
      Attributes attributes = new Attributes(ByteBuffer.wrap(writer.toBytes()));
      for (int i = 0; i < 10_000; i++) {
        assertThat(next(attributes, i % 100).asInt()).isEqualTo(i);
      }
    }
  }

  @Nested
  class WhatIsMalformed {

    @Test
    void endsTheReading() {
      for (String hex : new String[] {"03000100", "00000000", "09000100aabbccdd", "ffff0100"}) {
        Attributes attributes = attributes(hex);
        assertThatThrownBy(attributes::next)
            .as(hex)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("malformed netlink attribute");
      }
    }

    @Test
    void isNotReadBeyondItsEnd() {
      Attributes attributes = attributes("06000100aabb0000");
      assertThat(attributes.next()).isTrue();
      assertThatThrownBy(attributes::asInt)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("has 2 bytes, expected 4");
    }

    @Test
    void cannotBeWritten() {
      MessageWriter writer = new MessageWriter();
      assertThatThrownBy(() -> writer.attribute(1, "a\0b"))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> writer.attribute(1, new byte[70_000]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("70000 bytes");
    }
  }

  private static Attributes attributes(String hex) {
    return new Attributes(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private static Attributes next(Attributes attributes, int type) {
    assertThat(attributes.next()).isTrue();
    assertThat(attributes.type()).isEqualTo(type);
    return attributes;
  }
}
