package io.libnetwork.testing;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.DriverLabels;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import io.libnetwork.spi.DriverTraits.SandboxKind;
import io.libnetwork.spi.HostParameters;
import io.libnetwork.spi.NetworkDriver;
import io.libnetwork.spi.NetworkDriverFactory;
import io.libnetwork.spi.NetworkDriverOptions;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.Removal;
import io.libnetwork.testing.FakeCall.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/// A kind of network that is nowhere but in memory, to test the model without a kernel.
///
/// It is its own factory, so that a test holds it: it records every call in order, does what the
/// test put [before][#before] a call, and can keep [removals][#holdRemovals] from being announced.
/// It makes no interfaces. Sandboxes share the host's namespace, so that none has to be made,
/// unless [the traits][#FakeNetworkDriver(DriverTraits)] say otherwise.
public final class FakeNetworkDriver implements NetworkDriver, NetworkDriverFactory {

  /// The name networks ask for this driver by.
  public static final String NAME = "fake";

  /// Addresses, any number of networks, sandboxes that share the host's namespace.
  public static final DriverTraits IN_MEMORY =
      new DriverTraits(true, false, SandboxKind.HOST_NAMESPACE);

  /// The one key of its options as texts.
  public static final String COLOUR = "fake.colour";

  private final DriverTraits traits;
  private final List<FakeCall> calls = Collections.synchronizedList(new ArrayList<>());
  private final Map<Step, Runnable> before = Collections.synchronizedMap(new EnumMap<>(Step.class));
  private final Set<String> present = new ConcurrentSkipListSet<>();
  private final Map<String, Set<IpFamily>> connectivity = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> held = new ArrayList<>();
  private boolean holding;

  /// A driver of the usual kind in memory.
  public FakeNetworkDriver() {
    this(IN_MEMORY);
  }

  /// A driver of another kind.
  public FakeNetworkDriver(DriverTraits traits) {
    this.traits = traits;
  }

  /// A driver's option.
  ///
  /// @param colour anything
  public record Options(String colour) implements NetworkDriverOptions {}

  /// The calls so far, in order.
  public List<FakeCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /// The calls so far as texts, which are then forgotten.
  public List<String> takeCalls() {
    synchronized (calls) {
      List<String> taken = calls.stream().map(FakeCall::toString).toList();
      calls.clear();
      return taken;
    }
  }

  /// Does something at the beginning of every such call, which fails where that throws.
  public void before(Step step, Runnable first) {
    before.put(step, first);
  }

  /// Lets every such call fail, with a failure that says so.
  public void failAt(Step step) {
    before(
        step,
        () -> {
          throw new NetworkException.Unavailable("the fake driver was told to fail at " + step);
        });
  }

  /// Lets every call do again what it does.
  public void recover() {
    before.clear();
  }

  /// Says in which families endpoints of a network have a way out; those of their addresses
  /// otherwise, and none on an internal network.
  public void connectivity(String network, Set<IpFamily> families) {
    connectivity.put(network, Set.copyOf(families));
  }

  /// From now on removals are announced when the test says so.
  public void holdRemovals() {
    synchronized (held) {
      holding = true;
    }
  }

  /// Announces the removals held, and no longer holds any.
  public void announceRemovals() {
    takeHeld().forEach(removal -> removal.complete(null));
  }

  /// Lets the removals held fail, and no longer holds any.
  public void failRemovals(RuntimeException refusal) {
    takeHeld().forEach(removal -> removal.completeExceptionally(refusal));
  }

  /// How many removals are held.
  public int heldRemovals() {
    synchronized (held) {
      return held.size();
    }
  }

  /// What is there by the driver's books: `network web`, `endpoint db of network web`, `interface
  /// of endpoint db of network web`.
  public Set<String> present() {
    return Set.copyOf(present);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public NetworkDriver create(Host host, HostParameters parameters) {
    return this;
  }

  @Override
  public DriverTraits traits() {
    return traits;
  }

  @Override
  public Optional<NetworkDriverOptions> options(DriverLabels labels) {
    return labels.take(COLOUR, Function.identity()).map(Options::new);
  }

  @Override
  public DriverNetwork createNetwork(NetworkSpec spec) {
    requireOwn(spec);
    record(FakeCall.of(Step.CREATE_NETWORK, spec.name()));
    add("network " + spec.name());
    return new FakeNetwork(this, spec);
  }

  @Override
  public void close() {}

  void record(FakeCall call) {
    calls.add(call);
    Runnable first = before.get(call.step());
    if (first != null) {
      first.run();
    }
  }

  void add(String what) {
    if (!present.add(what)) {
      throw new IllegalStateException("the fake driver was asked twice for " + what);
    }
  }

  /// What is gone already is a success, and nothing has to be waited for.
  Removal remove(String what) {
    return present.remove(what) ? removal() : Removal.done();
  }

  void forget(String what) {
    present.remove(what);
  }

  Set<IpFamily> connectivity(String network, boolean internal, Set<IpFamily> families) {
    return internal ? Set.of() : connectivity.getOrDefault(network, families);
  }

  private static void requireOwn(NetworkSpec spec) {
    spec.options()
        .filter(options -> !(options instanceof Options))
        .ifPresent(foreign -> {
          throw new NetworkException.InvalidParameter(
              "network "
                  + spec.name()
                  + ": the fake driver takes FakeNetworkDriver.Options, not "
                  + foreign.getClass().getSimpleName());
        });
  }

  private Removal removal() {
    synchronized (held) {
      if (!holding) {
        return Removal.done();
      }
      CompletableFuture<Void> announced = new CompletableFuture<>();
      held.add(announced);
      return new Removal(announced);
    }
  }

  private List<CompletableFuture<Void>> takeHeld() {
    synchronized (held) {
      List<CompletableFuture<Void>> taken = List.copyOf(held);
      held.clear();
      holding = false;
      return taken;
    }
  }
}
