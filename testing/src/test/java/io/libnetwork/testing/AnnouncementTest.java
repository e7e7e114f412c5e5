package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Announcement;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.MacAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a new interface tells its neighbours, read off the bridge.
@Timeout(30)
class AnnouncementTest {

  private static final String MAC = "020000123456";

  /// Request, sender, no target's MAC address, the sender's address again.
  private static final String ARP =
      "ffffffffffff"
          + MAC
          + "08060001080006040001"
          + MAC
          + "0a080002"
          + "000000000000"
          + "0a080002";

  /// To all nodes with hop limit 255.
  private static final String ADVERTISEMENT = "333300000001" + MAC + "86dd6000000000203aff";

  /// Override flag, target, and its MAC address.
  private static final String TARGET = "20000000fd080000000000000000000000000002" + "0201" + MAC;

  private Lab lab;
  private Network network;

  @BeforeEach
  void open() {
    lab = Lab.open();
    network =
        lab.dual("n", NetworkOption.Pool.of("10.8.0.0/24"), NetworkOption.Pool.of("fd08::/64"));
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void comesAsOftenAndAsFarApartAsAskedFor() {
    try (FrameReader reader = FrameReader.on(lab.host(), Lab.bridgeOf(network))) {
      Announcement asked = new Announcement(3, Duration.ofMillis(200));
      lab.controller()
          .attach(
              "c",
              network,
              new EndpointOption.Mac(MacAddress.parse("02:00:00:12:34:56")),
              new EndpointOption.Announce(asked));
      long before = 0;
      for (int i = 0; i < asked.count(); i++) {
        FrameReader.Frame arp = reader.next(ARP);
        FrameReader.Frame advertisement = reader.next(ADVERTISEMENT);
        assertThat(advertisement.hex()).endsWith(TARGET);
        if (i > 0) {
          assertThat(arp.millis() - before).isBetween(100L, 1_000L);
        }
        before = arp.millis();
      }
    }
  }

  @Test
  void comesNotWhereNoneIsAskedFor() {
    try (FrameReader reader = FrameReader.on(lab.host(), Lab.bridgeOf(network))) {
      lab.controller().attach("quiet", network);
      lab.controller()
          .attach(
              "loud",
              network,
              new EndpointOption.Announce(new Announcement(1, Duration.ofSeconds(1))));
      assertThat(reader.next("08060001080006040001").hex()).endsWith("0a080003");
    }
  }
}
