package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.BootId;
import io.libnetwork.linux.Moment;
import io.libnetwork.linux.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseTermsTest {

  private static final BootId BOOT = new BootId("first");
  private static final BootId NEXT = new BootId("second");
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration UPTIME = Duration.ofDays(3);

  private final LeaseTerms hour = terms(new Lease.ForDuration(HOUR));

  private static LeaseTerms terms(Lease... leases) {
    return new LeaseTerms(List.of(leases), new Moment(BOOT, UPTIME, NOON));
  }

  private static Moment later(Duration passed) {
    return new Moment(BOOT, UPTIME.plus(passed), NOON.plus(passed));
  }

  @Nested
  class WithinOneBoot {

    @Test
    void lastForTheTimeGranted() {
      assertThat(hour.ended(later(HOUR.minusNanos(1)))).isEmpty();
      assertThat(hour.ended(later(HOUR))).contains("its time to live, PT1H, has run out");
      assertThat(hour.left(later(Duration.ofMinutes(20)))).contains(Duration.ofMinutes(40));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000_000, -1, 0, 1, 1_000_000})
    void doNotNoticeThatTheCalendarWasSet(long hours) {
      Moment set = new Moment(BOOT, UPTIME.plusMinutes(59), NOON.plus(Duration.ofHours(hours)));
      assertThat(hour.left(set)).contains(Duration.ofMinutes(1));
      assertThat(hour.at(set)).isSameAs(hour);
    }

    @Test
    void areCountedAnewWhenTheyAreRenewed() {
      LeaseTerms renewed = hour.renewed(Duration.ofMinutes(5), later(Duration.ofMinutes(59)));
      assertThat(renewed.leases()).containsExactly(new Lease.ForDuration(Duration.ofMinutes(5)));
      assertThat(renewed.ended(later(Duration.ofMinutes(63)))).isEmpty();
      assertThat(renewed.ended(later(Duration.ofMinutes(64)))).isPresent();
    }
  }

  @Nested
  class OverAReboot {

    private Moment rebooted(Duration passed) {
      return new Moment(NEXT, Duration.ofSeconds(20), NOON.plus(passed));
    }

    @Test
    void goByTheCalendar() {
      assertThat(hour.left(rebooted(Duration.ofMinutes(50)))).contains(Duration.ofMinutes(10));
      assertThat(hour.ended(rebooted(HOUR))).isPresent();
    }

    @Test
    void areNeverLongerThanGrantedHoweverFarTheCalendarWasSetBack() {
      assertThat(hour.left(rebooted(Duration.ofDays(-9_000)))).contains(HOUR);
    }

    /// So that setting the calendar back twice does not grant it twice.
    @Test
    void areCountedFromThenOnByTheNewBoot() {
      Moment start = rebooted(Duration.ofMinutes(50));
      LeaseTerms again = hour.at(start);
      assertThat(again.since()).isEqualTo(start);
      assertThat(
              again.left(
                  new Moment(NEXT, Duration.ofSeconds(20).plusMinutes(9), NOON.minus(UPTIME))))
          .contains(Duration.ofMinutes(1));
    }

    @Test
    void endWithTheirOwner() {
      Lease mine = new Lease.OwnedByProcess(new ProcessIdentity(1, 0));
      assertThat(terms(mine).ended(rebooted(HOUR))).contains("its owner, process 1, has ended");
    }
  }

  @Test
  void endWithTheFirstOfSeveral() {
    LeaseHandle handle = new LeaseHandle();
    LeaseTerms both = terms(new Lease.WhileOpen(handle), new Lease.ForDuration(HOUR));
    assertThat(both.ended(later(Duration.ZERO))).isEmpty();
    assertThat(both.ended(later(HOUR))).get().asString().contains("time to live");
    handle.close();
    assertThat(both.ended(later(Duration.ZERO))).contains("a handle that kept it is closed");
  }

  @Nested
  class ATimeToLive {

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0009S", "P367D", "P1000000D"})
    void isRefusedWhereItIsNone(String text) {
      assertThatThrownBy(() -> new Lease.ForDuration(Duration.parse(text)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(Duration.parse(text).toString())
          .hasMessageContaining("366 days");
    }

    @Test
    void isGivenOnce() {
      assertThatThrownBy(() ->
              SandboxConfig.of(
                  new SandboxOption.Leased(new Lease.ForDuration(HOUR)),
                  new SandboxOption.Leased(new Lease.ForDuration(UPTIME))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("PT1H and PT72H");
    }

    @Test
    void isNotForATemplate() {
      assertThatThrownBy(() ->
              NetworkConfig.of(
                  "t",
                  new NetworkOption.ConfigOnly(),
                  new NetworkOption.Leased(new Lease.ForDuration(HOUR))))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("for PT1H");
    }
  }

  @Nested
  @EnabledOnOs(OS.LINUX)
  class AnOwner {

    private final ProcessIdentity self =
        ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();

    @Test
    void mayBeAProcessThatRuns() {
      assertThat(Lease.ownedBy(self.pid())).isEqualTo(new Lease.OwnedByProcess(self));
      LeaseOwners.requireRunning("network n", self);
    }

    @Test
    void isRefusedWhereItsNumberIsAnothersByNow() {
      ProcessIdentity former = new ProcessIdentity(self.pid(), self.started() - 7);
      assertThatThrownBy(() -> LeaseOwners.requireRunning("network n", former))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("network n")
          .hasMessageContaining("started at tick " + former.started())
          .hasMessageContaining("started at tick " + self.started() + ", so it is another one");
    }

    @Test
    void isRefusedWhereItHasEnded() throws Exception {
      Process child = new ProcessBuilder("sleep", "600").start();
      ProcessIdentity gone = ProcessIdentity.of(child.pid()).orElseThrow();
      child.destroyForcibly().waitFor();
      assertThatThrownBy(() -> LeaseOwners.requireRunning("network n", gone))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("process " + gone.pid())
          .hasMessageContaining("has ended");
      assertThatThrownBy(() -> Lease.ownedBy(gone.pid()))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining(Long.toString(gone.pid()));
    }

    @Test
    void isRefusedWhereItIsNoNumberOfAProcess() {
      assertThatThrownBy(() -> Lease.ownedBy(0))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("process 0");
      assertThatThrownBy(() -> Lease.ownedBy(-5, 3))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("process -5");
    }
  }

  @Test
  void tellWhenTheyRunOutByTheCalendar() {
    assertThat(hour.expires(later(Duration.ofMinutes(10)))).contains(NOON.plus(HOUR));
    assertThat(terms(new Lease.WhileOpen(new LeaseHandle())).expires(later(HOUR)))
        .isEqualTo(Optional.empty());
  }
}
