package io.libnetwork.store.mvstore;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How another process runs a class of these tests.
final class ChildJvm {

  private ChildJvm() {}

  static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath(), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Under Maven, modules are on a path of their own.
  private static String classPath() {
    String classes =
        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
            .orElse(System.getProperty("java.class.path"));
    return Optional.ofNullable(System.getProperty("jdk.module.path"))
        .map(modules -> classes + File.pathSeparator + modules)
        .orElse(classes);
  }
}
