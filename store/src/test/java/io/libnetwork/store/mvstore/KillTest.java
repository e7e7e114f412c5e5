package io.libnetwork.store.mvstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes is killed, again and again: whatever it said was acknowledged is there.
class KillTest {

  private static final int KILLS = Integer.getInteger("store.kills", 6);
  private static final int MOST_LINES = 300;

  @TempDir private Path folder;

  @Test
  void everythingAcknowledgedIsThere() throws IOException, InterruptedException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long[] acknowledged = new long[WritingProcess.THREADS];
    for (int kill = 0; kill < KILLS; kill++) {
      List<String> said;
      try (WritingProcess process = WritingProcess.start(folder)) {
        process.await(1 + random.nextInt(MOST_LINES));
        said = process.kill();
      }
      for (String line : said) {
        String[] words = line.split(" ", -1);
        acknowledged[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
      }
      requireAll(acknowledged, "seed %d, kill %d".formatted(seed, kill));
    }
  }

  private void requireAll(long[] acknowledged, String where) {
    try (StateStore store = new MvStoreProvider().open(folder, Schema.FIRST)) {
      assertThat(store.recovery()).as(where).isInstanceOf(Recovery.Interrupted.class);
      for (int thread = 0; thread < acknowledged.length; thread++) {
        long found =
            store
                .find(WritingProcess.counter(thread))
                .map(record -> record.content().whole("count"))
                .orElse(0L);
        // The one after was on its way when the process ended, and may have arrived.
        assertThat(found)
            .as("%s, thread %d", where, thread)
            .isBetween(acknowledged[thread], acknowledged[thread] + 1);
      }
    }
  }
}
