package io.libnetwork;

import io.libnetwork.linux.BootId;
import io.libnetwork.linux.CreatedNamespace;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.plumbing.NamespacePlumbing;
import io.libnetwork.plumbing.NotedPlumbing;
import io.libnetwork.plumbing.Plumbing;
import io.libnetwork.spi.Notes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The network namespace of one sandbox: whose it is, and the way to work inside it.
///
/// @param key the path it is found at, or `default` for the host's
/// @param namespace the namespace, open
/// @param plumbing the work inside; empty for the host's, where sandboxes configure nothing, and
///   where somebody else does it
/// @param ours the path where it is bound when it was made for this sandbox
/// @param identity by what it is known again after a restart; empty for the host's
/// @param notes where it is noted what would become of it; empty for one that is no double
record SandboxNamespace(
    String key,
    NetworkNamespace namespace,
    Optional<Plumbing> plumbing,
    Optional<Path> ours,
    Optional<SandboxRecord.Identity> identity,
    Optional<Notes> notes) {

  /// One that is.
  private SandboxNamespace(
      String key,
      NetworkNamespace namespace,
      Optional<Plumbing> plumbing,
      Optional<Path> ours,
      Optional<SandboxRecord.Identity> identity) {
    this(key, namespace, plumbing, ours, identity, Optional.empty());
  }

  /// The key of every sandbox that shares the host's namespace.
  static final String HOST_KEY = "default";

  /// Opens or makes the namespace that a sandbox was asked to have.
  static SandboxNamespace open(Host host, SandboxId id, SandboxConfig.Placement placement) {
    return switch (placement) {
      case SandboxConfig.Placement.New _ ->
          create(host, host.namespaceFolder().resolve(id.value()));
      case SandboxConfig.Placement.At(Path path) -> existing(host, path.toString(), openAt(path));
      case SandboxConfig.Placement.Of(long pid) -> ofProcess(host, pid);
      case SandboxConfig.Placement.Host _ -> ofHost(host);
      case SandboxConfig.Placement.HandedOver(Path path) -> handedOver(host, path);
    };
  }

  /// Opens the namespace that a sandbox had before a restart.
  ///
  /// @return empty when it has ended, or another has taken its place
  static Optional<SandboxNamespace> reopen(Host host, SandboxRecord record) {
    if (record.namespace().isEmpty()) {
      return Optional.of(ofHost(host));
    }
    SandboxRecord.Identity identity = record.namespace().get();
    boolean ended =
        !identity.boot().equals(BootId.current())
            || identity.process().filter(process -> !process.alive()).isPresent();
    if (ended) {
      return Optional.empty();
    }
    return record.config().placement() instanceof SandboxConfig.Placement.HandedOver(Path path)
        ? Optional.of(handedOver(host, path))
        : reopen(host, record, identity);
  }

  private static Optional<SandboxNamespace> reopen(
      Host host, SandboxRecord record, SandboxRecord.Identity identity) {
    NetworkNamespace namespace;
    try {
      namespace = NetworkNamespace.open(Path.of(identity.path()));
    } catch (SystemCallException gone) {
      return Optional.empty();
    }
    if (!namespace.id().equals(identity.id())) {
      namespace.close();
      return Optional.empty();
    }
    boolean made = record.config().placement() instanceof SandboxConfig.Placement.New;
    return Optional.of(
        new SandboxNamespace(
            identity.path(),
            namespace,
            Optional.of(NamespacePlumbing.reopen(host.namespaceThread(), namespace, made)),
            made ? Optional.of(Path.of(identity.path())) : Optional.empty(),
            Optional.of(identity)));
  }

  private static SandboxNamespace ofHost(Host host) {
    return new SandboxNamespace(
        HOST_KEY, host.namespace(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// The interface is made in the host's namespace; where it is moved to is never looked at.
  private static SandboxNamespace handedOver(Host host, Path path) {
    return new SandboxNamespace(
        path.toString(),
        host.namespace(),
        Optional.empty(),
        Optional.empty(),
        identity(path.toString(), host.namespace()));
  }

  private static SandboxNamespace ofProcess(Host host, long pid) {
    Optional<ProcessIdentity> process = ProcessIdentity.of(pid);
    SandboxNamespace opened = existing(host, "/proc/" + pid + "/ns/net", openOf(pid));
    return new SandboxNamespace(
        opened.key,
        opened.namespace,
        opened.plumbing,
        opened.ours,
        opened.identity.map(
            known -> new SandboxRecord.Identity(known.path(), known.boot(), known.id(), process)));
  }

  private static Optional<SandboxRecord.Identity> identity(String key, NetworkNamespace namespace) {
    return Optional.of(
        new SandboxRecord.Identity(key, BootId.current(), namespace.id(), Optional.empty()));
  }

  /// Its double, with which nothing becomes of it.
  SandboxNamespace rehearsed(String container, Notes noted) {
    Optional<Plumbing> inside =
        plumbing
            .filter(NamespacePlumbing.class::isInstance)
            .map(NamespacePlumbing.class::cast)
            .map(live -> NotedPlumbing.of(live, container, noted));
    return new SandboxNamespace(key, namespace, inside, ours, identity, Optional.of(noted));
  }

  /// What [#open] would open or make. One that would be made has the host's in the place of its
  /// own, which nobody enters.
  ///
  /// @param opened gets what was opened to be read
  static SandboxNamespace planned(
      Host host,
      SandboxId id,
      String container,
      SandboxConfig.Placement placement,
      Notes notes,
      Consumer<AutoCloseable> opened) {
    if (placement instanceof SandboxConfig.Placement.New) {
      NetworkNamespace standIn = host.namespace().duplicate();
      opened.accept(standIn);
      return planned(host, host.namespaceFolder().resolve(id.value()), standIn, container, notes);
    }
    SandboxNamespace present = open(host, id, placement);
    opened.accept(present::release);
    return present.rehearsed(container, notes);
  }

  private static SandboxNamespace planned(
      Host host, Path path, NetworkNamespace standIn, String container, Notes notes) {
    if (!Files.isDirectory(host.namespaceFolder())) {
      notes.note(
          PlannedStep.make(
              PlannedStep.Kind.NAMESPACE,
              Difference.Whose.NOBODY,
              "folder " + host.namespaceFolder(),
              "a mount point of its own"));
    }
    notes.note(
        PlannedStep.make(
            PlannedStep.Kind.NAMESPACE,
            Difference.Whose.container(container),
            "namespace " + path,
            ""));
    Plumbing inside =
        NotedPlumbing.create(
            key -> Sysctl.find(host.namespaceThread(), host.namespace(), key), container, notes);
    return new SandboxNamespace(
        path.toString(),
        standIn,
        Optional.of(inside),
        Optional.of(path),
        identity(path.toString(), standIn),
        Optional.of(notes));
  }

  /// Brings the loopback interface up where somebody else made the namespace, as it is in ours: the
  /// name server is there.
  void prepare() {
    if (!ends()) {
      plumbing.ifPresent(Plumbing::bringLoopbackUp);
    }
  }

  /// Whether somebody else moves the interface there.
  boolean handedOver() {
    return plumbing.isEmpty() && identity.isPresent();
  }

  /// Whether it ends with the sandbox.
  boolean ends() {
    return ours.isPresent();
  }

  /// The names that interfaces have in a namespace that others share; in one of our own they are
  /// known.
  Set<String> foreignNames() {
    return ends() ? Set.of() : plumbing.map(Plumbing::linkNames).orElse(Set.of());
  }

  /// What differs of the namespace itself: it is not where it was bound any more, or whose it was
  /// has ended. Empty for the host's, and where it is somebody else's to keep.
  Optional<Difference> difference(Difference.Whose whose) {
    if (identity.isEmpty() || handedOver()) {
      return Optional.empty();
    }
    Optional<ProcessIdentity> process = identity.get().process();
    if (process.isPresent()) {
      return process.get().alive()
          ? Optional.empty()
          : Optional.of(difference(whose, "the namespace of a process", "its process has ended"));
    }
    return NetworkNamespace.idAt(Path.of(key)).filter(namespace.id()::equals).isPresent()
        ? Optional.empty()
        : Optional.of(difference(whose, "bound there", "not bound there"));
  }

  private Difference difference(Difference.Whose whose, String wanted, String actual) {
    boolean repairable = ends() || identity.flatMap(SandboxRecord.Identity::process).isPresent();
    return new Difference(
        Difference.Kind.NAMESPACE, whose, "namespace " + key, wanted, actual, repairable);
  }

  /// Whether the process that it was named by has ended.
  boolean ended() {
    return identity
        .flatMap(SandboxRecord.Identity::process)
        .filter(process -> !process.alive())
        .isPresent();
  }

  /// Binds it again where it was bound when it was made for this sandbox.
  void bindAgain() {
    ours.ifPresent(namespace::bindAgain);
  }

  /// Gives up what is open, and the namespace itself where it was made for the sandbox. What is
  /// already gone is a success.
  void close() {
    ours.ifPresent(this::delete);
    release();
  }

  private void delete(Path path) {
    if (notes.isPresent()) {
      notes
          .get()
          .note(
              PlannedStep.remove(
                  PlannedStep.Kind.NAMESPACE, Difference.Whose.NOBODY, "namespace " + path, ""));
    } else {
      NetworkNamespace.delete(path);
    }
  }

  /// Gives up what is open; the namespace stays at its path.
  void release() {
    if (notes.isPresent()) {
      return;
    }
    plumbing.ifPresent(inside -> {
      inside.close();
      namespace.close();
    });
  }

  private static SandboxNamespace create(Host host, Path path) {
    CreatedNamespace<NamespacePlumbing> made =
        NamespacePlumbing.create(host.namespaceThread(), path);
    return new SandboxNamespace(
        path.toString(),
        made.namespace(),
        Optional.of(made.opened()),
        Optional.of(path),
        identity(path.toString(), made.namespace()));
  }

  private static SandboxNamespace existing(Host host, String key, NetworkNamespace namespace) {
    try {
      requireForeign(host, key, namespace);
      NamespacePlumbing plumbing = NamespacePlumbing.open(host.namespaceThread(), namespace);
      return new SandboxNamespace(
          key, namespace, Optional.of(plumbing), Optional.empty(), identity(key, namespace));
    } catch (RuntimeException failure) {
      namespace.close();
      throw failure;
    }
  }

  /// A container's default route in the host's own namespace would be the host's.
  private static void requireForeign(Host host, String key, NetworkNamespace namespace) {
    if (namespace.id().equals(host.namespace().id())) {
      throw new NetworkException.InvalidParameter(
          key
              + " is the host's own network namespace: a sandbox shares it with HostNamespace only");
    }
  }

  private static NetworkNamespace openAt(Path path) {
    try {
      return NetworkNamespace.open(path);
    } catch (SystemCallException refused) {
      throw translate(refused, "no network namespace at " + path);
    }
  }

  private static NetworkNamespace openOf(long pid) {
    try {
      return NetworkNamespace.ofProcess(pid);
    } catch (SystemCallException refused) {
      throw translate(refused, "no process " + pid + " with a network namespace");
    }
  }

  private static RuntimeException translate(SystemCallException refused, String what) {
    if (refused.errno().equals(Errno.ENOENT) || refused.errno().equals(Errno.ENOTDIR)) {
      return new NetworkException.NotFound(what);
    }
    if (refused.errno().equals(Errno.EINVAL)) {
      return new NetworkException.InvalidParameter(what + ": " + refused.getMessage(), refused);
    }
    return refused;
  }
}
