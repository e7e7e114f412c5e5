package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Network;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A firewalld that is started when our networks are there.
@Timeout(120)
class LateFirewalldTest {

  private FirewalldLab lab;

  @BeforeEach
  void open() {
    lab = FirewalldLab.open();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void isToldOfWhatWasThereBeforeIt() {
    Network network = lab.network("n");
    Spot web = lab.spot(lab.attach("web", network));
    lab.remoteSpot().answering(Spot.PORT);
    assertThat(web.ask(FirewalldLab.REMOTE, Spot.PORT)).isEqualTo(Spot.ANSWER);

    lab.firewalld().start();

    Eventually.answers("what leaves", () -> web.ask(FirewalldLab.REMOTE, Spot.PORT), Spot.ANSWER);
    Eventually.answers(
        "the zone's interfaces",
        () -> lab.firewalld().command("--get-active-zones"),
        "libnetwork\n  interfaces: " + FirewalldLab.bridgeOf(network));
  }

  /// By another table than nftables' own.
  @Test
  void isToldWhereItWorksByIptables() {
    Network network = lab.network("n");
    Spot web = lab.spot(lab.attach("web", network));
    lab.remoteSpot().answering(Spot.PORT);

    lab.firewalld().workingByIptables().start();

    Eventually.answers(
        "the zone of the bridge",
        () -> lab.interfacesOfOurs(),
        List.of(FirewalldLab.bridgeOf(network)));
    assertThat(web.ask(FirewalldLab.REMOTE, Spot.PORT)).isEqualTo(Spot.ANSWER);
    lab.firewalld().command("--reload");
    Eventually.answers(
        "what leaves after a reload", () -> web.ask(FirewalldLab.REMOTE, Spot.PORT), Spot.ANSWER);
  }
}
