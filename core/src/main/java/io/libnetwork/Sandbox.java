package io.libnetwork;

import io.libnetwork.address.IpFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One container's isolated network environment: a network namespace, and the endpoints that have
/// joined it.
///
/// Safe for use by many threads: joins, leaves and the removal take turns on the sandbox's lock,
/// reads take none.
public final class Sandbox {

  private final ControllerCore core;
  private final SandboxId id;
  private final String container;
  private final SandboxConfig config;
  private final SandboxNamespace namespace;
  private final Leasehold leasehold;
  private final ReentrantLock lock = new ReentrantLock();
  private final InterfaceNames interfaceNames = new InterfaceNames();
  private volatile List<Endpoint> endpoints = List.of();
  private volatile GatewayElection.Result gateways = GatewayElection.Result.NONE;
  private volatile boolean deleted;
  private boolean removed;

  /// Guarded by `lock`.
  private long joins;

  Sandbox(
      ControllerCore core,
      SandboxId id,
      String container,
      SandboxConfig config,
      SandboxNamespace namespace,
      Leasehold leasehold) {
    this.core = core;
    this.id = id;
    this.container = container;
    this.config = config;
    this.namespace = namespace;
    this.leasehold = leasehold;
  }

  public SandboxId id() {
    return id;
  }

  /// The container's id, which is the caller's word for it.
  public String container() {
    return container;
  }

  /// Where the namespace is found: the path it is bound at, or `default` for the host's.
  public String key() {
    return namespace.key();
  }

  /// The options it was made with: host name, name servers, and the others.
  public SandboxConfig config() {
    return config;
  }

  /// The endpoints that have joined, in the order they joined.
  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /// The endpoint that is the way out in an address family.
  public Optional<Endpoint> gateway(IpFamily family) {
    EndpointId elected = gateways.byFamily().get(family);
    return endpoints.stream().filter(endpoint -> endpoint.id().equals(elected)).findFirst();
  }

  /// What it goes with, see [SandboxOption.Leased]; empty where it stays until it is deleted.
  public List<Lease> leases() {
    return leasehold.leases();
  }

  /// When its time to live runs out; empty where it has none.
  public Optional<Instant> expires() {
    return leasehold.terms().flatMap(terms -> terms.expires(core.leases().now()));
  }

  /// Lets its time to live begin again, with another length.
  ///
  /// @param time as of [Lease.ForDuration]
  /// @throws NetworkException.NotFound when it has run out, or the sandbox is gone
  /// @throws NetworkException.Forbidden when the sandbox was made without a time to live
  public void renew(Duration time) {
    core.run("renew", this::toString, () -> core.sandboxes().renew(this, time));
  }

  /// The files that its container mounts; empty where it was made without [SandboxOption.Files].
  public Optional<SandboxFiles> files() {
    return core.etc().files(this);
  }

  /// Whether it has been deleted.
  public boolean deleted() {
    return deleted;
  }

  /// Takes the sandbox away: every endpoint leaves and is deleted, and a namespace that was made
  /// for the sandbox ends. What is already gone is a success.
  ///
  /// Returns when nothing of it can be reached any more; the kernel may still be removing
  /// interfaces, whose addresses are kept until it is done.
  public void delete() {
    core.run("delete sandbox", this::container, () -> core.sandboxes().delete(this));
  }

  @Override
  public String toString() {
    return "sandbox " + id.abbreviated() + " of container " + container;
  }

  /// What is kept of it.
  Ledger.Entry entry() {
    return new Ledger.Entry(
        SandboxRecord.key(id),
        () -> deleted ? Optional.empty() : Optional.of(SandboxRecord.of(this).fields()));
  }

  /// Its double, which no endpoint has joined yet.
  Sandbox rehearsed(ControllerCore other, SandboxNamespace noted) {
    Sandbox copy = new Sandbox(other, id, container, config, noted, leasehold.copy());
    copy.interfaceNames.takeAllOf(interfaceNames);
    copy.gateways = gateways;
    copy.deleted = deleted;
    copy.removed = removed;
    copy.joins =
        endpoints.stream()
            .flatMap(it -> it.place().stream())
            .mapToLong(Endpoint.Joined::order)
            .max()
            .orElse(0);
    return copy;
  }

  ReentrantLock lock() {
    return lock;
  }

  Leasehold leasehold() {
    return leasehold;
  }

  SandboxNamespace namespace() {
    return namespace;
  }

  InterfaceNames interfaceNames() {
    return interfaceNames;
  }

  GatewayElection.Result gateways() {
    return gateways;
  }

  /// @throws NetworkException.NotFound when it has been deleted, or its lease has ended
  void requireAlive() {
    leasehold
        .ended()
        .ifPresent(reason -> {
          throw new NetworkException.NotFound(this + " has been removed: " + reason);
        });
    if (deleted) {
      throw new NetworkException.NotFound(this + " has been deleted");
    }
  }

  /// Whether nothing is left of it; called under the lock.
  boolean removed() {
    return removed;
  }

  void markRemoved() {
    removed = true;
  }

  /// From now on nothing joins; unless that could not be written.
  void markDeleted(boolean done) {
    deleted = done;
  }

  /// The place, among the sandbox's endpoints, of one that joins now; called under the lock.
  long nextOrder() {
    joins++;
    return joins;
  }

  /// Adds an endpoint that has joined; called under the lock.
  void joined(Endpoint endpoint, GatewayElection.Result elected) {
    List<Endpoint> more = new ArrayList<>(endpoints);
    more.add(endpoint);
    endpoints = List.copyOf(more);
    gateways = elected;
  }

  /// Takes an endpoint away that has left; called under the lock.
  void left(Endpoint endpoint, GatewayElection.Result elected) {
    endpoints = endpoints.stream().filter(other -> other != endpoint).toList();
    gateways = elected;
  }
}
