package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.dns.wire.QueryMessage;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

class CacheTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Cache cache = new Cache(10, 1 << 20, 42);

  private static QueryMessage query(Message message) {
    return QueryMessage.read(message.toWire(), false);
  }

  private static QueryMessage query(String name) {
    return query(Messages.question(7, name, Type.A));
  }

  private static Answer answer(QueryMessage query, int lifetime) {
    return Answer.bare(query, Rcode.NXDOMAIN, lifetime);
  }

  private void put(String name, int lifetime) {
    cache.put(query(name), answer(query(name), lifetime), 0);
  }

  private Optional<byte[]> find(String name) {
    return cache.find(query(name), 0);
  }

  @Test
  void findsWhatWasPutInWhateverCase() {
    put("www.Example.com.", 60);
    assertThat(find("WWW.eXAMPLE.com.")).isPresent();
    assertThat(find("ww.example.com.")).isEmpty();
    assertThat(find("www.example.con.")).isEmpty();
  }

  @Test
  void keepsLettersOfTypesApart() {
    // As octets of a name, 65 and 97 would be the letters A and a.
    cache.put(query(Messages.question(7, "a.", Type.HTTPS)), answer(query("a."), 60), 0);
    assertThat(cache.find(query(Messages.question(7, "a.", 97)), 0)).isEmpty();
  }

  @Test
  void keepsApartWhatMakesAnotherAnswer() {
    put("a.", 60);
    Message checking = Messages.question(7, "a.", Type.A);
    checking.getHeader().setFlag(Flags.CD);
    Message iterative = Messages.question(7, "a.", Type.A);
    iterative.getHeader().unsetFlag(Flags.RD);
    assertThat(cache.find(query(checking), 0)).isEmpty();
    assertThat(cache.find(query(iterative), 0)).isEmpty();
    assertThat(cache.find(query(Messages.question(7, "a.", Type.AAAA)), 0)).isEmpty();
    assertThat(
            cache.find(
                query(Messages.withOpt(Messages.question(7, "a.", Type.A), 1232, 0x8000)), 0))
        .isEmpty();
    assertThat(cache.find(query(Messages.withOpt(Messages.question(7, "a.", Type.A), 1232, 0)), 0))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 60, 3600})
  void forgetsWhenTheLifetimeIsOver(int lifetime) {
    put("a.", lifetime);
    assertThat(cache.find(query("a."), lifetime * SECOND - 1)).isPresent();
    assertThat(cache.find(query("a."), lifetime * SECOND)).isEmpty();
    assertThat(cache.entries()).isZero();
    assertThat(cache.bytes()).isZero();
  }

  @Test
  void keepsNothingWithoutALifetime() {
    put("a.", 0);
    assertThat(cache.entries()).isZero();
  }

  @Test
  void keepsNoMoreEntriesThanItMay() {
    for (int i = 0; i < 1000; i++) {
      put("name" + i + ".", 60);
    }
    assertThat(cache.entries()).isEqualTo(10);
    assertThat(find("name999.")).isPresent();
    assertThat(find("name989.")).isEmpty();
  }

  @Test
  void keepsWhatIsUsedLonger() {
    put("used.", 60);
    for (int i = 0; i < 100; i++) {
      put("name" + i + ".", 60);
      assertThat(find("used.")).isPresent();
    }
  }

  @Test
  void keepsNoMoreBytesThanItMay() {
    Cache small = new Cache(1000, 2000, 42);
    for (int i = 0; i < 1000; i++) {
      QueryMessage query = query("name" + i + ".");
      small.put(query, answer(query, 60), 0);
      assertThat(small.bytes()).isLessThanOrEqualTo(2000);
    }
    assertThat(small.entries()).isBetween(5, 15);
  }

  @Test
  void replacesAnAnswerByTheNext() {
    put("a.", 60);
    put("a.", 120);
    assertThat(cache.entries()).isEqualTo(1);
    assertThat(cache.find(query("a."), 90 * SECOND)).isPresent();
  }

  @Test
  void growsAndFindsEverythingStill() {
    Cache big = new Cache(5000, 1 << 24, 42);
    for (int i = 0; i < 5000; i++) {
      QueryMessage query = query("name" + i + ".");
      big.put(query, answer(query, 60), 0);
    }
    for (int i = 0; i < 5000; i++) {
      assertThat(big.find(query("name" + i + "."), 0)).as("name %d", i).isPresent();
    }
    big.clear();
    assertThat(big.entries()).isZero();
    assertThat(big.find(query("name1."), 0)).isEmpty();
  }

  @Test
  void tellsClassesApart() {
    put("a.", 60);
    byte[] chaos = Messages.question(7, "a.", Type.A).toWire();
    chaos[chaos.length - 1] = DClass.CH;
    assertThat(cache.find(QueryMessage.read(chaos, false), 0)).isEmpty();
  }
}
