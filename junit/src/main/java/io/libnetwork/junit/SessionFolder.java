package io.libnetwork.junit;

import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one [SessionHost]: its name says whose it is, so that others can tell when nobody
/// needs it any more.
///
/// @param path its name is the number of the process, when it started, and a number of its own
/// @param owner the process
record SessionFolder(Path path, ProcessIdentity owner) {

  private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,9})-([0-9]{1,18})-[0-9]+");
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final AtomicInteger NEXT = new AtomicInteger(1);

  /// Makes one for this process.
  static SessionFolder create(Place place) {
    String namespace = place.identity();
    ProcessIdentity own = ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
    String name = "%d-%d-%d".formatted(own.pid(), own.started(), NEXT.getAndIncrement());
    SessionFolder made = new SessionFolder(place.folder().resolve(name), own);
    try {
      Files.createDirectories(place.folder(), OWNER_ONLY);
      Files.createDirectory(made.path, OWNER_ONLY);
      Files.writeString(made.namespace(), namespace);
      return made;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder for sessions: " + made.path, failure);
    }
  }

  /// Those that processes have left in a place which have ended.
  static List<SessionFolder> left(Place place) {
    if (!Files.isDirectory(place.folder())) {
      return List.of();
    }
    List<SessionFolder> left = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(place.folder())) {
      all.forEach(path ->
          of(path).filter(each -> each.abandoned() && each.isIn(place)).ifPresent(left::add));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + place.folder(), failure);
    }
    return left;
  }

  private static Optional<SessionFolder> of(Path path) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    return name.matches()
        ? Optional.of(
            new SessionFolder(
                path,
                new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)))))
        : Optional.empty();
  }

  /// Its process has ended.
  boolean abandoned() {
    return !ProcessWatch.runs(owner);
  }

  /// One that does not say where it is was left before anything was made.
  private boolean isIn(Place place) {
    try {
      return !Files.exists(namespace()) || Files.readString(namespace()).equals(place.identity());
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + namespace(), failure);
    }
  }

  private Path namespace() {
    return path.resolve("namespace");
  }

  Path store() {
    return path.resolve("store");
  }

  Path labs() {
    return path.resolve("labs");
  }

  Path programs() {
    return path.resolve("programs");
  }

  /// Where what is told about its sweeping is written.
  Path log() {
    return path.resolve("sweep.log");
  }

  /// Where the namespaces of its sandboxes are bound.
  List<Path> sandboxNamespaces() {
    Path bound = path.resolve("netns");
    if (!Files.isDirectory(bound)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(bound)) {
      return paths.toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + bound, failure);
    }
  }

  /// Removes it, when nothing of its host is left.
  void delete() {
    NamespaceFolder.remove(path.resolve("netns"));
    try (Stream<Path> found = Files.walk(path)) {
      for (Path each : found.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + path, failure);
    }
  }
}
