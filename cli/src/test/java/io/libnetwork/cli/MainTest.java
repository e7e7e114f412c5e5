package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commands =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void versionNamesTheProjectsVersionAndJava() {
    assertThat(commands.execute("version")).isZero();
    assertThat(out.toString()).matches("libnetwork \\d+\\.\\d+\\.\\d+\\S* \\(Java 25\\S*\\)\\R");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpListsEveryCommand() {
    assertThat(commands.execute("help")).isZero();
    commands
        .getSubcommands()
        .forEach((name, command) -> {
          if (!command.getCommandSpec().usageMessage().hidden()) {
            assertThat(out.toString()).contains("  " + name + " ");
          }
        });
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void everyCommandExplainsItself() {
    for (String name : commands.getSubcommands().keySet()) {
      assertThat(commands.execute(name, "--help")).as(name).isZero();
      assertThat(out.toString()).contains("libnetwork " + name);
    }
  }

  @Nested
  class Mistakes {

    @Test
    void anUnknownCommandIsAUsageErrorOnOneLine() {
      assertThat(commands.execute("frobnicate")).isEqualTo(2);
      assertThat(err.toString()).matches("libnetwork: .*frobnicate.*\\R");
      assertThat(out.toString()).isEmpty();
    }

    @Test
    void noCommandIsAUsageErrorThatSaysWhatToType() {
      assertThat(commands.execute()).isEqualTo(2);
      assertThat(err.toString()).matches("libnetwork: no command given.*libnetwork help.*\\R");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
      assertThat(commands.execute("version", "--loud")).isEqualTo(2);
      assertThat(err.toString()).matches("libnetwork: .*--loud.*\\R");
    }
  }

  @Nested
  class Failures {

    private int runFailing(String message) {
      return commands
          .addSubcommand(new Failing(message))
          .setErr(new PrintWriter(err))
          .execute("failing");
    }

    @Test
    void areOneLineAndStatusOne() {
      assertThat(runFailing("no such network \"web\"\n  create it first")).isEqualTo(1);
      assertThat(err.toString())
          .isEqualToNormalizingNewlines("libnetwork: no such network \"web\"; create it first\n");
    }

    @Test
    void withoutAMessageAreNamedByTheirClass() {
      assertThat(runFailing("")).isEqualTo(1);
      assertThat(err.toString()).startsWith("libnetwork: java.lang.IllegalStateException");
    }
  }

  @Command(name = "failing")
  private record Failing(String message) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException(message);
    }
  }
}
