package io.libnetwork.plugins.check;

import io.libnetwork.plugins.client.PluginException;
import java.util.Optional;

/// What a case expects of an answer.
final class Expectation {

  private Expectation() {}

  /// A case that is not met.
  static final class Unmet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unmet(String message) {
      super(message);
    }
  }

  static void require(boolean met, String otherwise) {
    if (!met) {
      throw new Unmet(otherwise);
    }
  }

  /// That a call is refused in words.
  static void requireRefusal(Runnable call, String otherwise) {
    try {
      call.run();
    } catch (PluginException.Refused asExpected) {
      require(String.valueOf(asExpected.getMessage()).length() > 0, "a refusal says why");
      return;
    }
    throw new Unmet(otherwise);
  }

  /// Carries a case out.
  static CheckResult carryOut(String name, Runnable check) {
    try {
      check.run();
      return new CheckResult(name, Optional.empty());
    } catch (PluginException | Unmet failure) {
      return new CheckResult(name, Optional.of(String.valueOf(failure.getMessage())));
    }
  }
}
