package io.libnetwork.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Man pages and completions of commands made up for it.
class ManualTest {

  @Command(
      name = "top",
      description = "Does it all.",
      subcommands = {Sub.class, CompletionCommand.class})
  private static final class Top {}

  @Command(
      name = "sub",
      aliases = "also",
      description = {"Does 'it' - well.", ".Another line \\ here."})
  private static final class Sub implements Callable<Integer> {

    @Option(
        names = {"-x", "--extra"},
        paramLabel = "<file>",
        description = "More of it's.")
    private String extra = "";

    @Option(names = "--secret", hidden = true)
    private boolean secret;

    @Parameters(paramLabel = "<what>", arity = "0..*", description = "What to do.")
    private List<String> what = List.of();

    @Override
    public Integer call() {
      return secret ? extra.length() : what.size();
    }
  }

  private final CommandLine top = new CommandLine(new Top());

  private String page(String... path) {
    CommandLine command = top;
    for (String name : path) {
      command = Objects.requireNonNull(command.getSubcommands().get(name));
    }
    return new ManualPage(command.getCommandSpec()).text();
  }

  @Test
  void aPageSaysAllOfACommand() {
    assertThat(page("sub"))
        .isEqualTo(
            """
            .TH "TOP-SUB" "8" "" "libnetwork" "libnetwork"
            .SH NAME
            top\\-sub \\- Does 'it' \\- well
            .SH SYNOPSIS
            .B top sub
            [OPTIONS] [<what>...]
            .SH DESCRIPTION
            .PP
            Does 'it' \\- well.
            .PP
            \\&.Another line \\e here.
            .SH ARGUMENTS
            .TP
            .B <what>
            What to do.
            .SH OPTIONS
            .TP
            .B \\-x, \\-\\-extra <file>
            More of it's.
            .SH SEE ALSO
            top(8)
            """);
  }

  @Test
  void theFirstPageListsCommandsAndStatuses() {
    assertThat(page())
        .contains(".SH COMMANDS\n.TP\n.B sub\nDoes 'it' \\- well.\n")
        .contains(".SH EXIT STATUS\n.TP\n.B 0\n")
        .contains(".B LIBNETWORK_HOST\n")
        .contains("top\\-sub(8), top\\-completion(8)");
  }

  @Test
  void everyPageIsWrittenOnce(@TempDir Path folder) throws IOException {
    top.addSubcommand("gen-man", ManualCommand.class);
    assertThat(top.execute("gen-man", folder.resolve("man").toString())).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("man"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("top.8", "top-sub.8", "top-completion.8");
    }
  }

  @Test
  void fishCompletesCommandsAndOptions() {
    assertThat(new FishCompletion(top.getCommandSpec()).text())
        .contains(
            "complete -c libnetwork -n '__libnetwork_only' -a sub -d 'Does \\'it\\' - well.'\n")
        .contains(
            "complete -c libnetwork -n '__libnetwork_at sub' -s x -l extra -r -F -d 'More of it\\'s.'\n")
        .contains("(libnetwork network ls --format '{{.Name}}' 2>/dev/null)")
        .doesNotContain("secret")
        .doesNotContain("also");
  }

  @Test
  void bashTakesWhatIsPrinted(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    StringWriter out = new StringWriter();
    assertThat(top.setOut(new PrintWriter(out)).execute("completion", "bash")).isZero();
    Path script =
        Files.writeString(
            folder.resolve("script"),
            out
                + "\nCOMP_WORDS=(libnetwork network rm s); COMP_CWORD=3\n"
                + "libnetwork() { echo shop; echo web; }\n_libnetwork_names; echo \"$COMPREPLY\"\n");
    Process bash =
        new ProcessBuilder("/bin/bash", script.toString()).redirectErrorStream(true).start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(said).isZero();
    assertThat(said).isEqualTo("shop\n");
  }
}
