package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A real firewalld that is told nothing of our bridges, and real packets: without this, what
/// passes when it is told would prove nothing.
@Timeout(120)
class UntoldFirewalldTest {

  private FirewalldLab lab;

  @BeforeEach
  void open() {
    lab = FirewalldLab.openUntold();
    lab.firewalld().start();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void refusesWhatLeavesANetwork() {
    Spot web = lab.spot(lab.attach("web", lab.network("n")));
    lab.remoteSpot().answering(Spot.PORT);

    assertThat(web.ask(FirewalldLab.REMOTE, Spot.PORT)).isEqualTo(Spot.REFUSAL);
  }

  @Test
  void refusesWhatIsForTheHost() {
    Network network = lab.network("n");
    Spot web = lab.spot(lab.attach("web", network));
    lab.hostSpot().answering(Spot.OTHER);

    assertThat(web.ask(FirewalldLab.gatewayOf(network).toString(), Spot.OTHER))
        .isEqualTo(Spot.REFUSAL);
  }

  @Test
  void refusesWhatIsForARoutedNetwork() {
    Network network = lab.routed("n");
    Attachment web = lab.attach("web", network);
    lab.spot(web).answering(Spot.PORT);
    lab.routeFromRemote(network);

    assertThat(lab.remoteSpot().ask(FirewalldLab.addressOf(web).toString(), Spot.PORT))
        .isEqualTo(Spot.REFUSAL);
  }
}
