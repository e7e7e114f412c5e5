package io.libnetwork.cli.session;

import io.libnetwork.cli.template.TemplateException;
import io.libnetwork.wire.ApiException;

/// With which status the process ends. Some commands have more to say by it, and say so.
public final class ExitStatus {

  /// All was done that was asked for.
  public static final int DONE = 0;

  /// Something was refused, or failed.
  public static final int FAILED = 1;

  /// It was asked for in a way that cannot be understood; nothing was done.
  public static final int USAGE = 2;

  /// What was named is not there.
  public static final int NOT_FOUND = 3;

  /// The daemon could not be asked.
  public static final int UNREACHABLE = 4;

  private ExitStatus() {}

  /// The status for a failure.
  ///
  /// @param otherwise for one that has no status of its own
  public static int of(Exception failure, int otherwise) {
    if (failure instanceof TemplateException) {
      return USAGE;
    }
    if (failure instanceof ApiException.Unreachable) {
      return UNREACHABLE;
    }
    return failure instanceof ApiException.Refused refused && refused.notFound()
        ? NOT_FOUND
        : otherwise;
  }
}
