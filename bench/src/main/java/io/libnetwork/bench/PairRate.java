package io.libnetwork.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// How many containers a second are put on a network and taken from it.
///
/// @param clients who do it at a time, each with a container of its own
/// @param pairs how many were done
record PairRate(int clients, int pairs, double perSecond) {

  /// Has it done by as many clients as there are containers.
  ///
  /// @param rounds of each
  static PairRate measure(Calls calls, List<String> containers, int rounds) {
    String network = calls.create("rate");
    AtomicInteger done = new AtomicInteger();
    long began = System.nanoTime();
    List<Thread> clients = new ArrayList<>();
    for (String container : containers) {
      clients.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int round = 0; round < rounds; round++) {
                  calls.connect(network, container);
                  calls.disconnect(network, container);
                  done.incrementAndGet();
                }
              }));
    }
    clients.forEach(PairRate::join);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (done.get() != containers.size() * rounds) {
      throw new IllegalStateException(
          "only %d pairs were done, see what failed above".formatted(done.get()));
    }
    calls.delete(network);
    return new PairRate(containers.size(), done.get(), done.get() / seconds);
  }

  private static void join(Thread client) {
    try {
      client.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clients ask", interrupted);
    }
  }
}
