package io.libnetwork;

import io.libnetwork.linux.KernelThreads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Many containers attached as one operation, by as many threads as the machine runs at once: to
/// make a namespace and to plug into a bridge keep different parts of the kernel busy.
///
/// One thread is the caller's. A container is attached by one thread, to its networks in the order
/// asked for. The first failure keeps every thread from its next container; when all have stopped,
/// everything is undone.
final class AttachingAll {

  private final Attaching attaching;
  private final Ledger ledger;
  private final List<AttachRequest> requests;
  private final AtomicReferenceArray<Attaching.Attached> attached;

  /// The places, among the requests, of each container's.
  private final Queue<List<Integer>> waiting = new ConcurrentLinkedQueue<>();

  private volatile boolean failed;

  private final int threads;

  /// @param threads how many work at most
  AttachingAll(
      Attaching attaching, Ledger ledger, Collection<AttachRequest> requests, int threads) {
    this.threads = threads;
    this.attaching = attaching;
    this.ledger = ledger;
    this.requests = List.copyOf(requests);
    this.attached = new AtomicReferenceArray<>(this.requests.size());
    Map<String, List<Integer>> containers = new LinkedHashMap<>();
    for (int place = 0; place < this.requests.size(); place++) {
      containers
          .computeIfAbsent(this.requests.get(place).container(), _ -> new ArrayList<>())
          .add(place);
    }
    waiting.addAll(containers.values());
  }

  /// Attaches all, in the order of the requests.
  List<Attachment> run() {
    int others = Math.min(threads, waiting.size()) - 1;
    List<Undo> undos = new ArrayList<>();
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      Undo undo = new Undo();
      undos.add(undo);
      begun.add(KernelThreads.start(() -> work(undo)));
    }
    Undo own = new Undo();
    undos.add(own);
    List<RuntimeException> failures = new ArrayList<>();
    try {
      work(own);
    } catch (RuntimeException failure) {
      failures.add(failure);
    }
    begun.forEach(other -> KernelThreads.failure(other).ifPresent(failures::add));
    if (failures.isEmpty()) {
      settle(failures);
    }
    if (!failures.isEmpty()) {
      throw undone(undos, failures);
    }
    return attached().map(Attaching.Attached::attachment).toList();
  }

  /// Written in one transaction, so none of it may be before: all are there, or none. Of a
  /// container with several networks the last has them all.
  private void settle(List<RuntimeException> failures) {
    try {
      ledger.commit(attached().flatMap(each -> each.entries().stream()).toList());
    } catch (RuntimeException failure) {
      failures.add(failure);
    }
  }

  private Stream<Attaching.Attached> attached() {
    return IntStream.range(0, attached.length()).mapToObj(attached::get);
  }

  private void work(Undo undo) {
    try {
      List<Integer> places = waiting.poll();
      while (places != null && !failed) {
        for (int place : places) {
          attached.set(place, attaching.attach(requests.get(place), undo, _ -> {}));
          Operation.checkpoint();
        }
        places = waiting.poll();
      }
    } catch (RuntimeException failure) {
      failed = true;
      throw failure;
    }
  }

  private static RuntimeException undone(List<Undo> undos, List<RuntimeException> failures) {
    RuntimeException first = failures.getFirst();
    failures.stream().skip(1).forEach(first::addSuppressed);
    undos.forEach(undo -> undo.all(first));
    return first;
  }
}
