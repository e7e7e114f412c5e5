package io.libnetwork.testing.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// What lets hundreds of processes of the same classes start quickly: the classes in one jar,
/// because the JDK archives none from folders, and their archive (`-XX:SharedArchiveFile`), written
/// by the first process that uses it and ends by itself. A process that finds none, or one that
/// does not fit, loads its classes as usual.
final class ClassArchive {

  private static final Path FOLDER = folder();
  private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
  private static final String CLASS_PATH = classPath();

  private ClassArchive() {}

  /// What a process is started with.
  ///
  /// @param main the class it runs
  static List<String> command(Class<?> main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    // With one processor many containers are attached one after the other, in the same order.
    command.addAll(List.of("-XX:ActiveProcessorCount=1", "-Xmx64m", "-Xshare:auto"));
    command.add("-Xlog:disable");
    command.add(
        (Files.exists(ARCHIVE) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + ARCHIVE);
    command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
    return command;
  }

  /// Under Maven, modules are on a path of their own.
  private static String classPath() {
    String classes =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    String modules = System.getProperty("jdk.module.path", "");
    List<String> jars = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    for (String entry : (classes + File.pathSeparator + modules).split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry)) && !entry.isEmpty()) {
        folders.add(Path.of(entry));
      } else if (entry.endsWith(".jar")) {
        jars.add(entry);
      }
    }
    jars.addFirst(jar(folders).toString());
    return String.join(File.pathSeparator, new LinkedHashSet<>(jars));
  }

  private static Path jar(List<Path> folders) {
    Path jar = FOLDER.resolve("classes.jar");
    Set<String> names = new LinkedHashSet<>();
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path folder : folders) {
        try (Stream<Path> files = Files.walk(folder)) {
          for (Path file : files.filter(Files::isRegularFile).toList()) {
            String name = folder.relativize(file).toString();
            if (names.add(name)) {
              output.putNextEntry(new ZipEntry(name));
              Files.copy(file, output);
            }
          }
        }
      }
      return jar;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make " + jar, failure);
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("libnetwork-classes-");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder for classes", failure);
    }
  }

  private static void remove(Path folder) {
    for (String name : List.of("classes.jar", "classes.jsa")) {
      boolean _ = folder.resolve(name).toFile().delete();
    }
    boolean _ = folder.toFile().delete();
  }
}
