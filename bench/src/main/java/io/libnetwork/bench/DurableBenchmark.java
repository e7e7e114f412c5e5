package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ControllerProcess;
import io.libnetwork.testing.TestHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// What it adds to an attach that its record is on disk when it returns: two controllers take
/// turns, one with a store and one without.
final class DurableBenchmark {

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
      TemporaryFolder folder)
      implements AutoCloseable {

    static Subject open(boolean durable) {
      TestHost host = TestHost.create();
      TemporaryFolder folder = TemporaryFolder.create();
      Optional<StateStore> store =
          durable
              ? Optional.of(ControllerProcess.open(folder.path().resolve("store")))
              : Optional.empty();
      List<ControllerOption> options = new ArrayList<>();
      options.add(new ControllerOption.NetworkDriver(BridgeDriver.factory()));
      store.ifPresent(kept -> options.add(new ControllerOption.Store(kept)));
      Controller controller =
          Controller.open(host.host(), options.toArray(ControllerOption[]::new));
      Network network =
          controller.createNetwork(BridgeDriver.NAME, "bench", new NetworkOption.WithoutNames());
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
      folder.close();
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

  /// Of eight threads on few processors each waits for the others, so that what the work of one
  /// takes longer counts several times. So it is also told what all of them together take for each.
  private static void manyThreads(Subject forgetful, Subject durable, Consumer<Row> rows) {
    Samples without = new Samples();
    Samples with = new Samples();
    Samples eachWithout = new Samples();
    Samples eachWith = new Samples();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int batch = -BATCHES / 2; batch < BATCHES; batch++) {
        boolean warm = batch >= 0;
        attachAtOnce(
            threads, forgetful, warm ? without : new Samples(), warm ? eachWithout : new Samples());
        attachAtOnce(
            threads, durable, warm ? with : new Samples(), warm ? eachWith : new Samples());
      }
    }
    rows.accept(extra("attach-durable-" + THREADS, with, without));
    rows.accept(extra("attach-durable-%d-each".formatted(THREADS), eachWith, eachWithout));
  }

  private static void attachAtOnce(
      ExecutorService threads, Subject subject, Samples into, Samples each) {
    List<Callable<Samples>> work =
        IntStream.range(0, THREADS)
            .<Callable<Samples>>mapToObj(
                thread -> () -> attachInTurn(subject, "bench-%d-".formatted(thread)))
            .toList();
    try {
      long before = System.nanoTime();
      for (Future<Samples> done : threads.invokeAll(work)) {
        into.addAll(done.get());
      }
      each.add((System.nanoTime() - before) / (THREADS * BATCH));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while containers were attached", interrupted);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("containers could not be attached", failure);
    }
    subject.controller().removeAll(subject.controller().sandboxes());
  }

  private static Samples attachInTurn(Subject subject, String container) {
    Samples samples = new Samples();
    for (int round = 0; round < BATCH; round++) {
      String name = container + round;
      samples.time(() -> subject.controller().attach(name, subject.network()));
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
}
