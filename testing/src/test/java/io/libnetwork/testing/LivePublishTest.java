package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Ports published and withdrawn while a container uses others, by real packets.
class LivePublishTest {

  private static final int PORT = 80;

  private Lab lab;
  private Attachment web;
  private Place remote;

  @BeforeEach
  void open() {
    lab = Lab.open();
    web = lab.controller().attach("web", lab.dual("shop"), EndpointOption.Publish.of("8080:80"));
    lab.place(web).answering(PORT).answering(8001);
    remote = lab.remote();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Nested
  class APort {

    @Test
    void isReachedOnceItIsPublishedAndNoMoreWhenItIsNot() {
      PublishedPort second = PublishedPort.parse("9090:80");
      assertUnreached(9090);
      List<PortBinding> bindings = web.endpoint().publish(second);
      assertThat(bindings).hasSize(2).allMatch(it -> it.hostPort().number() == 9090);
      assertReached(9090);
      web.endpoint().unpublish(second);
      assertUnreached(9090);
      assertReached(8080);
      web.endpoint().unpublish(second);
    }

    @Test
    void comesAndGoesWithoutAConnectionByAnotherNoticing() throws IOException {
      PublishedPort second = PublishedPort.parse("9090:80");
      try (SocketChannel living = remote.connect(IpAddress.parse(Lab.HOST_V4), 8080)) {
        for (int round = 0; round < 20; round++) {
          web.endpoint().publish(second);
          web.endpoint().unpublish(second);
        }
        living.socket().getOutputStream().write('?');
        assertThat(
                new String(
                    living.socket().getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
            .startsWith("web ");
      }
    }

    @Test
    void isReachedByItsOwnContainerWhereItIsTheFirst() {
      Attachment other = lab.controller().attach("other", web.endpoint().network());
      Place place = lab.place(other).answering(PORT);
      other.endpoint().publish(PublishedPort.parse("7070:80"));
      assertThat(place.tcp(Lab.HOST_V4, 7070)).startsWith("other ");
      assertThat(place.tcp(Lab.HOST_V6, 7070)).startsWith("other ");
    }

    @Test
    void isPublishedWhenTheEndpointIsJoined() {
      Endpoint later = web.endpoint().network().createEndpoint("later");
      assertThat(later.publish(PublishedPort.parse("7070:80"))).isEmpty();
      later.join(lab.controller().createSandbox("later"));
      assertThat(later.driverInformation().ports()).hasSize(2);
    }
  }

  @Nested
  class ARange {

    @Test
    void isReachedAtEachPort() {
      web.endpoint().publish(PublishedPort.parse("8000-8010:8000-8010"));
      assertReached(8001);
      web.endpoint().unpublish(PublishedPort.parse("8000-8010:8000-8010"));
      assertUnreached(8001);
    }

    @Test
    void isReachedAtOneAddressAndNotAtOthers() {
      web.endpoint().publish(PublishedPort.parse(Lab.HOST_V4 + ":8000-8010:8000-8010"));
      assertThat(remote.tcp(Lab.HOST_V4, 8001)).startsWith("web ");
      assertThat(lab.host().tcp("127.0.0.1", 8001)).isEqualTo(Place.REFUSAL);
    }

    @Test
    void isReachedUnderOtherNumbers() {
      web.endpoint().publish(PublishedPort.parse("9000-9002:7999-8001"));
      assertReached(9002);
      assertUnreached(9001);
    }
  }

  @Nested
  class BadInput {

    @Test
    void leavesNothingHalfPublished() {
      List<PortBinding> before = web.endpoint().driverInformation().ports();
      assertThatThrownBy(() ->
              web.endpoint()
                  .publish(PublishedPort.parse("9090:80"), PublishedPort.parse("8080:80")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("8080/tcp");
      assertThatThrownBy(() ->
              web.endpoint()
                  .publish(PublishedPort.parse("9090:80"), PublishedPort.parse("203.0.113.9:1:1")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("203.0.113.9");
      assertThat(web.endpoint().driverInformation().ports()).isEqualTo(before);
      assertUnreached(9090);
      assertReached(8080);
      web.endpoint().publish(PublishedPort.parse("9090:80"));
      assertReached(9090);
    }

    @Test
    void isRefusedOnAnInternalNetworkAndOnADeletedEndpoint() {
      Endpoint sealed = lab.bridge("sealed", new NetworkOption.Internal()).createEndpoint("sealed");
      assertThatThrownBy(() -> sealed.publish(PublishedPort.parse("9090:80")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("9090:80/tcp")
          .hasMessageContaining("internal");
      sealed.delete();
      assertThatThrownBy(() -> sealed.publish(PublishedPort.parse("9090:80")))
          .isInstanceOf(NetworkException.NotFound.class);
    }
  }

  private void assertReached(int port) {
    assertThat(remote.tcp(Lab.HOST_V4, port)).startsWith("web ");
    assertThat(remote.tcp(Lab.HOST_V6, port)).startsWith("web ");
  }

  private void assertUnreached(int port) {
    assertThat(remote.tcp(Lab.HOST_V4, port)).isEqualTo(Place.REFUSAL);
    assertThat(remote.tcp(Lab.HOST_V6, port)).isEqualTo(Place.REFUSAL);
  }
}
