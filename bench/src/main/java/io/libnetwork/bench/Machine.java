package io.libnetwork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What something was measured on.
///
/// @param cpu the processor's model, as proc(5) names it
/// @param cores how many processors the process may use
/// @param kernel its name and version
/// @param jdk its version, with the vendor's name where he says it
public record Machine(String cpu, int cores, String kernel, String jdk) {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final String MODEL = "model name";

  /// This one, and the JDK of this process.
  public static Machine current() {
    Runtime runtime = Runtime.getRuntime();
    return new Machine(
        model(processors()),
        runtime.availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", Runtime.version().toString()));
  }

  private static List<String> processors() {
    try {
      return Files.readAllLines(PROCESSORS);
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + PROCESSORS, failure);
    }
  }

  /// The model of the first processor; the architecture where processors have no model, as on ARM.
  static String model(List<String> processors) {
    return processors.stream()
        .filter(line -> line.startsWith(MODEL) && line.contains(":"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(model -> !model.isEmpty())
        .findFirst()
        .orElseGet(() -> System.getProperty("os.arch"));
  }
}
