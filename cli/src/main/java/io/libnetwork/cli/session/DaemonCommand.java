package io.libnetwork.cli.session;

import io.libnetwork.wire.Api;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A command that asks a daemon.
public abstract class DaemonCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ConnectionOptions connection;

  /// For a command's own class.
  protected DaemonCommand() {}

  @Override
  public final Integer call() {
    try (Api api = connection.open()) {
      int status = run(api);
      out().flush();
      return status;
    } finally {
      out().flush();
    }
  }

  /// Does it.
  ///
  /// @return the exit status
  protected abstract int run(Api api);

  /// Where results go.
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Where everything else goes.
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// A mistake in how the command was typed.
  protected final ParameterException mistake(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /// Does something to each of several, whatever becomes of the others; what fails is told in a
  /// line on standard error.
  ///
  /// @return the status of the last that failed
  protected final int each(List<String> names, Consumer<String> step) {
    int status = ExitStatus.DONE;
    for (String name : names) {
      try {
        step.accept(name);
      } catch (ApiException.Refused refused) {
        out().flush();
        err().println("libnetwork: " + Told.of(refused, spec));
        err().flush();
        status = ExitStatus.of(refused, ExitStatus.FAILED);
      }
    }
    return status;
  }

  /// Asks, and shows that it goes on where that takes over a second and somebody looks.
  protected final Reply ask(Api api, String what, Request request) {
    try (Progress progress = Progress.of(what, err())) {
      progress.begin();
      return api.call(request);
    }
  }

  /// The objects of an answer that is an array of them.
  protected static List<JsonObject> objects(JsonArray array) {
    return objects(array.items());
  }

  /// Those of some values that are objects.
  protected static List<JsonObject> objects(List<JsonValue> values) {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue item : values) {
      if (item instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
