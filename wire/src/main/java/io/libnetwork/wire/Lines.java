package io.libnetwork.wire;

import java.util.Optional;

/// An answer that comes line by line. For one thread, but for [#close].
public interface Lines extends AutoCloseable {

  /// The next line without its end, waited for; nothing when the answer has ended as it should.
  ///
  /// @throws ApiException.Broken when it was cut off, or nothing came for too long
  Optional<String> next();

  /// Ends it, also for who waits in [#next], who then has nothing.
  @Override
  void close();
}
