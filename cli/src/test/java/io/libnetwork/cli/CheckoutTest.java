package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What must hold of the project's files rather than of its classes.
class CheckoutTest {

  /// A command typed in a document: `./libnetwork <word>`, at a line's start or within backticks.
  private static final Pattern TYPED =
      Pattern.compile("(?m)(?:^ *(?:\\$ )?(?:sudo )?|`(?:sudo )?)\\./libnetwork +([a-z][a-z-]*)");

  private static final Pattern SCRIPT =
      Pattern.compile("(?m)(?:^ *(?:\\$ )?(?:sudo )?|`(?:sudo )?)((?:\\./|\\.ci/)[\\w./-]*\\w)");

  private static final Pattern SHELL =
      Pattern.compile("#!/bin/sh\n|#!/usr/bin/env bash\n|# shellcheck shell=bash\n");

  @Test
  void everyPackageHasItsSentence() {
    Set<Path> without = new TreeSet<>();
    Set<Path> packages = new TreeSet<>();
    for (String module : Checkout.modules()) {
      Path sources = Checkout.root().resolve(module).resolve("src/main/java");
      for (Path file : Checkout.javaFiles(sources)) {
        Path folder = Objects.requireNonNull(file.getParent());
        packages.add(folder);
        Path info = folder.resolve("package-info.java");
        boolean said = Files.exists(info) && Checkout.read(info).startsWith("/// ");
        if (!folder.equals(sources) && !said) {
          without.add(folder);
        }
      }
    }
    assertThat(packages).hasSizeGreaterThan(3);
    assertThat(without).as("packages without a package-info.java that starts with ///").isEmpty();
  }

  @Test
  void noFileNamesThePlaceOfThisCheckout() throws Exception {
    Pattern place =
        Pattern.compile(
            "(?<![\\w.*}-])" + Pattern.quote(Checkout.root().toString()) + "(?![\\w-])");
    List<Path> naming = new ArrayList<>();
    for (Path file : trackedFiles()) {
      if (place.matcher(textOf(file)).find()) {
        naming.add(file);
      }
    }
    assertThat(naming).isEmpty();
  }

  @Test
  void everyDocumentedCommandExists() throws IOException {
    Set<String> commands = Commands.all().getSubcommands().keySet();
    List<String> typed = new ArrayList<>();
    for (Path document : documents()) {
      String text = Checkout.read(document);
      TYPED.matcher(text).results().forEach(match -> typed.add(match.group(1)));
      SCRIPT
          .matcher(text)
          .results()
          .map(match -> Checkout.root().resolve(match.group(1)))
          .forEach(script -> assertThat(script).as("typed in %s", document).isExecutable());
    }
    assertThat(typed).isNotEmpty().allSatisfy(command -> assertThat(commands).contains(command));
  }

  @Test
  void everyScriptIsFreeOfWhatShellcheckFinds() throws Exception {
    List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources"));
    for (Path file : trackedFiles()) {
      if (SHELL.matcher(textOf(file)).lookingAt()) {
        command.add(Checkout.root().relativize(file).toString());
      }
    }
    assertThat(command).contains("verify", "libnetwork", "scripts/vm.sh", "scripts/vm-init");
    assumeTrue(onPath("shellcheck"), "there is no shellcheck here");
    Process check =
        new ProcessBuilder(command)
            .directory(Checkout.root().toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(check.waitFor()).as(said).isZero();
  }

  @Test
  void everyClassForTheVirtualMachineExists() throws Exception {
    List<Path> files = trackedFiles();
    List<String> listed =
        Checkout.read(Checkout.root().resolve("scripts/vm-tests"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(listed)
        .isNotEmpty()
        .doesNotHaveDuplicates()
        .allSatisfy(line -> {
          assertThat(line).matches("(brief|short|long) [\\w/]+Test");
          String name = line.substring(line.indexOf(' ') + 1) + ".java";
          assertThat(files).filteredOn(file -> file.endsWith(name)).hasSize(1);
        });
  }

  private static boolean onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> files = Files.list(Checkout.root())) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<Path> trackedFiles() throws Exception {
    assumeTrue(Files.exists(Checkout.root().resolve(".git")), "this is no git checkout");
    Process git =
        new ProcessBuilder("git", "ls-files", "-z")
            .directory(Checkout.root().toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as("exit status of git ls-files").isZero();
    List<Path> files =
        Stream.of(names.split("\0"))
            .map(Checkout.root()::resolve)
            .filter(Files::isRegularFile)
            .toList();
    assertThat(files).hasSizeGreaterThan(10);
    return files;
  }

  /// A file's text; what is not UTF-8 is no text and has none.
  private static String textOf(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      return "";
    }
  }
}
