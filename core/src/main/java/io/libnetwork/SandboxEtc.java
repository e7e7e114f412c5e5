package io.libnetwork;

import io.libnetwork.etc.ContainerFile;
import io.libnetwork.etc.ContainerFiles;
import io.libnetwork.etc.HostEntry;
import io.libnetwork.etc.HostsFile;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.spi.Notes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of sandboxes that were made with [SandboxOption.Files], as their endpoints come and
/// go. Called under the sandbox's lock, or before anybody else sees it.
final class SandboxEtc {

  private static final Logger LOG = LoggerFactory.getLogger(SandboxEtc.class);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final ControllerCore core;
  private final EtcSource source;
  private final Optional<Notes> notes;

  /// Whose files could not be written when an endpoint left, and what they may still say.
  private final Map<Sandbox, EtcContents> unfinished = new ConcurrentHashMap<>();

  SandboxEtc(ControllerCore core, EtcSource source) {
    this(core, source, Optional.empty());
  }

  private SandboxEtc(ControllerCore core, EtcSource source, Optional<Notes> notes) {
    this.core = core;
    this.source = source;
    this.notes = notes;
  }

  /// The double, which writes nothing.
  SandboxEtc rehearsed(ControllerCore other, Notes noted) {
    return new SandboxEtc(other, source, Optional.of(noted));
  }

  private interface Step<T> {
    T take() throws IOException;
  }

  private static <T> T take(Sandbox sandbox, String what, Step<T> step) {
    try {
      return step.take();
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot %s the files of %s: %s".formatted(what, sandbox, failure), failure);
    }
  }

  Optional<SandboxFiles> files(Sandbox sandbox) {
    Path folder = folder(sandbox);
    return sandbox.config().files()
        ? Optional.of(SandboxFiles.of(file -> folder.resolve(file.fileName())))
        : Optional.empty();
  }

  private Path folder(Sandbox sandbox) {
    return core.host().fileFolder().resolve(sandbox.id().value());
  }

  /// Looked at anew each time, because something else may have taken the folder's place. Two of a
  /// folder would not wait for each other, but the sandbox's lock has them do so.
  private ContainerFiles open(Sandbox sandbox) throws IOException {
    Path all = core.host().fileFolder();
    if (!Files.isDirectory(all)) {
      Files.createDirectories(all, OWNER_ONLY);
    }
    return ContainerFiles.in(folder(sandbox));
  }

