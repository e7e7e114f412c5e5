package io.libnetwork.linux.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.Ifb;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Veth;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What the kernel and `tc` say of what was asked for.
class TrafficControlTest {

  private static final Tbf BUCKET = Tbf.of(Rate.parse("50mbit"), 131_072, Duration.ofMillis(50));

  private TestNamespace namespace;
  private Rtnetlink rtnetlink;
  private Ifindex link;
  private Ifindex ifb;

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
    rtnetlink = Rtnetlink.open(TestNamespace.thread(), namespace.namespace());
    link = add("v0", Veth.to(InterfaceName.of("v1")));
    ifb = add("ifb9", new Ifb());
  }

  @AfterEach
  void close() {
    if (rtnetlink != null) {
      rtnetlink.close();
      namespace.close();
    }
  }

  private Ifindex add(String name, LinkKind kind) {
    InterfaceName given = InterfaceName.of(name);
    rtnetlink.execute(Links.add(LinkSpec.of(given, kind, LinkSetting.up())));
    return rtnetlink.get(Links.get(given)).index();
  }

  private String tc(String arguments) {
    return namespace.run(("tc -d " + arguments).split(" ", -1));
  }

  private void assertRefused(NetlinkRequest<Void> request, Errno errno) {
    assertThatThrownBy(() -> rtnetlink.execute(request))
        .isInstanceOfSatisfying(
            NetlinkException.class, refused -> assertThat(refused.errno()).isEqualTo(errno));
  }

  @Nested
  class QueueingDisciplines {

    @Test
    void areTheLinksOwnAtFirst() {
      assertThat(rtnetlink.list(Qdiscs.list(link)))
          .containsExactly(new Qdisc(link, Handle.ROOT, Handle.NONE, new OtherQdisc("noqueue")));
    }

    @Test
    void ofATokenBucketAreAddedChangedAndDeleted() {
      Qdisc added = Qdisc.root(link, BUCKET);
      rtnetlink.execute(Qdiscs.add(added));
      assertThat(rtnetlink.list(Qdiscs.list(link))).containsExactly(added);
      assertThat(tc("qdisc show dev v0"))
          .contains("tbf 1: root", "rate 50Mbit burst 128Kb", "lat 50ms");
      assertRefused(Qdiscs.add(added), Errno.EEXIST);

      Qdisc changed = Qdisc.root(link, new Tbf(Rate.parse("80mbit"), 100_000, 300_000));
      rtnetlink.execute(Qdiscs.change(changed));
      assertThat(rtnetlink.list(Qdiscs.list(link))).containsExactly(changed);

      rtnetlink.execute(Qdiscs.delete(changed));
      assertThat(tc("qdisc show dev v0")).contains("noqueue").doesNotContain("tbf");
      assertRefused(Qdiscs.delete(changed), Errno.EINVAL);
      assertThat(rtnetlink.remove(Qdiscs.delete(link, Handle.ROOT))).isFalse();
    }

    @Test
    void ofManyBitsAreReadWithTheirWholeRate() {
      Tbf bucket = new Tbf(Rate.parse("80gbit"), 1 << 20, 1 << 21);
      rtnetlink.execute(Qdiscs.replace(Qdisc.root(link, bucket)));
      Tbf read = (Tbf) rtnetlink.list(Qdiscs.list(link)).getFirst().kind();
      assertThat(read.rate()).isEqualTo(bucket.rate());
      assertThat(read.burst()).isBetween(bucket.burst() - 640, bucket.burst());
      assertThat(tc("qdisc show dev v0")).contains("rate 80Gbit");
    }

    @Test
    void areReplacedWhateverIsThere() {
      OtherQdisc queue = new OtherQdisc("pfifo");
      Handle second = Handle.of(2, 0);
      rtnetlink.execute(Qdiscs.replace(new Qdisc(link, Handle.ROOT, second, queue)));
      Qdisc bucket = Qdisc.root(link, BUCKET);
      rtnetlink.execute(Qdiscs.replace(bucket));
      rtnetlink.execute(Qdiscs.replace(bucket));
      assertThat(rtnetlink.list(Qdiscs.list(link))).containsExactly(bucket);
      assertRefused(Qdiscs.replace(Qdisc.root(link, queue)), Errno.EINVAL);
    }

    @Test
    void ofOthersAreNotDeletedAsOurs() {
      rtnetlink.execute(Qdiscs.add(Qdisc.root(link, new OtherQdisc("pfifo"))));
      assertRefused(Qdiscs.delete(Qdisc.root(link, BUCKET)), Errno.EINVAL);
      assertThat(tc("qdisc show dev v0")).contains("pfifo");
      rtnetlink.execute(Qdiscs.delete(link, Handle.ROOT));
      assertThat(tc("qdisc show dev v0")).contains("noqueue");
    }

    @Test
    void areRefusedWhereThereIsNoneToChange() {
      assertRefused(Qdiscs.change(Qdisc.root(link, BUCKET)), Errno.ENOENT);
      assertRefused(Qdiscs.delete(link, Handle.ROOT), Errno.ENOENT);
      assertRefused(Qdiscs.delete(link, Handle.INGRESS), Errno.ENOENT);
      assertRefused(Qdiscs.add(Qdisc.root(new Ifindex(999), BUCKET)), Errno.ENODEV);
    }

    @Test
    void areListedOfEveryLink() {
      rtnetlink.execute(Qdiscs.add(Qdisc.root(ifb, BUCKET)));
      rtnetlink.execute(Qdiscs.add(Qdisc.clsact(link)));
      assertThat(rtnetlink.list(Qdiscs.list()))
          .contains(Qdisc.root(ifb, BUCKET), Qdisc.clsact(link));
      assertThat(tc("qdisc show dev v0")).contains("clsact ffff: parent ffff:fff1");
    }
  }

  @Nested
  class Classes {

    private final Handle id = Handle.of(1, 0x10);

    @Test
    void shareAHierarchy() {
      rtnetlink.execute(Qdiscs.add(Qdisc.root(link, new Htb(0x10))));
      HtbClass options =
          HtbClass.of(Rate.parse("8mbit"), 100_000)
              .upTo(Rate.parse("16mbit"), 200_000)
              .withQuantum(60_000);
      TrafficClass added = new TrafficClass(link, Handle.ROOT, id, options);
      rtnetlink.execute(TrafficClasses.add(new TrafficClass(link, Qdisc.FIRST, id, options)));

      assertThat(rtnetlink.list(Qdiscs.list(link)))
          .containsExactly(Qdisc.root(link, new Htb(0x10)));
      assertThat(rtnetlink.list(TrafficClasses.list(link))).containsExactly(added);
      assertThat(tc("class show dev v0")).contains("htb 1:10 root", "rate 8Mbit ceil 16Mbit");
      assertRefused(TrafficClasses.add(added), Errno.EEXIST);

      TrafficClass changed = new TrafficClass(link, Qdisc.FIRST, id, options.withQuantum(2_000));
      rtnetlink.execute(TrafficClasses.change(changed));
      assertThat(tc("class show dev v0")).contains("quantum 2000");
      rtnetlink.execute(TrafficClasses.replace(added));
      assertThat(tc("class show dev v0")).contains("quantum 60000");

      rtnetlink.execute(TrafficClasses.delete(link, id));
      assertThat(rtnetlink.list(TrafficClasses.list(link))).isEmpty();
    }

    @Test
    void ofManyBitsAreReadWithTheirWholeRates() {
      rtnetlink.execute(Qdiscs.add(Qdisc.root(link, new Htb(0x10))));
      HtbClass options =
          HtbClass.of(Rate.parse("80gbit"), 1 << 20)
              .upTo(Rate.parse("160gbit"), 1 << 20)
              .withQuantum(60_000);
      rtnetlink.execute(TrafficClasses.add(new TrafficClass(link, Qdisc.FIRST, id, options)));
      HtbClass read = (HtbClass) rtnetlink.list(TrafficClasses.list(link)).getFirst().kind();
      assertThat(List.of(read.rate(), read.ceil()))
          .containsExactly(Rate.parse("80gbit"), Rate.parse("160gbit"));
    }

    @Test
    void ofOtherKindsAreReadByName() {
      rtnetlink.execute(Qdiscs.add(Qdisc.root(link, BUCKET)));
      assertThat(rtnetlink.list(TrafficClasses.list(link)))
          .extracting(TrafficClass::kind)
          .containsExactly(new OtherClass("tbf"));
      TrafficClass other = new TrafficClass(link, Qdisc.FIRST, id, new OtherClass("tbf"));
      assertThatThrownBy(() -> TrafficClasses.add(other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tbf");
    }

    @Test
    void areRefusedWithoutAHierarchy() {
      TrafficClass orphan =
          new TrafficClass(link, Qdisc.FIRST, id, HtbClass.of(Rate.parse("1mbit"), 10_000));
      assertRefused(TrafficClasses.add(orphan), Errno.ENOENT);
    }
  }

  @Nested
  class Filtering {

    @Test
    void redirectsEverythingAndIsTakenAway() {
      Filter filter = Filter.received(link, new RedirectAll(ifb));
      NetlinkBatch batch = rtnetlink.batch();
      batch.add(Qdiscs.add(Qdisc.ingress(link)));
      batch.add(Filters.add(filter));
      batch.send();

      assertThat(rtnetlink.list(Filters.list(link, Qdisc.RECEIVED))).containsExactly(filter);
      assertThat(tc("filter show dev v0 parent ffff:"))
          .contains("filter protocol all pref 1 u32")
          .contains("match 00000000/00000000 at 0")
          .contains("mirred (Egress Redirect to device ifb9) stolen");

      rtnetlink.execute(Filters.delete(link, Qdisc.RECEIVED, 1));
      assertThat(rtnetlink.list(Filters.list(link, Qdisc.RECEIVED))).isEmpty();
      assertThat(rtnetlink.list(Qdiscs.list(link))).contains(Qdisc.ingress(link));
      rtnetlink.execute(Qdiscs.delete(Qdisc.ingress(link)));
      assertThat(tc("qdisc show dev v0")).doesNotContain("ingress");
    }

    @Test
    void ofOthersIsReadByName() {
      rtnetlink.execute(Qdiscs.add(Qdisc.ingress(link)));
      String add = "filter add dev v0 parent ffff: protocol ip prio 7 u32 match ip dport 80 0xffff";
      String _ = tc(add + " action mirred egress redirect dev ifb9");
      assertThat(rtnetlink.list(Filters.list(link, Qdisc.RECEIVED)))
          .containsExactly(new Filter(link, Qdisc.RECEIVED, 7, new OtherFilter("u32")));
    }

    @Test
    void toALinkThatIsGoneIsReadByName() {
      rtnetlink.execute(Qdiscs.add(Qdisc.ingress(link)));
      rtnetlink.execute(Filters.add(Filter.received(link, new RedirectAll(ifb))));
      rtnetlink.execute(Links.delete(ifb));
      assertThat(rtnetlink.list(Filters.list(link, Qdisc.RECEIVED)))
          .extracting(Filter::kind)
          .containsExactly(new OtherFilter("u32"));
    }

    @Test
    void isRefusedWithoutAPlaceOrALink() {
      assertRefused(Filters.add(Filter.received(link, new RedirectAll(ifb))), Errno.EINVAL);
      rtnetlink.execute(Qdiscs.add(Qdisc.ingress(link)));
      RedirectAll nowhere = new RedirectAll(new Ifindex(999));
      assertRefused(Filters.add(Filter.received(link, nowhere)), Errno.ENODEV);
    }
  }
}
