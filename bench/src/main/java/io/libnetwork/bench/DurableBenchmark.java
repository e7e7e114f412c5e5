package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What it adds to an attach that its record is on disk when it returns: two controllers take
/// turns, one with a store and one without.
final class DurableBenchmark {

  private static final String STORE = "mvstore";
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 300;
  private static final int THREADS = 8;
  private static final int BATCHES = 48;
  private static final int BATCH = 12;

  private DurableBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (Subject forgetful = Subject.open(false);
        Subject durable = Subject.open(true)) {
      oneThread(forgetful, durable, rows);
      manyThreads(forgetful, durable, rows);
    }
  }

  /// A controller on a host of its own.
  private record Subject(
      TestHost host,
      Controller controller,
      Network network,
      Optional<StateStore> store,
      Path folder)
      implements AutoCloseable {

    static Subject open(boolean durable) {
      TestHost host = TestHost.create();
      Path folder = temporaryFolder();
      Optional<StateStore> store =
          durable
              ? Optional.of(
                  StateStoreProvider.named(STORE).open(folder.resolve("store"), Schema.FIRST))
              : Optional.empty();
      List<ControllerOption> options = new ArrayList<>();
      options.add(new ControllerOption.NetworkDriver(BridgeDriver.factory()));
      store.ifPresent(kept -> options.add(new ControllerOption.Store(kept)));
      Controller controller =
          Controller.open(host.host(), options.toArray(ControllerOption[]::new));
      Network network = controller.createNetwork(BridgeDriver.NAME, "bench");
      return new Subject(host, controller, network, store, folder);
    }

    void attach(String container, Samples into) {
      Attachment[] attached = new Attachment[1];
      into.time(() -> attached[0] = controller.attach(container, network));
      attached[0].sandbox().delete();
    }

    @Override
    public void close() {
      network.delete();
      controller.close();
      store.ifPresent(StateStore::close);
      host.close();
      remove(folder);
    }
  }

  private static void oneThread(Subject forgetful, Subject durable, Consumer<Row> rows) {
    Samples without = new Samples();
    Samples with = new Samples();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      forgetful.attach("bench", round < 0 ? new Samples() : without);
      durable.attach("bench", round < 0 ? new Samples() : with);
    }
    rows.accept(extra("attach-durable-1", with, without));
  }

  private static void manyThreads(Subject forgetful, Subject durable, Consumer<Row> rows) {
    Samples without = new Samples();
    Samples with = new Samples();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int batch = -BATCHES / 2; batch < BATCHES; batch++) {
        attachAtOnce(threads, forgetful, batch < 0 ? new Samples() : without);
        attachAtOnce(threads, durable, batch < 0 ? new Samples() : with);
      }
    }
    rows.accept(extra("attach-durable-" + THREADS, with, without));
  }

  private static void attachAtOnce(ExecutorService threads, Subject subject, Samples into) {
    List<Callable<Samples>> work =
        IntStream.range(0, THREADS)
            .<Callable<Samples>>mapToObj(thread -> () -> attachInTurn(subject, "bench" + thread))
            .toList();
    try {
      for (Future<Samples> done : threads.invokeAll(work)) {
        into.addAll(done.get());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while containers were attached", interrupted);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("containers could not be attached", failure);
    }
  }

  private static Samples attachInTurn(Subject subject, String container) {
    Samples samples = new Samples();
    for (int round = 0; round < BATCH; round++) {
      subject.attach(container, samples);
    }
    return samples;
  }

  /// The difference of the medians, and of the 95th percentiles.
  private static Row extra(String name, Samples with, Samples without) {
    return new Row(
        name,
        Samples.UNIT,
        with.count(),
        with.percentile(50) - without.percentile(50),
        with.percentile(95) - without.percentile(95),
        Optional.empty());
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("libnetwork-bench");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder for the store", failure);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove the store's folder " + folder, failure);
    }
  }
}