  /// Makes the files of a sandbox that nobody has joined yet.
  void begin(Sandbox sandbox) {
    if (!sandbox.config().files() || noted(PlannedStep.Verb.MAKE, sandbox)) {
      return;
    }
    try {
      EtcContents contents =
          contents(source(sandbox), sandbox, List.of(), GatewayElection.Result.NONE);
      write(sandbox, contents, contents);
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> end(sandbox));
      throw undo.all(failure);
    }
  }

  /// Has the files say what they are to say when an endpoint has joined.
  void joining(Endpoint endpoint, Sandbox sandbox, GatewayElection.Result elected, Undo undo) {
    if (sandbox.config().files()) {
      List<Endpoint> more = new ArrayList<>(sandbox.endpoints());
      more.add(endpoint);
      EtcSource.Read from = source(sandbox);
      EtcContents before = now(from, sandbox);
      EtcContents after = contents(from, sandbox, more, elected);
      undo.with(() -> change(sandbox, after, before));
      change(sandbox, before, after);
    }
  }

  /// Has the files say what they are to say when an endpoint has left. It has, whatever becomes of
  /// the files.
  void leaving(Endpoint endpoint, Sandbox sandbox, GatewayElection.Result elected) {
    if (!sandbox.config().files() || sandbox.deleted()) {
      return;
    }
    List<Endpoint> fewer = sandbox.endpoints().stream().filter(other -> other != endpoint).toList();
    EtcSource.Read from = source(sandbox);
    EtcContents before = now(from, sandbox);
    try {
      change(sandbox, before, contents(from, sandbox, fewer, elected));
    } catch (NetworkException | SystemCallException failure) {
      LOG.warn("the files of {} may name {} for a while", sandbox, endpoint, failure);
      unfinished.putIfAbsent(sandbox, before);
    }
  }

  /// Writes what could not be written when an endpoint left.
  void finish() {
    unfinished.forEach((sandbox, before) ->
        Locks.run(
            sandbox.lock(),
            () -> {
              try {
                if (!sandbox.deleted()) {
                  write(sandbox, before, now(sandbox));
                }
                unfinished.remove(sandbox);
              } catch (NetworkException | SystemCallException failure) {
                LOG.debug("the files of {} are tried again later", sandbox, failure);
              }
            }));
  }

  /// Takes the files away. What others put into the folder stays.
  void end(Sandbox sandbox) {
    if (!sandbox.config().files() || noted(PlannedStep.Verb.REMOVE, sandbox)) {
      return;
    }
    take(
        sandbox,
        "remove",
        () -> {
          if (Files.exists(folder(sandbox), LinkOption.NOFOLLOW_LINKS)) {
            open(sandbox).delete();
          }
          return true;
        });
  }

  /// Has the files of sandboxes that were found again say what they are to say by now, and removes
  /// those of sandboxes that are no more.
  ///
  /// @param known whether a sandbox is there, or may be the next time
  void restore(Predicate<SandboxId> known) {
    for (Sandbox sandbox : core.sandboxRegistry().inOrderOfAdding()) {
      if (sandbox.config().files()) {
        Locks.run(sandbox.lock(), () -> restore(sandbox));
      }
    }
    try {
      removeLeft(known);
    } catch (IOException failure) {
      LOG.error("cannot remove what is left in {}", core.host().fileFolder(), failure);
    }
  }

  private void restore(Sandbox sandbox) {
    try {
      EtcContents contents = now(sandbox);
      write(sandbox, contents, contents);
    } catch (NetworkException | SystemCallException failure) {
      LOG.error("the files of {} may not say what they should", sandbox, failure);
    }
  }

  private void removeLeft(Predicate<SandboxId> known) throws IOException {
    Path all = core.host().fileFolder();
    if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> found;
    try (Stream<Path> listed = Files.list(all)) {
      found = listed.toList();
    }
    for (Path folder : found) {
      if (left(folder, known)) {
        ContainerFiles.in(folder).delete();
      }
    }
  }

  private static boolean left(Path folder, Predicate<SandboxId> known) {
    String name = String.valueOf(folder.getFileName());
    return HexId.valid(name)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && !known.test(new SandboxId(name));
  }

  private EtcSource.Read source(Sandbox sandbox) {
    return take(sandbox, "make", source::read);
  }

  private EtcContents now(Sandbox sandbox) {
    return now(source(sandbox), sandbox);
  }

  private EtcContents now(EtcSource.Read from, Sandbox sandbox) {
    return contents(from, sandbox, sandbox.endpoints(), sandbox.gateways());
  }

  private EtcContents contents(
      EtcSource.Read from,
      Sandbox sandbox,
      List<Endpoint> endpoints,
      GatewayElection.Result gateways) {
    return take(sandbox, "make", () -> EtcContents.of(from, sandbox, endpoints, gateways));
  }

  private void change(Sandbox sandbox, EtcContents before, EtcContents after) {
    if (!before.equals(after) && !noted(PlannedStep.Verb.CHANGE, sandbox)) {
      write(sandbox, before, after);
    }
  }

  /// Writes what differs; all of it where nothing does, because then it is not known what there is.
  private void write(Sandbox sandbox, EtcContents before, EtcContents after) {
    take(
        sandbox,
        "write",
        () -> {
          ContainerFiles files = open(sandbox);
          boolean all = before.equals(after);
          if (all || !before.hostname().equals(after.hostname())) {
            boolean _ = files.write(ContainerFile.HOSTNAME, after.hostname());
          }
          if (all || !before.resolvConf().equals(after.resolvConf())) {
            boolean _ = files.write(ContainerFile.RESOLV_CONF, after.resolvConf());
          }
          if (!files.write(ContainerFile.HOSTS, after.hosts())) {
            files.edit(ContainerFile.HOSTS, text -> edited(text, before, after));
          }
          return files;
        });
  }

  /// What somebody has edited keeps all that is his.
  private static String edited(String text, EtcContents before, EtcContents after) {
    HostsFile hosts = HostsFile.parse(text);
    List<String> wanted = after.changing().stream().map(HostEntry::toString).toList();
    if (before.equals(after) && hosts.lines().containsAll(wanted)) {
      return text;
    }
    return hosts
        .without(before.changing())
        .without(after.changing())
        .with(after.changing(), after.ipv6())
        .toString();
  }

  /// Whether it is only told what would be done.
  private boolean noted(PlannedStep.Verb verb, Sandbox sandbox) {
    notes.ifPresent(noted ->
        noted.note(
            new PlannedStep(
                PlannedStep.Kind.FILES,
                verb,
                Difference.Whose.NOBODY,
                "files of container " + sandbox.container(),
                "")));
    return notes.isPresent();
  }
}
