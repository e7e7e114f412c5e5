package io.libnetwork.cli.session;

import io.libnetwork.wire.ApiException;
import picocli.CommandLine.Model.CommandSpec;

/// What is said of a failure.
public final class Told {

  private Told() {}

  /// In one line; a failure that says nothing is named by its class. Where something is not there
  /// it says how to see what is.
  ///
  /// @param command that failed
  public static String of(Exception failure, CommandSpec command) {
    return of(failure) + next(failure, command);
  }

  /// The same, whatever the command.
  public static String of(Exception failure) {
    String message = failure.getMessage();
    String text = message == null || message.isBlank() ? failure.toString() : message;
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private static String next(Exception failure, CommandSpec command) {
    boolean missing = failure instanceof ApiException.Refused refused && refused.notFound();
    boolean named = command.name().equals("rm") || command.name().equals("inspect");
    return missing && named
        ? "; to see what there is: " + command.parent().qualifiedName() + " ls"
        : "";
  }
}
