package io.libnetwork.cli.session;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.util.Optional;
import picocli.CommandLine.Option;

/// A command that changes something, or says what it would.
public abstract class ChangingCommand extends DaemonCommand {

  @Option(
      names = "--dry-run",
      description = "Print what would be done, step by step, and do nothing.")
  private boolean dryRun;

  /// For a command's own class.
  protected ChangingCommand() {}

  /// Whether nothing is to be done.
  protected final boolean dryRun() {
    return dryRun;
  }

  /// A body that what was typed makes.
  @FunctionalInterface
  public interface Body {

    /// Makes it.
    ///
    /// @throws IllegalArgumentException if an option has a value that it cannot have
    JsonObject make();
  }

  /// A body; what is wrong with it is a mistake in how the command was typed.
  protected final JsonObject typed(Body body) {
    try {
      return body.make();
    } catch (IllegalArgumentException wrong) {
      throw mistake(String.valueOf(wrong.getMessage()));
    }
  }

  /// Has a change made by our own API, or prints what it would do.
  ///
  /// @param what is done, as in `creating sandbox web`
  /// @return the answer; nothing where the steps were printed
  protected final Optional<Reply> change(Api api, String what, Request request) {
    if (!dryRun) {
      return Optional.of(ask(api, what, request));
    }
    plan(api, request);
    return Optional.empty();
  }

  /// Prints what a change by our own API would do.
  protected final void plan(Api api, Request request) {
    Request asked =
        new Request(
            request.method(),
            Request.query(request.target(), "dryRun", "true"),
            request.type(),
            request.body(),
            request.headers());
    JsonObject plan = api.call(asked).object();
    for (JsonObject step : objects(plan.items("steps"))) {
      out().println(step.text("text"));
    }
    if (plan.get("clear") == JsonValue.Truth.FALSE) {
      out().println("what else would be done cannot be told");
    }
    out().println("nothing was changed");
  }
}
