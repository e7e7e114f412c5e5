package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.store.Journal;
import io.libnetwork.store.JournaledStore;
import io.libnetwork.store.Recovery;
import io.libnetwork.store.Schema;
import io.libnetwork.store.Snapshot;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A controller with a driver, a store and somebody who hands out addresses, of which each can be
/// made to refuse something.
final class RefusalScene implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  /// Whether every step is refused.
  private static final boolean ALL = Boolean.getBoolean("tests.long");

  /// Steps are of one kind that begin with the same words; names stand behind them.
  private static final int WORDS_OF_A_KIND = 3;

  /// What the host's parameters were is kept until the controller is closed.
  private static final String OF_THE_HOST = "host-parameter";

  private final RefusalContract driver;
  private final RefusingIpam ipam = new RefusingIpam();
  private int number;
  private Supplier<List<String>> nothing = List::of;
  private StateStore store;
  private Controller controller;

  /// What there is after each operation of a series of all.
  private final Map<DriverOperation, List<String>> after = new EnumMap<>(DriverOperation.class);

  /// Of commits nothing is kept here: the store has them in memory.
  private static final class ForgetfulJournal implements Journal {

    @Override
    public void append(List<Entry> entries, Supplier<Snapshot> before) {}

    @Override
    public void tidy(Supplier<Snapshot> now) {}

    @Override
    public String description() {
      return "of a test";
    }

    @Override
    public void close(long revision) {}
  }

  RefusalScene(RefusalContract driver) {
    this.driver = driver;
    this.store = emptyStore();
    this.controller = opened();
    try {
      // The first network makes of a host what stays until the controller is closed.
      series();
      series();
      nothing = driver.audit();
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  private static StateStore emptyStore() {
    return new JournaledStore(
        new Snapshot(0, List.of()), new Recovery.Fresh(), Schema.FIRST, new ForgetfulJournal());
  }

  private Controller opened() {
    return Controller.open(
        driver.host(),
        driver.option(),
        new ControllerOption.Ipam(ipam),
        new ControllerOption.Store(store),
        new ControllerOption.ReconcileEvery(Duration.ZERO));
  }

  /// Performs all operations, and notes what there is after each. What is taken away leaves what
  /// was there before it was made, though it may take its time.
  private void series() {
    Deque<List<String>> made = new ArrayDeque<>();
    DriverSubjects subjects = subjects();
    made.push(census());
    for (DriverOperation operation : DriverOperation.knownTo(driver.traits())) {
      operation.perform(subjects);
      if (operation.removes()) {
        made.pop();
      } else {
        made.push(census());
      }
      after.put(operation, made.element());
      await(made.element(), "%s was performed".formatted(operation));
    }
    removeAll();
  }

  /// Performs an operation as often as it has steps, and refuses another one each time: the first
  /// of each kind, and all of them where everything is asked for (`-Dtests.long=true`).
  void refuseSteps(DriverOperation operation) {
    List<String> steps = steps(operation);
    assertThat(steps).as("steps of %s", operation).isNotEmpty();
    for (int place : chosen(steps)) {
      RefusedStep step = new RefusedStep(place);
      attempt(
          operation,
          new Refusal(
              step,
              () -> Failpoints.observe(step),
              failure -> assertThat(failure).as(step.toString()).isInstanceOf(step.expected())));
    }
  }

  private List<String> steps(DriverOperation operation) {
    DriverSubjects subjects = prepared(operation);
    RefusedStep none = new RefusedStep(0);
    Failpoints.observe(none);
    operation.perform(subjects);
    Failpoints.ignore();
    removeAll();
    return none.steps();
  }

  private static List<Integer> chosen(List<String> steps) {
    Set<String> kinds = new HashSet<>();
    List<Integer> places = new ArrayList<>();
    for (int place = 1; place <= steps.size(); place++) {
      List<String> words = List.of(steps.get(place - 1).split(" ", -1));
      boolean unseen =
          kinds.add(String.join(" ", words.subList(0, Math.min(words.size(), WORDS_OF_A_KIND))));
      if (unseen || ALL) {
        places.add(place);
      }
    }
    return places;
  }

  /// As [#refuseSteps], of requests for pools and addresses. Answers how many there are.
  int refuseRequests(DriverOperation operation) {
    DriverSubjects subjects = prepared(operation);
    ipam.refuse(0);
    operation.perform(subjects);
    int requests = ipam.requests();
    removeAll();
    for (int number = 1; number <= requests; number++) {
      int refused = number;
      attempt(
          operation,
          new Refusal(
              "request " + refused,
              () -> ipam.refuse(refused),
              failure ->
                  assertThat(failure)
                      .isInstanceOf(NetworkException.Unavailable.class)
                      .hasMessageContaining(RefusingIpam.REASON)));
    }
    return requests;
  }

  /// What is refused.
  ///
  /// @param what in words; asked for when it is over
  /// @param begin begins to
  /// @param expected looks at how the operation failed
  private record Refusal(Object what, Runnable begin, Consumer<NetworkException> expected) {}

  /// A step that an operation can do without may be refused, and it is done all the same; what it
  /// could do without is done by the next look at everything.
  private void attempt(DriverOperation operation, Refusal refusal) {
    DriverSubjects subjects = prepared(operation);
    List<String> before = census();
    Supplier<List<String>> leaks = driver.audit();
    refusal.begin().run();
    try {
      operation.perform(subjects);
      refuseNothing();
      var _ = controller.reconcile();
    } catch (NetworkException failure) {
      refuseNothing();
      refusal.expected().accept(failure);
      if (!operation.removes()) {
        await(before, "it failed by " + refusal.what());
        assertThat(leaks.get()).as("left when it failed by %s", refusal.what()).isEmpty();
      }
      operation.perform(subjects);
    }
    await(Objects.requireNonNull(after.get(operation)), "it was done after " + refusal.what());
    removeAll();
    assertThat(nothing.get())
        .as("left when all was removed after %s, %s", operation, refusal.what())
        .isEmpty();
  }

  private void refuseNothing() {
    Failpoints.ignore();
    ipam.refuse(0);
  }

  private DriverSubjects subjects() {
    number++;
    return new DriverSubjects(controller, driver, number);
  }

  private DriverSubjects prepared(DriverOperation operation) {
    DriverSubjects subjects = subjects();
    operation.prepare(subjects);
    return subjects;
  }

  /// What the controller has, what it has written down, and which addresses it holds.
  private List<String> census() {
    List<String> all = new ArrayList<>(ipam.held());
    for (Network network : controller.networks()) {
      all.add("network " + network.name());
      network
          .endpoints()
          .forEach(endpoint ->
              all.add(
                  "endpoint %s in %s"
                      .formatted(endpoint.name(), endpoint.sandbox().map(Sandbox::container))));
    }
    controller.sandboxes().forEach(sandbox -> all.add("sandbox " + sandbox.container()));
    store.snapshot().records().stream()
        .map(record -> record.key().kind())
        .filter(kind -> !kind.equals(OF_THE_HOST))
        .forEach(kind -> all.add("record of a " + kind));
    return all.stream().sorted().toList();
  }

  private void await(List<String> expected, String when) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = census();
    while (!found.equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = census();
    }
    assertThat(found).as("what there is when %s", when).isEqualTo(expected);
  }

  /// Takes away all there is, whatever was performed. A network that is never deleted goes with its
  /// controller.
  private void removeAll() {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      if (!driver.traits().single()) {
        network.delete();
      }
    }
    if (driver.traits().single()) {
      controller.close();
      store.close();
      store = emptyStore();
      controller = opened();
    }
  }

  @Override
  public void close() {
    refuseNothing();
    removeAll();
    controller.close();
    List<StateRecord> left = store.snapshot().records();
    store.close();
    assertThat(left).as("records left").isEmpty();
  }
}
