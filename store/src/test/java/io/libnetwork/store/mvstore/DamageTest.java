package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.NetworkException;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A store's file is damaged at random places: the store is refused, or opened as it was after one
/// of its commits, and tells that it lost something if it did.
class DamageTest {

  private static final int CASES = 240;

  private enum Outcome {
    WHOLE,
    TOLD,
    REFUSED
  }

  private enum Harm {
    TRUNCATION,
    ZEROES,
    FLIPPED_BITS,
    GARBAGE
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isRefusedOrToldAndNeverWrong(boolean closed) throws IOException {
    long seed = new Random().nextLong();
    History history = new History(seed);
    MemoryDisk disk = written(history, closed);
    byte[] sound = disk.read(MvJournal.FILE).orElseThrow();
    Random random = new Random(seed);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (int i = 0; i < CASES; i++) {
      Harm harm = Harm.values()[i % Harm.values().length];
      disk.put(MvJournal.FILE, damaged(sound, harm, random));
      Outcome outcome =
          open(disk, history, closed, "seed %d, case %d, %s".formatted(seed, i, harm));
      outcomes.merge(outcome, 1, Integer::sum);
    }
    assertThat(outcomes.keySet()).as("seed %d: %s", seed, outcomes).contains(Outcome.values());
  }

  @Test
  void keepsTheDamagedFileWhenItIsReplaced() throws IOException {
    History history = new History(1);
    MemoryDisk disk = written(history, true);
    byte[] sound = disk.read(MvJournal.FILE).orElseThrow();
    byte[] cut = Arrays.copyOf(sound, sound.length - 4096);
    disk.put(MvJournal.FILE, cut);
    String kept;
    try (StateStore store = History.open(disk)) {
      assertThat(store.recovery()).isInstanceOf(Recovery.Damaged.class);
      Recovery.Damaged damaged = (Recovery.Damaged) store.recovery();
      kept = damaged.kept().getFileName().toString();
      assertThat(damaged.toString())
          .contains("revision " + damaged.revision())
          .contains("lost: revision " + history.last() + ";")
          .contains(kept);
      assertThat(disk.list()).doesNotContain(kept);
      Numbered.append(store, 0, 5);
    }
    assertThat(disk.read(kept)).contains(cut);
    try (StateStore store = History.open(disk)) {
      assertThat(store.recovery()).isInstanceOf(Recovery.Clean.class);
    }
  }

  private static MemoryDisk written(History history, boolean closed) throws IOException {
    MemoryDisk disk = new MemoryDisk();
    MemoryDisk[] open = new MemoryDisk[1];
    try (StateStore store = History.open(disk)) {
      for (int i = 0; i < 25; i++) {
        history.change(store);
      }
      open[0] = disk.afterPowerLoss(new Random(1));
    }
    return closed ? disk : open[0];
  }

  private static byte[] damaged(byte[] sound, Harm harm, Random random) {
    byte[] bytes = sound.clone();
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 64 : 9000));
    return switch (harm) {
      case TRUNCATION -> Arrays.copyOf(bytes, at);
      case ZEROES -> {
        Arrays.fill(bytes, at, at + length, (byte) 0);
        yield bytes;
      }
      case FLIPPED_BITS -> {
        for (int i = 0; i <= random.nextInt(3); i++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        yield bytes;
      }
      case GARBAGE -> {
        byte[] garbage = new byte[length];
        random.nextBytes(garbage);
        System.arraycopy(garbage, 0, bytes, at, length);
        yield bytes;
      }
    };
  }

  private static Outcome open(Disk disk, History history, boolean closed, String where)
      throws IOException {
    try (StateStore store = History.open(disk)) {
      Snapshot found = store.snapshot();
      assertThat(found).as(where).isEqualTo(history.after(found.revision()));
      if (found.revision() == history.last()) {
        assertThat(store.recovery().lossy()).as(where).isFalse();
        return Outcome.WHOLE;
      }
      assertThat(store.recovery()).as(where).isNotInstanceOf(Recovery.Fresh.class);
      assertThat(store.recovery()).as(where).isNotInstanceOf(Recovery.Clean.class);
      assertThat(store.recovery().lossy() || !closed).as(where).isTrue();
      return Outcome.TOLD;
    } catch (NetworkException.System refused) {
      assertThat(refused).as(where).hasMessageContaining("cannot be used");
      return Outcome.REFUSED;
    }
  }
}
