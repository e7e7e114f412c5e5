package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Balancing;
import io.libnetwork.Network;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.Answer;
import io.libnetwork.explain.Cause;
import io.libnetwork.explain.Explainer;
import io.libnetwork.explain.Explanation;
import io.libnetwork.explain.Origin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is said of a connection to a service, compared with what real ones do.
class ExplainServiceTest {

  private static final int PORT = 80;
  private static final int TARGET = 8000;
  private static final TransportPort WEB = TransportPort.parse("80/tcp");
  private static final TransportPort PUBLISHED = TransportPort.parse("8080/tcp");

  private Lab lab;
  private Network shop;
  private Attachment client;
  private Attachment one;
  private Attachment two;

  @BeforeEach
  void open() {
    lab = Lab.open();
    shop = lab.dual("shop");
    client = lab.controller().attach("client", shop);
    one = lab.controller().attach("one", shop);
    two = lab.controller().attach("two", shop);
    lab.place(one).answering(TARGET);
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  private Service service(ServiceOption... more) {
    ServiceOption[] options = java.util.Arrays.copyOf(more, more.length + 1);
    options[more.length] = new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT, TARGET));
    return shop.createService("web", options);
  }

  private Explainer explainer() {
    return Explainer.of(lab.controller())
        .alsoIn(Map.of(Path.of(lab.remote().processPath()), "remote"));
  }

  private Explanation fromClient(IpAddress to) {
    return explainer().explain(Origin.of(client.sandbox()), to, WEB);
  }

  private static String address(Attachment of) {
    return of.endpoint().addresses().getFirst().address().toString();
  }

  @Test
  void saysWhichBackendsThereAreAndWhetherEachAnswers() {
    List<Balancing> ways =
        List.of(
            Balancing.RANDOM, Balancing.SOURCE_HASH, new Balancing.Sticky(Duration.ofMinutes(1)));
    for (Balancing way : ways) {
      Service web = service(new ServiceOption.Balance(way));
      web.add(one.endpoint());
      IpAddress to = web.addresses().getFirst();
      assertThat(lab.place(client).tcp(to, PORT)).startsWith("one sees");
      assertThat(fromClient(to).answer()).as("%s", way).isInstanceOf(Answer.Reached.class);
      web.add(two.endpoint());
      Explanation half = fromClient(to);
      assertThat(half.answer()).isInstanceOf(Answer.Unclear.class);
      assertThat(half.toString())
          .contains("it depends on the backend that is drawn: 1 of 2 are reached")
          .contains("shared out among 2 backends")
          .contains("backend " + address(one) + ":8000: reached: one")
          .contains("backend " + address(two) + ":8000: not reached: in two nobody listens");
      assertThat(half.differs()).isFalse();
      web.delete();
    }
  }

  @Test
  void saysWhomItReachesInBothFamiliesFromEverywhere() {
    lab.place(two).answering(TARGET);
    Service web = service(ServiceOption.Publish.of("8080:80/tcp"));
    web.add(one.endpoint());
    web.add(two.endpoint(), 3);
    for (IpAddress to : web.addresses()) {
      Explanation all = fromClient(to);
      assertThat(all.answer()).as("%s", all).isInstanceOf(Answer.Reached.class);
      assertThat(all.answer().toString()).contains("any of 2 backends, such as one");
      assertThat(all.publication()).contains("a service's port");
    }
    Origin remote = new Origin.Remote(IpAddress.parse(Lab.REMOTE_V4));
    Explanation outside = explainer().explain(remote, IpAddress.parse(Lab.HOST_V4), PUBLISHED);
    assertThat(outside.answer()).as("%s", outside).isInstanceOf(Answer.Reached.class);
    assertThat(((Answer.Reached) outside.answer()).seenAs()).hasToString(Lab.REMOTE_V4);
    for (String loopback : List.of("127.0.0.1", "::1")) {
      Explanation own =
          explainer().explain(new Origin.OfHost(), IpAddress.parse(loopback), PUBLISHED);
      assertThat(own.answer()).as("%s", own).isInstanceOf(Answer.Reached.class);
      assertThat(own.publication()).as("%s", own).anyMatch(it -> it.contains("2 backends"));
    }
  }

  @Test
  void saysWhoRefusesWhereNobodyServes() {
    Service web = service(ServiceOption.Publish.of("8080:80/tcp"));
    for (Explanation refused :
        List.of(
            fromClient(web.addresses().getFirst()),
            explainer().explain(new Origin.OfHost(), IpAddress.parse(Lab.HOST_V4), PUBLISHED))) {
      assertThat(refused.answer()).as("%s", refused).isInstanceOf(Answer.Stopped.class);
      assertThat(((Answer.Stopped) refused.answer()).cause()).isInstanceOf(Cause.ByRule.class);
      assertThat(refused.differs()).isFalse();
    }
  }
}
