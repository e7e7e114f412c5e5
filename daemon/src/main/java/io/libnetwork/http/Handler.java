package io.libnetwork.http;

import java.io.IOException;

/// One operation of the daemon: what is asked for is read, checked and done.
@FunctionalInterface
public interface Handler {

  /// Answers one call.
  ///
  /// @throws io.libnetwork.NetworkException as the model refuses it; the [Router] makes the status
  ///   of its kind
  /// @throws IOException when the body cannot be read
  Answer handle(Call call) throws IOException;
}
