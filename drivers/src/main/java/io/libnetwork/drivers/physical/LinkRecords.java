package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.NetworkException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The records of links that are in sandboxes, a file for each: written before a link is moved, and
/// removed when it has been given back. They live as long as the links stay moved, which is until
/// the machine starts anew: beside the bound namespaces.
record LinkRecords(Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(LinkRecords.class);
  private static final String MAKING = ".new";

  void write(LinkRecord link) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      Path making = folder.resolve(link.endpoint().value() + MAKING);
      Files.deleteIfExists(making);
      try (FileChannel file =
          FileChannel.open(making, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer text = StandardCharsets.UTF_8.encode(link.text());
        while (text.hasRemaining()) {
          file.write(text);
        }
        file.force(true);
      }
      Files.move(making, path(link.endpoint()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new NetworkException.System(
          "link %s is not moved: what it is cannot be written down in %s: %s"
              .formatted(link.name(), folder, failure),
          failure);
    }
  }

  Optional<LinkRecord> find(EndpointId endpoint) {
    try {
      return Optional.of(LinkRecord.parse(Files.readString(path(endpoint))));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException | IllegalArgumentException failure) {
      LOG.error("what link of endpoint {} was cannot be read", endpoint, failure);
      return Optional.empty();
    }
  }

  /// Those that there are.
  List<LinkRecord> all() {
    List<LinkRecord> found = new ArrayList<>();
    for (Path file : files()) {
      try {
        found.add(LinkRecord.parse(Files.readString(file)));
      } catch (IOException | IllegalArgumentException failure) {
        LOG.error("what a link was cannot be read from {}", file, failure);
      }
    }
    return found;
  }

  private List<Path> files() {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.toString().endsWith(MAKING)).sorted().toList();
    } catch (IOException failure) {
      throw new NetworkException.System("cannot list %s: %s".formatted(folder, failure), failure);
    }
  }

  void delete(EndpointId endpoint) {
    try {
      Files.deleteIfExists(path(endpoint));
    } catch (IOException failure) {
      LOG.error("{} cannot be removed", path(endpoint), failure);
    }
  }

  private Path path(EndpointId endpoint) {
    return folder.resolve(endpoint.value());
  }
}
