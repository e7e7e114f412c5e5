package io.libnetwork.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Reads what comes in by an interface, by a packet socket of Python's.
final class FrameReader implements AutoCloseable {

  private static final String PROGRAM =
      """
      import socket, sys, time
      s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
      s.bind((sys.argv[1], 3))
      print("ready", flush=True)
      while True:
          d, a = s.recvfrom(2000)
          if a[2] != socket.PACKET_OUTGOING:
              print(int(time.monotonic() * 1000), d.hex(), flush=True)
      """;

  private final Process process;
  private final BufferedReader printed;

  private FrameReader(Process process) {
    this.process = process;
    this.printed = process.inputReader();
  }

  /// A frame in hexadecimal digits, and when it came.
  record Frame(long millis, String hex) {}

  /// Begins to read; skips the test, and says so, without Python.
  static FrameReader on(Place place, String interfaceName) {
    boolean python =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
    if (!python) {
      System.err.println("SKIPPED: reading frames needs python3");
      Assumptions.abort("reading frames needs python3");
    }
    FrameReader reader = new FrameReader(place.start("python3", "-c", PROGRAM, interfaceName));
    reader.line();
    return reader;
  }

  /// All frames up to the first whose digits contain a text, that one included.
  List<Frame> until(String part) {
    List<Frame> frames = new ArrayList<>();
    do {
      frames.add(next(""));
    } while (!frames.getLast().hex().contains(part));
    return frames;
  }

  /// The next frame whose digits contain a text.
  Frame next(String part) {
    while (true) {
      List<String> words = List.of(line().split(" "));
      if (words.getLast().contains(part)) {
        return new Frame(Long.parseLong(words.getFirst()), words.getLast());
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
      printed.close();
      process.getOutputStream().close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String line() {
    try {
      String line = printed.readLine();
      if (line == null) {
        throw new IllegalStateException("the reader of frames ended: " + process);
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
