package io.libnetwork.http.v1;

import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.Handler;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/// One operation of our API, as the document names it.
///
/// @param method as in `GET`
/// @param pattern as in `/v1/networks/{network}`
/// @param parameters what may stand behind the question mark
/// @param handler what answers
record Operation(String method, String pattern, Set<String> parameters, Handler handler) {

  Operation {
    parameters = Set.copyOf(parameters);
  }

  /// One that changes nothing.
  static Operation read(String method, String pattern, Handler handler, String... parameters) {
    return new Operation(method, pattern, Set.of(parameters), handler);
  }

  /// One that changes something, so that it can be asked what it would do.
  static Operation change(String method, String pattern, Handler handler, String... parameters) {
    Set<String> all = new TreeSet<>(Set.of(parameters));
    all.add(DryRun.PARAMETER);
    return new Operation(method, pattern, all, handler);
  }

  /// Answers a call whose parameters are all known: one that is misspelled must not be passed over,
  /// least of all the one by which nothing is to be done.
  Answer answer(Call call) throws IOException {
    for (String name : call.query().values().keySet()) {
      if (!parameters.contains(name)) {
        throw new NetworkException.InvalidParameter(
            "unknown parameter '%s' of %s %s: expected %s"
                .formatted(name, method, pattern, expected()));
      }
    }
    return handler.handle(call);
  }

  private String expected() {
    return parameters.isEmpty() ? "none" : String.join(", ", new TreeSet<>(parameters));
  }
}
