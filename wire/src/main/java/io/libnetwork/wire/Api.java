package io.libnetwork.wire;

/// Somebody who answers requests: a daemon behind a socket, or the same routes in this process.
public interface Api extends AutoCloseable {

  /// Asks, and waits for the whole answer.
  ///
  /// @throws ApiException.Refused when the answer's status is 400 or above
  /// @throws ApiException.Unreachable when nobody listens there, or who listens may not be asked
  /// @throws ApiException.Broken when what comes back is no answer, or none in time
  Reply call(Request request);

  /// Asks, and answers what comes line by line as long as it comes. Fails as [#call].
  Lines open(Request request);

  /// Where this is, as it is shown to who reads a failure.
  String place();

  @Override
  void close();
}
