package io.libnetwork.cli.lab;

import io.libnetwork.cli.session.ChangingCommand;
import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.cli.terminal.Palette;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `libnetwork apply`
@Command(
    name = "apply",
    description = {
      "Have a lab run as a file says: networks, containers with their commands, services. All of it"
          + " is done, or nothing.",
      "What is so already stays as it is, so applying a file again changes nothing."
    })
public final class ApplyCommand extends ChangingCommand {

  private static final String KEEP = "keep";

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "<file>",
      description = "YAML or JSON; - for standard input.")
  private String file;

  @Option(
      names = "--name",
      paramLabel = "<name>",
      description =
          "What the lab is called where the file does not say it; the file's name" + " otherwise.")
  private @Nullable String name;

  @Option(names = "--prune", description = "Remove what the file no longer names.")
  private boolean prune;

  @Option(
      names = "--replace",
      description = "Make anew what cannot be changed where it is, and what stands on it.")
  private boolean replace;

  @Option(
      names = "--wait",
      description = "Return when all commands run and all services have their backends.")
  private boolean wait;

  @Option(
      names = "--wait-timeout",
      paramLabel = "<seconds>",
      defaultValue = "60",
      description = "How long to wait at most, in seconds; ${DEFAULT-VALUE} otherwise.")
  private int seconds;

  @Override
  protected int run(Api api) {
    if (seconds < 1) {
      throw mistake("invalid --wait-timeout %d: expected 1 or more seconds".formatted(seconds));
    }
    LabText text = LabText.read(file, Optional.ofNullable(name));
    try {
      return run(api, text);
    } catch (ApiException.Refused refused) {
      return refused(refused);
    }
  }

  private int run(Api api, LabText text) {
    JsonObject plan = api.call(request(text, true)).object();
    List<JsonObject> changes = objects(plan.items("changes"));
    Diff.print(out(), Palette.ofThisProcess(), changes);
    boolean nothing = changes.stream().allMatch(change -> change.text("verb").equals(KEEP));
    if (nothing) {
      out().println("lab " + plan.text("lab") + " runs as it is wanted: nothing to change");
    }
    if (dryRun()) {
      out().println("nothing was changed");
      return ExitStatus.DONE;
    }
    out().flush();
    if (!nothing) {
      var _ = ask(api, "applying lab " + plan.text("lab"), request(text, false));
      out().println("applied lab " + plan.text("lab"));
    }
    return wait ? waited(api, plan.text("lab")) : ExitStatus.DONE;
  }

  private int waited(Api api, String lab) {
    out().flush();
    Readiness readiness = new Readiness(api, lab, Duration.ofSeconds(seconds), err());
    Optional<String> missing = readiness.await();
    missing.ifPresent(what -> err().println("libnetwork: " + what));
    return missing.isPresent() ? ExitStatus.FAILED : ExitStatus.DONE;
  }

  private Request request(LabText text, boolean dry) {
    String target = Request.query("/v1/labs", "file", text.file());
    if (text.name().isPresent()) {
      target = Request.query(target, "name", text.name().get());
    }
    target = Request.query(target, "prune", String.valueOf(prune));
    target = Request.query(target, "replace", String.valueOf(replace));
    target = Request.query(target, "dryRun", String.valueOf(dry));
    return new Request("POST", target, "application/yaml", text.text(), Map.of());
  }

  /// Each mistake of a file has a line of its own.
  private int refused(ApiException.Refused refused) {
    out().flush();
    String.valueOf(refused.getMessage())
        .lines()
        .forEach(line -> err().println("libnetwork: " + Diff.printable(line)));
    return ExitStatus.of(refused, ExitStatus.FAILED);
  }
}
