package io.libnetwork.dns.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/// What other programs sent, as `src/test/recording` wrote it down: a file for each, with lines of
/// a kind and octets in hexadecimal, and behind `#` what it is.
public record Recording(String file, List<Packet> packets) {

  private static final Path FOLDER = Path.of("src/test/resources/recorded");

  /// One message.
  ///
  /// @param kind how it came, `udp` or `tcp`; `ask` is what was sent by us to have the next
  /// @param hex its octets
  /// @param line where it stands in its file
  public record Packet(String kind, String hex, int line) {

    /// The message.
    public byte[] bytes() {
      return HexFormat.of().parseHex(hex);
    }

    /// It came over a connection.
    public boolean connected() {
      return kind.equals("tcp");
    }
  }

  /// Those of a folder, in the order of their names.
  public static List<Recording> all(String folder) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
      return files.sorted().map(Recording::read).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Recording read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      List<Packet> packets = new ArrayList<>();
      for (int line = 0; line < lines.size(); line++) {
        String text = lines.get(line);
        int space = text.indexOf(' ');
        if (!text.startsWith("#")) {
          packets.add(new Packet(text.substring(0, space), text.substring(space + 1), line + 1));
        }
      }
      return new Recording(file.getFileName().toString(), packets);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public String toString() {
    return file;
  }
}
