package io.libnetwork.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/// A run through every command's arguments that changes nothing and needs no kernel, for the JVM to
/// learn from.
///
/// `./libnetwork` starts it once after a build with `-XX:AOTCacheOutput` (JEP 514): the classes
/// that are loaded and linked here are ready when a command starts.
final class Rehearsal {

  private Rehearsal() {}

  /// Prints what was rehearsed; fails if a command does not answer for itself.
  static void main(String[] args) {
    CommandLine commands = Main.commandLine();
    rehearse("version");
    rehearse("help");
    for (String name : commands.getSubcommands().keySet()) {
      rehearse("help", name);
    }
  }

  private static void rehearse(String... args) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    int status = Main.commandLine().setOut(out).setErr(out).execute(args);
    String words = String.join(" ", args);
    if (status != 0) {
      throw new IllegalStateException(
          "libnetwork " + words + " ended with " + status + ": " + printed);
    }
    System.out.println("rehearsed: libnetwork " + words);
  }
}
