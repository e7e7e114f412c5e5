package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The numbers that a host's namespaces get.
class DescendingNumbersTest {

  private static final int FEW = 64;
  private static final int HIGHEST = 1 << 30;
  private static final InterfaceName OUTSIDE = new InterfaceName("outside");
  private static final InterfaceName INSIDE = new InterfaceName("inside");

  private TestNamespace host;
  private Rtnetlink rtnetlink;
  private final List<NetworkNamespace> made = new ArrayList<>();

  @BeforeEach
  void open() {
    host = TestNamespace.open();
    rtnetlink = Rtnetlink.open(TestNamespace.thread(), host.namespace());
  }

  @AfterEach
  void close() {
    made.forEach(NetworkNamespace::close);
    if (host != null) {
      rtnetlink.close();
      host.close();
    }
  }

  @Test
  void areTheKernelsForTheFirstFewAndThenCountDown() {
    DescendingNumbers numbers = numbers();
    for (int each = 0; each < FEW; each++) {
      assertThat(numbered(numbers, made())).isEmpty();
    }
    assertThat(numbered(numbers, made())).contains(HIGHEST - 1);
    assertThat(numbered(numbers, made())).contains(HIGHEST - 2);
  }

  @Test
  void goOnBelowThoseOfAnotherProcess() {
    rtnetlink.execute(NamespaceNumbers.set(made(), HIGHEST - 17));
    rtnetlink.execute(NamespaceNumbers.set(made(), 3));

    assertThat(numbered(withoutFew(), made())).contains(HIGHEST - 18);
  }

  @Test
  void leaveANamespaceTheNumberItHas() {
    NetworkNamespace known = made();
    rtnetlink.execute(NamespaceNumbers.set(known, 5));

    assertThat(numbered(withoutFew(), known)).contains(5);
  }

  @Test
  void areGivenBeforeTheLinkThatLeadsThere() {
    DescendingNumbers numbers = withoutFew();
    NetworkNamespace namespace = made();
    NetlinkBatch batch = rtnetlink.batch();
    numbers.number(batch, namespace);
    batch.add(Links.add(LinkSpec.of(OUTSIDE, Veth.to(INSIDE, LinkSetting.in(namespace)))));
    batch.send();

    assertThat(rtnetlink.get(Links.get(OUTSIDE)).parentNamespace()).hasValue(HIGHEST - 1);
  }

  @Test
  void areNotForTheHostItself() {
    assertThat(numbered(withoutFew(), host.namespace())).isEmpty();
  }

  private DescendingNumbers numbers() {
    return new DescendingNumbers(host::namespace, () -> rtnetlink);
  }

  private DescendingNumbers withoutFew() {
    DescendingNumbers numbers = numbers();
    NetworkNamespace any = made();
    for (int each = 0; each < FEW; each++) {
      assertThat(numbered(numbers, any)).isEmpty();
    }
    return numbers;
  }

  private Optional<Integer> numbered(DescendingNumbers numbers, NetworkNamespace namespace) {
    NetlinkBatch batch = rtnetlink.batch();
    numbers.number(batch, namespace);
    batch.trySend();
    return rtnetlink.find(NamespaceNumbers.get(namespace));
  }

  private NetworkNamespace made() {
    made.add(TestNamespace.thread().create());
    return made.getLast();
  }
}
