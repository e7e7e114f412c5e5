package io.libnetwork.lab.apply;

import io.libnetwork.Controller;
import io.libnetwork.Lease;
import io.libnetwork.NetworkException;
import io.libnetwork.lab.Lab;
import io.libnetwork.linux.ProcessWatch;
import io.libnetwork.store.StateRecord;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The labs of a host.
///
/// ```java
/// try (Labs labs = Labs.open(controller, store, Path.of("/var/lib/x/labs"))) {
///   LabPlan done = labs.apply(LabFile.read(text).lab(), Set.of());
/// }
/// ```
///
/// Safe for use by many threads: what concerns one lab is done one after the other.
public final class Labs implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Labs.class);

  /// How often it is looked whether what commands write has become too large.
  private static final long TRIM_SECONDS = 30;

  private final Controller controller;
  private final StateStore store;
  private final Path folder;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("libnetwork-lab-commands").daemon().factory());
  private final ProcessWatch ends = new ProcessWatch("libnetwork-lab-ends");
  private final Map<String, RunningLab> labs = new ConcurrentSkipListMap<>();
  private final List<Lease> leases;

  private Labs(Controller controller, StateStore store, Path folder, List<Lease> leases) {
    this.controller = controller;
    this.store = store;
    this.folder = folder;
    this.leases = List.copyOf(leases);
  }

  /// Finds the labs that a store remembers: one whose applying was interrupted is made what it was
  /// before, and commands that run are watched again.
  ///
  /// @param controller whose networks they are; it has the same store
  /// @param folder for what commands write
  /// @param leases with which the networks and sandboxes of labs go that are applied from now on
  public static Labs open(Controller controller, StateStore store, Path folder, Lease... leases) {
    Labs opened = new Labs(controller, store, folder, List.of(leases));
    var _ =
        opened.later.scheduleWithFixedDelay(
            opened::trimLogs, TRIM_SECONDS, TRIM_SECONDS, TimeUnit.SECONDS);
    for (StateRecord record : store.list(LabRecord.KIND)) {
      opened.restore(record.key().id(), LabRecord.of(record.content()));
    }
    return opened;
  }

  /// Whether a store remembers a lab, so that there are commands to be watched.
  public static boolean remembered(StateStore store) {
    return !store.list(LabRecord.KIND).isEmpty();
  }

  private void restore(String name, LabRecord record) {
    RunningLab lab = running(name);
    try {
      lab.restore(record);
    } catch (RuntimeException failure) {
      LOG.error(
          "lab {} is not as it was; the next start, or applying it, tries again", name, failure);
    }
  }

  private RunningLab running(String name) {
    return labs.computeIfAbsent(
        name,
        _ ->
            new RunningLab(
                new Scene(controller, name, leases), store, folder.resolve(name), later, ends));
  }

  /// Keeps what commands write from growing for ever.
  void trimLogs() {
    labs.values().forEach(RunningLab::trimLogs);
  }

  /// Tells what [#apply] would do, and does nothing.
  public LabPlan plan(Lab wanted, Set<ApplyOption> options) {
    return running(wanted.name()).plan(wanted, options);
  }

  /// Makes a host have a lab as it is wanted: all of it, or nothing is changed. What is so already
  /// stays as it is.
  ///
  /// @return what was done
  /// @throws NetworkException.Forbidden when something has to be made anew, and that is not allowed
  /// @throws NetworkException.Conflict when something of the lab's names is somebody else's
  /// @throws NetworkException.InvalidParameter when a command's program is not there
  public LabPlan apply(Lab wanted, Set<ApplyOption> options) {
    return running(wanted.name()).apply(wanted, options);
  }

  /// Takes a lab away, with its commands.
  ///
  /// @throws NetworkException.NotFound when there is none of the name
  public void delete(String name) {
    if (find(name).isEmpty()) {
      throw noLab(name);
    }
    running(name).delete();
  }

  private static NetworkException noLab(String name) {
    return new NetworkException.NotFound("there is no lab '%s'".formatted(name));
  }

  /// The names of all labs, in their order.
  public List<String> names() {
    return store.list(LabRecord.KIND).stream().map(record -> record.key().id()).toList();
  }

  /// A lab as it is by now.
  public Optional<LabState> find(String name) {
    return store.find(LabRecord.key(name)).isEmpty()
        ? Optional.empty()
        : Optional.of(running(name).state());
  }

  /// A lab as it runs, so that applying it changes nothing.
  ///
  /// @throws NetworkException.NotFound when there is none of the name
  public Lab export(String name) {
    return find(name)
        .map(state -> new Export(new Scene(controller, name, leases), state.lab()).lab())
        .orElseThrow(() -> noLab(name));
  }

  /// What is on the host and no lab's, as a lab of a name: to make the same elsewhere. Applied here
  /// it makes everything a second time.
  ///
  /// @param unasked networks that every host has, and are left out where nothing is on them
  /// @throws NetworkException.InvalidParameter when the name is none of a lab
  public Exported exportOthers(String name, Set<String> unasked) {
    return new HostExport(controller, unasked).export(name);
  }

  /// Stays as it is, and so do its commands; those that end are not started again until the labs
  /// are opened anew.
  @Override
  public void close() {
    labs.values().forEach(RunningLab::close);
    later.shutdownNow();
    ends.close();
  }
}
