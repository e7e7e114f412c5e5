package io.libnetwork.cli;

import io.libnetwork.cli.demo.JsonReport;
import io.libnetwork.cli.demo.Presentation;
import io.libnetwork.cli.demo.Report;
import io.libnetwork.cli.demo.StepResult;
import io.libnetwork.cli.demo.TextReport;
import io.libnetwork.cli.network.QuickListing;
import io.libnetwork.cli.terminal.Palette;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// A run through every command's arguments that changes nothing and needs no kernel, for the JVM to
/// learn from.
///
/// `./libnetwork` starts it once after a build with `-XX:AOTCacheOutput` (JEP 514): the classes
/// that are loaded and linked here are ready when a command starts. What a command does to the
/// kernel is not rehearsed, but the classes it does it with are loaded.
final class Rehearsal {

  private static final String LISTING = "listing";
  private static final String CLASS = ".class";
  private static final String SYSTEM_CALLS = "io.libnetwork.linux.foreign.";

  private Rehearsal() {}

  /// Prints what was rehearsed; fails if a command does not answer for itself.
  ///
  /// @param args `listing` for a run that learns `network ls` alone: what a cache has is loaded at
  ///   every start, so one that has everything costs the shortest command more than it saves
  static void main(String[] args) {
    if (args.length > 0 && args[0].equals(LISTING)) {
      rehearseListing(List.of(List.of(), List.of("-q"), List.of("--no-trunc")));
      return;
    }
    CommandLine commands = Commands.all();
    rehearse("version");
    rehearse("help");
    for (String name : commands.getSubcommands().keySet()) {
      rehearse("help", name);
    }
    rehearseReports();
    rehearseListing(
        List.of(List.of(), List.of("--format", "{{.Name}} {{json .}}"), List.of("--timeout", "5")));
    System.out.println("loaded: " + loadLibrary() + " classes");
  }

  private static void rehearseReports() {
    PrintWriter out = new PrintWriter(new StringWriter());
    StepResult step = new StepResult("rehearse", true, Duration.ofMillis(1), "nothing happened");
    for (Presentation shown :
        List.of(new TextReport(out, Palette.ofThisProcess()), new JsonReport(out))) {
      shown.begin(List.of(step.name()));
      shown.show(step);
      shown.end(new Report(List.of(step), List.of(), List.of()));
    }
  }

  /// What people type most, whole, as it runs then.
  private static void rehearseListing(List<List<String>> options) {
    try (RehearsedDaemon daemon = RehearsedDaemon.begin()) {
      for (List<String> more : options) {
        List<String> words = new ArrayList<>(List.of("network", "ls", "-H", daemon.address()));
        words.addAll(more);
        rehearseAsItIs(words.toArray(String[]::new));
      }
    }
  }

  private static void rehearseAsItIs(String... words) {
    int status = QuickListing.of(words).map(Main::list).orElseGet(() -> Main.run(words));
    if (status != 0) {
      throw new IllegalStateException(String.join(" ", words) + " ended with " + status);
    }
  }

  /// Loads every class of every module of ours, and initialises those that link system calls.
  private static int loadLibrary() {
    return ModuleLayer.boot().configuration().modules().stream()
        .filter(module -> module.name().startsWith("io.libnetwork"))
        .filter(Rehearsal::complete)
        .mapToInt(Rehearsal::load)
        .sum();
  }

  /// Whether all is there that it may do without: JUnit is where tests run, and not here.
  private static boolean complete(ResolvedModule module) {
    return module.reference().descriptor().requires().stream()
        .allMatch(one -> module.configuration().findModule(one.name()).isPresent());
  }

  private static int load(ResolvedModule module) {
    try (ModuleReader reader = module.reference().open();
        Stream<String> files = reader.list()) {
      List<String> classes =
          files
              .filter(file -> file.endsWith(CLASS) && file.contains("/"))
              .map(Rehearsal::named)
              .toList();
      for (String name : classes) {
        Class.forName(name, name.startsWith(SYSTEM_CALLS), Rehearsal.class.getClassLoader());
      }
      return classes.size();
    } catch (IOException | ClassNotFoundException failure) {
      throw new IllegalStateException("cannot load the classes of " + module.name(), failure);
    }
  }

  private static String named(String file) {
    return file.substring(0, file.length() - CLASS.length()).replace('/', '.');
  }

  private static void rehearse(String... args) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    int status = Commands.all().setOut(out).setErr(out).execute(args);
    String words = String.join(" ", args);
    if (status != 0) {
      throw new IllegalStateException(
          "libnetwork " + words + " ended with " + status + ": " + printed);
    }
    System.out.println("rehearsed: libnetwork " + words);
  }
}
